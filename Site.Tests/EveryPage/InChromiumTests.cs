using System.Collections.Concurrent;
using Microsoft.Playwright;
using Site.Tests.Support;

namespace Site.Tests.EveryPage;

/// <summary>Every page in every language and state as a browser shows it: on a phone by day and on a desktop by night.</summary>
public sealed class InChromiumTests(CrawledSite site, Chromium chromium)
{
    private const int Visits = 3;

    // What a page keeps in the browser, wherever it can.
    private const string Stored = """
        async () => [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(await indexedDB.databases()).map(d => d.name), ...(await caches.keys()),
          ...(await navigator.serviceWorker.getRegistrations()).map(r => r.scope)]
        """;

    // What describes a question must be there to be seen, not only to be read out (rule A2).
    private const string Unseen = """
        () => [...document.querySelectorAll('form [aria-describedby]')].flatMap(c => c.getAttribute('aria-describedby').split(' ').filter(Boolean).filter(id => {
          const e = document.getElementById(id);
          return !e || !e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || e.getBoundingClientRect().height < 1;
        }).map(id => `${c.id || c.name} is described by #${id}, which is not seen`))
        """;

    [Fact, Rule("A1"), Rule("A2"), Rule("P18")]
    public async Task ForProspects_AxeFindsNothing_NothingIsWiderThanTheScreen_NothingIsStored()
    {
        var pages = (await site.Crawl).Pages.Where(p => p.IsForProspects).DistinctBy(p => (p.Path, p.Body));
        Assert.Empty(await Look(pages));
    }

    [Fact, Rule("A1")]
    public async Task ForStaff_AxeFindsNothing_AndNothingIsWiderThanTheScreen()
    {
        // Many people, one page: what differs in nothing but texts is looked at once.
        var pages = (await site.Crawl).Pages.Where(p => p.IsOfStaff).DistinctBy(Shape);
        Assert.Empty(await Look(pages));
    }

    private async Task<IEnumerable<string>> Look(IEnumerable<CrawledPage> pages)
    {
        var ahead = new ConcurrentQueue<CrawledPage>(pages);
        Assert.True(ahead.Count >= Visits, "There are fewer pages than visits.");
        var found = await Task.WhenAll(Enumerable.Range(0, Visits).Select(_ => Walk(ahead)));
        return found.SelectMany(f => f).Order(StringComparer.Ordinal);
    }

    private async Task<List<string>> Walk(ConcurrentQueue<CrawledPage> ahead)
    {
        await using var visit = await chromium.Visit(site.Address);
        var found = new List<string>();
        var shown = ahead.First();
        // A page in a state cannot be asked for: it is shown as it came back, at its own address.
        await visit.Page.RouteAsync(url => new Uri(url).PathAndQuery == shown.Path, route => route.FulfillAsync(Answer(shown)));
        while (ahead.TryDequeue(out var next))
        {
            shown = next;
            await visit.Go(shown.Path);
            await Judge(visit, shown, found);
        }

        return found;
    }

    private static async Task Judge(Visit visit, CrawledPage page, List<string> found)
    {
        await visit.Page.SetViewportSizeAsync(360, 800);
        await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await Judge(visit, page, "phone", found);
        await visit.Page.SetViewportSizeAsync(1440, 900);
        await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Judge(visit, page, "desktop", found);
        found.AddRange(visit.TakeFaults().Select(f => $"{page}: {f}"));
        if (page.IsForProspects)
        {
            found.AddRange((await visit.Page.EvaluateAsync<string[]>(Stored)).Select(s => $"{page}: keeps {s} in the browser"));
            found.AddRange((await visit.Cookies()).Select(c => $"{page}: keeps the cookie {c.Name}"));
        }
    }

    private static async Task Judge(Visit visit, CrawledPage page, string screen, List<string> found)
    {
        found.AddRange((await visit.Violations()).Select(v => $"{page}, {screen}: {v}"));
        found.AddRange((await visit.Page.EvaluateAsync<string[]>(Unseen)).Select(u => $"{page}, {screen}: {u}"));
        if (await visit.Overflow() is > 0 and var pixels)
        {
            found.Add($"{page}, {screen}: is {pixels} px wider than the screen");
        }
    }

    private static RouteFulfillOptions Answer(CrawledPage page) => new()
    {
        Status = (int)page.Status,
        Headers = page.Headers.Where(h => h.Key.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) && h.Key != "Content-Length").ToDictionary(),
        Body = page.Body,
    };

    private static string Shape(CrawledPage page) =>
        string.Concat(page.Document.All.Select(e => $"<{e.LocalName} {e.ClassName} {e.Id is not null} {e.GetAttribute("type")} {e.GetAttribute("name")} {e.TextContent.Length > 0}>"));
}
