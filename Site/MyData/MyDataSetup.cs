namespace Site.MyData;

/// <summary>Registers what erases.</summary>
public static class MyDataSetup
{
    public static WebApplicationBuilder AddMyData(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<UnconfirmedEraser>();
        return builder;
    }
}
