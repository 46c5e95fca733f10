using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Site.Tests.EveryPage;

/// <summary>
/// Shows again what came back before, at its own address with a number behind it: a browser cannot ask for a page in a state. What the page loads comes from
/// the site itself.
/// </summary>
internal sealed class Replay : IStartupFilter
{
    private const string Number = "replay";

    private readonly ConcurrentDictionary<string, CrawledPage> _pages = new(StringComparer.Ordinal);

    /// <summary>Where a page is shown from now on.</summary>
    internal string Show(CrawledPage page)
    {
        var address = $"{page.Path}{(page.Path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Number}={_pages.Count}";
        _pages[address] = page;
        return address;
    }

    /// <summary>A document that pages show in a frame is shown at its own address.</summary>
    internal void Frame(CrawledPage document) => _pages[document.Path] = document;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, site) => Find(context.Request) is { } page ? Send(page, context.Response) : site());
        next(app);
    };

    private CrawledPage? Find(HttpRequest request) => _pages.GetValueOrDefault(request.Path + request.QueryString);

    private static Task Send(CrawledPage page, HttpResponse response)
    {
        response.StatusCode = (int)page.Status;
        foreach (var (name, value) in page.Headers.Where(h => h.Key.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) && h.Key != "Content-Length"))
        {
            response.Headers[name] = value;
        }

        return response.WriteAsync(page.Body);
    }
}
