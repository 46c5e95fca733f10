using Site.Publishing;

namespace Site.Prospects;

/// <summary>Registers the people known and what may be done for them.</summary>
public static class ProspectsSetup
{
    public static WebApplicationBuilder AddProspects(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<ProspectBook>();
        builder.Services.AddSingleton<IContentJudge, PurposesInUse>();
        return builder;
    }
}
