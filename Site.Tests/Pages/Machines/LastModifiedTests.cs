using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;
using Site.Tests.SignUps;
using Site.Tests.Support;
using Site.Web;

namespace Site.Tests.Pages.Machines;

/// <summary>What the sitemap and the feeds say about the last change is true: that of what the page is about, and of nothing else.</summary>
[Rule("W2")]
public sealed class LastModifiedTests : IClassFixture<TermsHost>
{
    private readonly TermsHost _site;
    private readonly Instant _now;

    public LastModifiedTests(TermsHost site)
    {
        _site = site.Started() as TermsHost ?? site;
        _site.Clock.Advance(Duration.FromHours(1));
        _now = _site.Clock.GetCurrentInstant();
    }

    [Theory]
    [InlineData("articles/knowing-how-to-forget/de.md", "title: ", "/de", "/de/artikel", "/de/artikel/knowing-how-to-forget")]
    [InlineData("pages/accessibility.en.md", "title: ", "/en/accessibility")]
    [InlineData("people/mara-feld.yml", "name: ", "/de/webinare/ask-first", "/en/webinars/ask-first")]
    public async Task AChangedFile_MovesThePagesItIsAbout(string file, string from, params string[] pages)
    {
        Assert.Empty(await Moved());
        await _site.Reword(file, from, from + " ");
        Assert.Equal(pages, await Moved());
    }

    [Fact]
    public async Task AnAnnouncedChange_MovesTheWebinar_AndWhatListsIt()
    {
        await _site.Announce(s => s.SetProperty(x => x.AnnouncedAt, _now));
        _site.Services.GetRequiredService<PageVersion>().Move();
        Assert.Equal(["/de", "/de/webinare", "/de/webinare/a-yes-that-lasts", "/en", "/en/webinars", "/en/webinars/a-yes-that-lasts"], await Moved());
    }

    [Fact]
    public async Task AFeed_MovesWithItsOwnLanguageAlone()
    {
        await _site.Reword("articles/ask-and-you-may-stay/en.md", "title: ", "title:  ");
        Assert.Equal((false, true), (await FeedUpdated("de") == _now, await FeedUpdated("en") == _now));
    }

    private async Task<Instant> FeedUpdated(string language)
    {
        using var client = _site.Prospect();
        var feed = XDocument.Parse(await client.GetStringAsync($"/{language}/feed.xml", TestContext.Current.CancellationToken));
        return InstantPattern.General.Parse(feed.Root!.Elements().First(e => e.Name.LocalName == "updated").Value).Value;
    }

    /// <summary>The paths that the sitemap says changed just now.</summary>
    private async Task<IEnumerable<string>> Moved()
    {
        using var client = _site.Prospect();
        var sitemap = XDocument.Parse(await client.GetStringAsync("/sitemap.xml", TestContext.Current.CancellationToken));
        string Text(XElement url, string name) => url.Elements().First(e => e.Name.LocalName == name).Value;
        return sitemap.Root!.Elements().Where(u => InstantPattern.General.Parse(Text(u, "lastmod")).Value == _now)
            .Select(u => new Uri(Text(u, "loc")).AbsolutePath).Order(StringComparer.Ordinal);
    }
}
