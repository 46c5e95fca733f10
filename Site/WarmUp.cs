using Site.Data;
using Site.Publishing;

namespace Site;

/// <summary>Makes ready beside the start, on another core, what the start would have to wait for. Nothing depends on it.</summary>
internal static class WarmUp
{
    /// <summary>To be called first of all. The model is kept by EF for whoever opens such a context later.</summary>
    internal static void Begin()
    {
        _ = Task.Run(() => IsSqlServer ? new SqlServerDesignTime().CreateDbContext([]).Model : new SqliteDesignTime().CreateDbContext([]).Model);
        _ = Task.Run(() => MarkdownText.ToHtml(""));
    }

    // Set in another way, it only makes this work for nothing.
    private static bool IsSqlServer => Environment.GetEnvironmentVariable("Database__Provider") == nameof(DatabaseProvider.SqlServer);

    /// <summary>
    /// Takes out what the framework would read before the site answers though only the desk needs it: the keys that seal its cookies,
    /// and with them the whole model of their database. They are read when first asked for.
    /// </summary>
    internal static void Defer(IServiceCollection services) =>
        services.Remove(services.Single(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Name == "DataProtectionHostedService"));
}
