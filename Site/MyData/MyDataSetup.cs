using Site.Web;

namespace Site.MyData;

/// <summary>Registers what erases.</summary>
public static class MyDataSetup
{
    public static WebApplicationBuilder AddMyData(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<UnconfirmedEraser>();
        builder.AddRecurring<UnconfirmedEraser>("unconfirmed", _ => TimeSpan.FromHours(1), eraser => eraser.Run(CancellationToken.None));
        return builder;
    }
}
