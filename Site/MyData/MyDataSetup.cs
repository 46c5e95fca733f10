using Site.Declarations;
using Site.Mail;
using Site.MyData.Access;
using Site.MyData.Pack;
using Site.Web;

namespace Site.MyData;

/// <summary>Registers what erases, which looks each hour (for links that have expired, and for whether its time of day has come), and what opens a person's own data to them.</summary>
public static class MyDataSetup
{
    private static readonly TimeSpan _look = TimeSpan.FromHours(1);

    // A request that nobody was woken for.
    private static readonly TimeSpan _sweep = TimeSpan.FromMinutes(1);

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
        builder.Services.AddScoped<AccessPasses>().AddScoped<AccessRequests>().AddScoped<ILetterComposer, AccessLetter>();
        builder.Services.AddScoped<HeldData>().AddScoped<Corrections>().AddScoped<OwnExport>();
        builder.Services.AddSingleton<IFormSource, AccessForm>();
        builder.AddRecurring<AccessRequests>("access-requests", _ => _sweep, requests => requests.Answer(CancellationToken.None));
        builder.AddRecurring<AccessPasses>("access-passes", _ => _look, passes => passes.RemoveExpired(CancellationToken.None));
        builder.AddRecurring<UnconfirmedEraser>("unconfirmed", _ => _look, eraser => eraser.Run(CancellationToken.None));
        builder.AddRecurring<Eraser>("eraser", _ => _look, eraser => eraser.RunIfDue(CancellationToken.None));
        return builder;
    }
}
