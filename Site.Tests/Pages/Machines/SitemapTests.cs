using System.Net;
using System.Net.Http.Headers;
using System.Xml.Linq;
using Site.Tests.EveryPage;
using Site.Tests.Support;

namespace Site.Tests.Pages.Machines;

/// <summary>What may be found can be found, under one address in each language.</summary>
[Rule("W2")]
public sealed class SitemapTests(CrawledSite site)
{
    private static readonly XNamespace _sitemap = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly XNamespace _xhtml = "http://www.w3.org/1999/xhtml";

    [Fact]
    public async Task EveryPageToBeFound_NamesItselfAndItsOtherLanguages_AbsolutelyAndReciprocally()
    {
        var pages = await ToBeFound();
        var alternates = pages.ToDictionary(Canonical, Alternates);
        Assert.All(pages, p => Assert.StartsWith($"{site.Address}{Language(p)}", Canonical(p), StringComparison.Ordinal));
        Assert.All(pages, p => Assert.Equal(["de", "en", "x-default"], Alternates(p).Keys));
        Assert.All(pages, p => Assert.Equal(Canonical(p), Alternates(p)[Language(p)]));
        Assert.All(alternates, page => Assert.All(new[] { "de", "en" }, l => Assert.Equal(page.Value, alternates[page.Value[l]])));
    }

    [Fact]
    public async Task TheSitemap_ListsExactlyThePagesToBeFound_WithTheirLanguages()
    {
        var listed = (await Urls()).ToDictionary(u => u.Element(_sitemap + "loc")!.Value, u => u.Elements(_xhtml + "link").ToDictionary(l => l.Attribute("hreflang")!.Value, l => l.Attribute("href")!.Value));
        var pages = await ToBeFound();
        Assert.Equal(pages.Select(Canonical).Order(StringComparer.Ordinal), listed.Keys.Order(StringComparer.Ordinal));
        Assert.All(pages, p => Assert.Equal(Alternates(p), listed[Canonical(p)]));
    }

    [Fact]
    public async Task Robots_LetEverybodyIn_AndPointAtTheSitemap()
    {
        var robots = (await site.Crawl).Pages.Single(p => p.Path == "/robots.txt");
        Assert.Equal($"User-agent: *\nDisallow:\n\nSitemap: {site.Address}sitemap.xml\n", robots.Body);
        Assert.StartsWith("text/plain", robots.Header("Content-Type"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sitemap.xml")]
    [InlineData("/de/feed.xml")]
    [InlineData("/robots.txt")]
    public async Task AskedAgain_WithTheTag_TheAnswerIsThatNothingChanged(string path)
    {
        using var client = site.Prospect();
        using var first = await client.GetAsync(path, TestContext.Current.CancellationToken);
        foreach (var encoding in new[] { "", "br" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.IfNoneMatch.Add(first.Headers.ETag ?? EntityTagHeaderValue.Any);
            request.Headers.Add("Accept-Encoding", encoding);
            using var again = await client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.NotModified, ""), (again.StatusCode, await again.Body()));
        }

        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, first.Headers.ETag), (head.StatusCode, head.Headers.ETag));
    }

    private async Task<List<CrawledPage>> ToBeFound() =>
        [.. (await site.Crawl).Pages.Where(p => p.IsToBeFound && p.IsUntouched && !p.Path.Contains('?', StringComparison.Ordinal)).DistinctBy(p => p.Path)];

    private async Task<IEnumerable<XElement>> Urls() =>
        XDocument.Parse((await site.Crawl).Pages.Single(p => p.Path == "/sitemap.xml").Body).Root!.Elements(_sitemap + "url");

    private static string Language(CrawledPage page) => page.Document.DocumentElement.GetAttribute("lang") ?? "";

    private static string Canonical(CrawledPage page) => page.Document.QuerySelector("link[rel=canonical]")?.GetAttribute("href") ?? $"{page} has none";

    private static Dictionary<string, string> Alternates(CrawledPage page) =>
        page.Document.QuerySelectorAll("link[rel=alternate][hreflang]").ToDictionary(l => l.GetAttribute("hreflang") ?? "", l => l.GetAttribute("href") ?? "");
}
