using System.Net;

namespace Site.Tests.EveryPage;

/// <summary>Follows every link inside the site, so that a new page is found without being named anywhere.</summary>
internal sealed class Crawler(HttpClient client)
{
    // Far more than there are: whoever links without end is found out.
    private const int Most = 600;

    // The dashboard's markup is its package's; where a link in a letter leads and what somebody sees of their own are looked at in each state, not followed from language to language.
    private static readonly string[] _left = ["/admin/jobs", .. CrawledPage.Tokens, .. CrawledPage.OwnData];

    private readonly Queue<(string Path, string From)> _ahead = new();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Links that lead nowhere: "/en/nothing, linked from /en".</summary>
    internal List<string> Dead { get; } = [];

    /// <summary>Everything that can be reached from the addresses named.</summary>
    internal async Task<IReadOnlyList<CrawledPage>> From(params IEnumerable<string> starts)
    {
        var found = new List<CrawledPage>();
        Note(starts, "the start");
        while (_ahead.TryDequeue(out var next))
        {
            Assert.True(_known.Count <= Most, $"There are more than {Most} addresses; the last ones: {string.Join(", ", _known.TakeLast(10))}.");
            using var response = await client.GetAsync(next.Path, TestContext.Current.CancellationToken);
            var page = await CrawledPage.Of(response, next.Path);
            found.Add(page);
            Follow(page, next.From);
        }

        return found;
    }

    /// <summary>Follows the links of pages that were reached in another way.</summary>
    internal Task<IReadOnlyList<CrawledPage>> On(IEnumerable<CrawledPage> pages)
    {
        foreach (var page in pages.Where(p => p.IsHtml))
        {
            Note(Links(page), page.Name);
        }

        return From();
    }

    private void Follow(CrawledPage page, string from)
    {
        if (page.Headers.TryGetValue("Location", out var location))
        {
            Note([location], page.Path);
        }
        else if (page.Status != HttpStatusCode.OK)
        {
            Dead.Add($"{page.Path} ({(int)page.Status}), linked from {from}");
        }
        else if (page.IsHtml || page.Path == "/sitemap.xml")
        {
            Note(Links(page), page.Path);
        }
    }

    private static IEnumerable<string> Links(CrawledPage page) => page.IsHtml
        ? page.Document.QuerySelectorAll("a[href], iframe[src], link[rel=alternate][href], form[method=get][action]").Select(e => e.GetAttribute("href") ?? e.GetAttribute("src") ?? e.GetAttribute("action") ?? "")
        : page.Document.QuerySelectorAll("loc").Select(e => e.TextContent.Trim());

    private void Note(IEnumerable<string> links, string from)
    {
        var site = client.BaseAddress ?? throw new InvalidOperationException("The client has no address.");
        foreach (var link in links.Where(l => !l.StartsWith('#')))
        {
            if (Uri.TryCreate(new Uri(site, from.StartsWith('/') ? from.Split(' ')[0] : "/"), link, out var target) && target.Authority == site.Authority && target.Scheme == site.Scheme
                && !_left.Any(f => target.AbsolutePath.StartsWith(f, StringComparison.Ordinal)) && _known.Add(target.PathAndQuery))
            {
                _ahead.Enqueue((target.PathAndQuery, from));
            }
        }
    }
}
