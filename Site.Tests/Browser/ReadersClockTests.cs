using Site.Tests.Support;

namespace Site.Tests.Browser;

/// <summary>The webinar's time by the clock of a reader elsewhere, worked out in the browser; nothing is sent for it (rule M10).</summary>
[Rule("M10")]
public sealed class ReadersClockTests(SharedSite site, Chromium chromium)
{
    [Theory]
    [InlineData("/de/webinare/ask-first", "de-DE", "America/New_York", "Nach Ihrer Uhr: Mittwoch, 11. März.* 05:00.{1,3}05:30 Uhr")]
    [InlineData("/en/webinars/ask-first", "en-GB", "Pacific/Auckland", "By your clock: Wednesday,? 11 March.* 22:00.{1,3}22:30")]
    public async Task WhereItGoesDifferently_TheirTimeStandsBesideOurs(string page, string locale, string zone, string said)
    {
        await using var visit = await chromium.Visit(site, locale: locale, zone: zone);
        await visit.Go(page);
        Assert.Matches(said, await visit.Page.Locator("[data-here]").InnerTextAsync());
        Assert.Empty(visit.TakeFaults());
    }

    [Theory]
    [InlineData("Europe/Berlin", true)]
    [InlineData("Europe/Madrid", true)]
    [InlineData("America/New_York", false)]
    public async Task WhereItGoesTheSame_OrNoScriptRuns_OursStandsAlone(string zone, bool scripts)
    {
        await using var visit = await chromium.Visit(site, scripts: scripts, zone: zone);
        await visit.Go("/de/webinare/ask-first");
        var theirs = visit.Page.Locator("[data-here]");
        Assert.Equal((1, true), (await theirs.CountAsync(), await theirs.IsHiddenAsync()));
    }
}
