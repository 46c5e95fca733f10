using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Site.Tests.Support;
using Site.Web;
using Site.Webinars;

namespace Site.Tests.EveryPage;

/// <summary>Nothing runs out before one's eyes: no countdown, and a seat that is scarce is asked for in the same words as one that is not (rule P6; EDPB guidelines 03/2022).</summary>
public sealed class NoClockTests(CrawledSite crawled, SiteHost site, Chromium chromium) : IClassFixture<SiteHost>
{
    [Fact, Rule("P6")]
    public async Task NoPage_AndNoLetter_HasAClock()
    {
        var pages = (await crawled.Crawl).Pages.Where(p => p.IsForProspects).Select(p => (p.Name, p.Document));
        var letters = crawled.Mail.Received.Select(m => (Name: m.Subject, Document: new HtmlParser().ParseDocument(m.Html)));
        Fault.None(pages.Concat(letters).SelectMany(p => Pressure.Clocks(p.Document).Select(o => new Fault(p.Name, o))));
    }

    [Theory, Rule("P6")]
    [InlineData("/de")]
    [InlineData("/en/webinars")]
    [InlineData("/de/webinare/a-yes-that-lasts")]
    [InlineData("/en/newsletter")]
    public async Task APageLeftOpenForADay_SaysWhatItSaid(string path)
    {
        await using var visit = await chromium.Visit(site);
        await visit.Page.Clock.InstallAsync();
        await visit.Go(path);
        Assert.Equal(await visit.Page.InnerTextAsync("body"), await ADayLater(visit));
    }

    [Theory, Rule("P6")]
    [InlineData("/de/webinare/a-yes-that-lasts")]
    [InlineData("/en/webinars/a-yes-that-lasts")]
    [InlineData("/de/webinare")]
    public async Task WithOneSeatLeft_APageSaysWhatItSaysWithMany(string path)
    {
        using var client = site.Prospect();
        await Seats(1000);
        var many = await client.GetStringAsync(path, TestContext.Current.CancellationToken);
        await Seats(1);
        Assert.Equal(many, await client.GetStringAsync(path, TestContext.Current.CancellationToken));
        await Seats(0);
        Assert.Equal(path == "/de/webinare", many == await client.GetStringAsync(path, TestContext.Current.CancellationToken));
    }

    // The guard must be able to fail.
    [Theory, Rule("P6")]
    [InlineData("<p role=timer>10</p>")]
    [InlineData("<progress max=120 value=117></progress>")]
    [InlineData("<meter min=0 max=120 value=117>3 left</meter>")]
    [InlineData("<meta http-equiv=Refresh content=60>")]
    public void AClock_IsFound(string html) => Assert.NotEmpty(Pressure.Clocks(new HtmlParser().ParseDocument(html)));

    [Theory, Rule("P6")]
    [InlineData("Nur noch 3 Plätze")]
    [InlineData("Noch 12 freie Plätze")]
    [InlineData("Sichern Sie sich einen der letzten Plätze")]
    [InlineData("Only 3 left")]
    [InlineData("12 places left")]
    [InlineData("Register while seats last")]
    [InlineData("Noch 5 Stunden")]
    [InlineData("00:04:59")]
    public void WordsOfScarcity_AreFound(string words) => Assert.NotEmpty(Pressure.Words(words));

    [Theory, Rule("P6")]
    [InlineData("Noch 14 Tage lang können Sie das widerrufen. Das Webinar beginnt um 10:00 und hat 120 Plätze; alle Plätze sind vergeben.")]
    [InlineData("The webinar starts at 10:00. All places are taken. You have 7 days to confirm.")]
    public void PlainFacts_AreNot(string words) => Assert.Empty(Pressure.Words(words));

    [Fact, Rule("P6")]
    public async Task ACountdown_IsSeen()
    {
        await using var visit = await chromium.Visit(site);
        await visit.Page.Clock.InstallAsync();
        await visit.Page.SetContentAsync("<p>60</p><script>setInterval(() => document.querySelector('p').textContent--, 1000)</script>");
        Assert.NotEqual(await visit.Page.InnerTextAsync("body"), await ADayLater(visit));
    }

    private static async Task<string> ADayLater(Visit visit)
    {
        await visit.Page.Clock.FastForwardAsync("24:00:00");
        return await visit.Page.InnerTextAsync("body");
    }

    private async Task Seats(int capacity)
    {
        await site.InDb(db => db.Set<Schedule>().Where(s => s.Slug == States.Seats).ExecuteUpdateAsync(u => u.SetProperty(s => s.Capacity, capacity), TestContext.Current.CancellationToken));
        site.Services.GetRequiredService<PageVersion>().Move();
    }
}
