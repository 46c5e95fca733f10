using Microsoft.EntityFrameworkCore;
using Site.Data;
using Site.Publishing;

namespace Site;

/// <summary>Makes ready beside the start, on another core, what the start would have to wait for. Nothing depends on it.</summary>
internal static class WarmUp
{
    /// <summary>What needs no setting, to be called first of all.</summary>
    internal static void Begin() => _ = Task.Run(() => MarkdownText.ToHtml(""));

    /// <summary>What depends on the database that was chosen, as soon as that is known: its model, and what the first query of all makes.</summary>
    internal static void Queries(IServiceProvider services) => _ = Task.Run(() =>
    {
        using var scope = services.CreateScope();
        return scope.ServiceProvider.GetRequiredService<SiteDb>().Set<LiveFile>().ToQueryString();
    });

    /// <summary>
    /// Takes out what the framework would read before the site answers though only the desk needs it: the keys that seal its cookies,
    /// and with them the whole model of their database. They are read when first asked for.
    /// </summary>
    internal static void Defer(IServiceCollection services) =>
        services.Remove(services.Single(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Name == "DataProtectionHostedService"));
}
