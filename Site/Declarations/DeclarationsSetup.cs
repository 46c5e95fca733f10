using Site.Publishing;

namespace Site.Declarations;

/// <summary>Registers the catalogue, its topics, the forms made from it, and their notices.</summary>
public static class DeclarationsSetup
{
    public static WebApplicationBuilder AddDeclarations(this WebApplicationBuilder builder)
    {
        builder.Services.AddContentReader<CatalogueReader>().AddContentReader<TopicsReader>();
        builder.Services.AddScoped<FormerFields>().AddScoped<FieldTerms>().AddScoped<IContentJudge, TermsJudge>();
        builder.Services.AddSingleton<Notices>();
        builder.Services.AddSingleton<PrivacyNotices>();
        builder.Services.AddScoped<ComponentHtml>().AddScoped<FormRenderer>();
        builder.Services.AddSingleton<NoticeDocument>();
        builder.Services.AddScoped<IOnPublish, NoticePublisher>();
        builder.Services.AddScoped<IOnPublish, PrivacyPublisher>();
        return builder;
    }
}
