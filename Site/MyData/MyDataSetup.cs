using Site.MyData.Pack;
using Site.Web;

namespace Site.MyData;

/// <summary>Registers what erases. Both look each hour: the one for links that have expired, the other for whether its time of day has come.</summary>
public static class MyDataSetup
{
    private static readonly TimeSpan _look = TimeSpan.FromHours(1);

    public static WebApplicationBuilder AddMyData(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<MyDataOptions>(MyDataOptions.Section);
        builder.Services.AddScoped<SubmissionEraser>();
        builder.Services.AddScoped<ValueEraser>();
        builder.Services.AddScoped<UnconfirmedEraser>();
        builder.Services.AddScoped<Cohorts>();
        builder.Services.AddScoped<RetentionRuns>();
        builder.Services.AddScoped<Eraser>();
        builder.Services.AddScoped<Proofs>();
        builder.Services.AddScoped<PersonEraser>();
        builder.Services.AddScoped<ErasureReplay>();
        builder.Services.AddScoped<PackReader>().AddScoped<PackFiles>().AddScoped<Exports>().AddScoped<EvidencePack>();
        builder.AddRecurring<UnconfirmedEraser>("unconfirmed", _ => _look, eraser => eraser.Run(CancellationToken.None));
        builder.AddRecurring<Eraser>("eraser", _ => _look, eraser => eraser.RunIfDue(CancellationToken.None));
        return builder;
    }
}
