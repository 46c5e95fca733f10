using Site.Tests.Support;

namespace Site.Tests.EveryPage;

/// <summary>What holds on every page, in every language and state, of today and of tomorrow: pages are found by following links, not by a list.</summary>
public sealed class EveryPageTests(CrawledSite site)
{
    [Fact]
    public async Task TheCrawl_SeesThePagesAndTheStates()
    {
        var names = (await site.Crawl).Pages.Select(p => p.Name).ToList();
        string[] expected =
        [
            "/de", "/en", "/de/webinare/ask-first", "/en/articles/ask-and-you-may-stay", "/de/webinare?topic=consent", "/de/datenschutz", "/en/privacy", "/de/beleg-pruefen", "/en/check-a-receipt",
            "/de/webinare/ask-first (400, empty)", "/en/newsletter (400, wrong)", "/de/gesendet (200, sent)", "/en/newsletter (409, changed since)",
            "/de/webinare/a-yes-that-lasts (200, full)", "/en/webinars/a-yes-that-lasts (200, cancelled)", "/de/webinare/a-yes-that-lasts (200, over)",
            "/en/webinars/a-yes-that-lasts (410, over meanwhile)", "/de/no-such-page (404, unknown page)",
            "/de/newsletter (403, from another site)", "/en/newsletter (413, too much)", "/de/newsletter (429, too many)", "/en/newsletter (429, too many)",
            "/de/newsletter (500, our fault)", "/en/newsletter (500, our fault)", "/staff/sign-out (400, forged)", "/staff/sign-in (403, from another site)",
        ];
        Assert.Empty(expected.Except(names));
        Assert.Contains((await site.Crawl).Pages, p => p.IsLetter);
        string[] states = ["to confirm", "confirmed", "to cancel", "cancelled", "to withdraw", "withdrawn", "to discard", "discarded", "receipt", "too late", "full meanwhile", "own data", "to correct", "to erase", "erased", "no session"];
        Assert.All(states, s => Assert.True(names.Count(n => n.EndsWith($", {s})", StringComparison.Ordinal)) >= 2, s));
    }

    [Fact]
    public async Task EveryLink_LeadsSomewhere() => Assert.Empty((await site.Crawl).Dead);

    [Fact, Rule("P1"), Rule("P4"), Rule("P5")]
    public async Task EveryQuestion_IsDeclared_Explained_AndLeftOpen()
    {
        var crawl = await site.Crawl;
        var declared = crawl.Notices.ToDictionary(n => n.Key, n => Explanation.All(n.Value));
        Assert.NotEmpty(declared);
        Fault.None(Faults(crawl.Pages.Where(p => p.IsForProspects), p => Guard.Offences(p.Document, declared.GetValueOrDefault, p.IsUntouched)));
    }

    [Fact, Rule("P1")]
    public async Task AFormThatHasChanged_AsksForEachYesAgain()
    {
        var changed = (await site.Crawl).Pages.Where(p => p.Name.EndsWith("(409, changed since)", StringComparison.Ordinal)).ToList();
        Assert.Contains(changed, p => p.Document.QuerySelector("[name=agree]") is not null);
        Assert.All(changed, p => Assert.Empty(p.Document.QuerySelectorAll("[name=agree][checked]")));
    }

    [Fact, Rule("P18"), Rule("S1")]
    public async Task EveryPage_LoadsFromTheHouseAlone_AndRunsNothingFromInside()
    {
        var pages = (await site.Crawl).Pages.Where(p => p.IsForProspects || p.IsOfStaff);
        Fault.None(Faults(pages, p => LoadGuard.Offences(p.Document, site.Address)));
    }

    [Fact, Rule("P18")]
    public async Task EveryStyleSheet_LoadsFromTheHouseAlone()
    {
        var sheets = (await site.Crawl).Pages.Where(p => p.IsHtml).SelectMany(p => p.Document.QuerySelectorAll("link[rel=stylesheet]")).Select(l => l.GetAttribute("href") ?? "").Distinct().ToList();
        Assert.NotEmpty(sheets);
        // Not before the crawl has started the site: two who start it at once would each stop the other's.
        using var client = site.Prospect();
        foreach (var sheet in sheets)
        {
            Assert.Empty(LoadGuard.InStyles(await client.GetStringAsync(sheet, TestContext.Current.CancellationToken)));
        }
    }

    [Fact, Rule("P18")]
    public async Task NoAnswerToAProspect_SetsACookie_ButTheButtonsThatOpenAndEndASession()
    {
        var pages = (await site.Crawl).Pages.Where(p => !p.IsOfTheDesk).ToList();
        var sessions = pages.Where(p => p is { IsPosted: true, Name: var name } && (name.EndsWith(" opened)", StringComparison.Ordinal) || name.EndsWith(" erased)", StringComparison.Ordinal))).ToList();
        Assert.All(sessions, p => Assert.StartsWith("my-data=", p.Header("Set-Cookie"), StringComparison.Ordinal));
        Assert.Equal(4, sessions.Count);
        Fault.None(Faults(pages.Except(sessions), p => p.Headers.Keys.Where(h => h == "Set-Cookie")));
    }

    [Fact, Rule("W2")]
    public async Task PagesWithAToken_PagesAfterAForm_AndProblems_AreNeitherListedNorKept()
    {
        var pages = (await site.Crawl).Pages.Where(p => p.IsNobodyElses).ToList();
        Assert.NotEmpty(pages);
        Assert.All(pages, p => Assert.True(p.Header("Cache-Control").Split(", ").Contains("no-store"), $"{p} may be kept: {p.Header("Cache-Control")}"));
        Assert.All(pages, p => Assert.True(p.Document.QuerySelector("meta[name=robots][content=noindex]") is not null, $"{p} may be listed."));
        Assert.All(pages, p => Assert.True(p.Document.QuerySelector("link[rel=canonical], link[hreflang], script[type]") is null, $"{p} speaks to search engines."));
    }

    private static IEnumerable<Fault> Faults(IEnumerable<CrawledPage> pages, Func<CrawledPage, IEnumerable<string>> offences) =>
        pages.SelectMany(p => offences(p).Select(o => new Fault(p.Name, o)));
}
