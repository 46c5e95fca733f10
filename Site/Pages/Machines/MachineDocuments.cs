using Microsoft.Extensions.Options;
using Site.Data;
using Site.Publishing;
using Site.Web;

namespace Site.Pages.Machines;

/// <summary>What is for machines alone, at the addresses they look at (rule W2): robots.txt [RFC 9309], the sitemap and a feed in each language.</summary>
internal static class MachineDocuments
{
    private static readonly string[] _methods = [HttpMethods.Get, HttpMethods.Head];

    internal static void AddMachineDocuments(this IServiceCollection services) =>
        services.AddSingleton<StructuredData>().AddScoped<Sitemap>().AddScoped<Feed>();

    internal static void MapMachineDocuments(this WebApplication app)
    {
        app.Map("/robots.txt", (IOptions<SiteOptions> options) => Task.FromResult(Robots(options.Value)));
        app.Map(Sitemap.Path, (Sitemap sitemap) => sitemap.Write());
        foreach (var language in Language.All)
        {
            app.Map(Feed.Path(language), (Feed feed) => feed.Write(language));
        }
    }

    // Everything may be looked at: a page that must not be listed says so itself, which nobody could read who is kept out here.
    private static MachineDocument Robots(SiteOptions options) => MachineDocument.Text($"User-agent: *\nDisallow:\n\nSitemap: {options.Absolute(Sitemap.Path)}\n");

    private static void Map<TWriter>(this WebApplication app, string path, Func<TWriter, Task<MachineDocument>> write) where TWriter : notnull
    {
        async Task<IResult> Answer(HttpContext context) => (await write(context.RequestServices.GetRequiredService<TWriter>())).Answer(context.Response);
        // As a plain delegate: a request delegate's result would go nowhere.
        app.MapMethods(path, _methods, (Delegate)Answer).WithMetadata(new SameForEverybodyAttribute());
    }
}
