using System.Xml.Linq;
using AngleSharp.Dom;
using NodaTime.Text;
using Site.Tests.Support;

namespace Site.Tests.Pages.Machines;

/// <summary>The feeds are Atom as RFC 4287 has it.</summary>
[Rule("W2")]
public sealed class FeedTests(SharedSite site)
{
    private static readonly XNamespace _atom = "http://www.w3.org/2005/Atom";

    [Theory]
    [InlineData("de", "Wer fragt, darf bleiben", "/de/webinare/ask-first")]
    [InlineData("en", "Ask, and you may stay", "/en/webinars/ask-first")]
    public async Task AFeed_HasWhatTheStandardDemands(string language, string article, string webinar)
    {
        var feed = await Read(language);
        var entries = feed.Elements(_atom + "entry").ToList();
        Assert.Equal($"{site.Address}{language}/feed.xml", Link(feed, "self"));
        Assert.Equal($"{site.Address}{language}", Link(feed, "alternate"));
        Assert.Equal(language, feed.Attribute(XNamespace.Xml + "lang")?.Value);
        Assert.All(entries.Append(feed), Holds);
        Assert.Equal(entries.Count, entries.Select(e => One(e, "id")).Distinct().Count());
        Assert.Equal(entries.Max(e => One(e, "updated")), One(feed, "updated"));
        Assert.Contains(entries, e => One(e, "title") == article && One(e, "content").StartsWith("<p>", StringComparison.Ordinal));
        Assert.Contains(entries, e => One(e, "id") == $"{site.Address}{webinar[1..]}" && One(e, "summary").Contains("2026", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnEntry_KeepsItsId_WhereverTheFeedIsAskedFor()
    {
        var ids = (await Read("en")).Elements(_atom + "entry").Select(e => One(e, "id")).Order(StringComparer.Ordinal);
        using var client = site.Prospect();
        client.DefaultRequestHeaders.Host = "elsewhere.example";
        client.DefaultRequestHeaders.Add("Accept-Encoding", "identity");
        var again = XDocument.Parse(await client.GetStringAsync("/en/feed.xml", TestContext.Current.CancellationToken)).Root!;
        Assert.Equal(ids, again.Elements(_atom + "entry").Select(e => One(e, "id")).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/de/artikel", "/de/feed.xml")]
    [InlineData("/en", "/en/feed.xml")]
    public async Task APage_NamesTheFeedOfItsLanguage(string path, string feed)
    {
        using var client = site.Prospect();
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await client.GetStringAsync(path, TestContext.Current.CancellationToken));
        var link = Assert.Single(page.QuerySelectorAll("link[rel=alternate][type='application/atom+xml']"));
        Assert.Equal(feed, link.GetAttribute("href"));
        Assert.NotEmpty(link.GetAttribute("title") ?? "");
    }

    private async Task<XElement> Read(string language)
    {
        using var client = site.Prospect();
        using var response = await client.GetAsync($"/{language}/feed.xml", TestContext.Current.CancellationToken);
        Assert.Equal("application/atom+xml", response.Content.Headers.ContentType?.MediaType);
        var root = XDocument.Parse(await response.Body()).Root!;
        Assert.Equal(_atom + "feed", root.Name);
        return root;
    }

    // RFC 4287 4.1.1, 4.1.2: exactly one id, title and updated; an author; one link to the page itself.
    private static void Holds(XElement element)
    {
        Assert.True(Uri.IsWellFormedUriString(One(element, "id"), UriKind.Absolute));
        Assert.NotEmpty(One(element, "title"));
        Assert.True(InstantPattern.General.Parse(One(element, "updated")).Success);
        Assert.All(element.Elements(_atom + "author"), a => Assert.NotEmpty(One(a, "name")));
        Assert.NotEmpty(element.Elements(_atom + "author"));
        Assert.True(Uri.IsWellFormedUriString(Link(element, "alternate"), UriKind.Absolute));
    }

    private static string One(XElement element, string name) => Assert.Single(element.Elements(_atom + name)).Value;

    private static string Link(XElement element, string relation) =>
        Assert.Single(element.Elements(_atom + "link"), l => l.Attribute("rel")?.Value == relation).Attribute("href")?.Value ?? "";
}
