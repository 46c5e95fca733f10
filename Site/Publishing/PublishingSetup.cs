using Site.Web;

namespace Site.Publishing;

/// <summary>Registers reading, checking, versioning and serving of content.</summary>
public static class PublishingSetup
{
    public static WebApplicationBuilder AddPublishing(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<ContentOptions>(ContentOptions.Section);
        builder.Services.AddSingleton<LiveSite>();
        builder.Services.AddSingleton<ContentCheck>();
        builder.Services.AddScoped<ContentImport>().AddScoped<Publication>().AddScoped<Decisions>().AddScoped<Edits>();
        builder.Services.AddHostedService<ContentPoller>();
        builder.Services.AddContentReader<SiteSettingsReader>().AddContentReader<PeopleReader>()
            .AddContentReader<TextPagesReader>().AddContentReader<ArticlesReader>().AddContentReader<ThemeReader>();
        return builder;
    }

    /// <summary>Adds a reader behind those already there.</summary>
    public static IServiceCollection AddContentReader<T>(this IServiceCollection services) where T : class, IContentReader =>
        services.AddSingleton<IContentReader, T>();
}
