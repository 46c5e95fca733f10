using Site.Publishing;
using Site.Web;

namespace Site.Prospects;

/// <summary>Registers the people known and what may be done for them.</summary>
public static class ProspectsSetup
{
    private static readonly TimeSpan _look = TimeSpan.FromHours(1);

    public static WebApplicationBuilder AddProspects(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<ProspectBook>();
        builder.Services.AddScoped<Suppressions>();
        builder.AddRecurring<Suppressions>("suppressions", _ => _look, suppressions => suppressions.RemoveExpired(CancellationToken.None));
        builder.Services.AddSingleton<IContentJudge, PurposesInUse>();
        return builder;
    }
}
