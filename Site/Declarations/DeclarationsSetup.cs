using Site.Publishing;

namespace Site.Declarations;

/// <summary>Registers the catalogue, its topics, the forms made from it, and their notices.</summary>
public static class DeclarationsSetup
{
    public static WebApplicationBuilder AddDeclarations(this WebApplicationBuilder builder)
    {
        builder.Services.AddContentReader<CatalogueReader>().AddContentReader<TopicsReader>().AddSingleton<IContentJudge, TermsJudge>();
        builder.Services.AddSingleton<Notices>();
        builder.Services.AddScoped<FormRenderer>();
        builder.Services.AddScoped<IOnPublish, NoticePublisher>();
        return builder;
    }
}
