using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Site.Tests.Declarations;
using Site.Tests.Support;

namespace Site.Tests.EveryPage;

/// <summary>The style sheets say nothing of what is no longer there: every class they name stands on some page in some state.</summary>
public sealed partial class StyleSheetTests(CrawledSite site, EveryTypeHost every) : IClassFixture<EveryTypeHost>
{
    private static readonly string[] _markup = ["*.cshtml", "*.razor"];

    [Fact]
    public async Task EveryClassInAStyleSheet_StandsOnAPage_OrInThePageThatWouldShowIt()
    {
        var worn = await Worn();
        // Some states of the desk are rare, such as terms that wait: there the page's own text has to do.
        var markup = string.Concat(_markup.SelectMany(m => Directory.GetFiles(Path.Combine(SiteHost.Repository, "Site"), m, SearchOption.AllDirectories)).Select(File.ReadAllText));
        foreach (var file in Directory.GetFiles(Path.Combine(SiteHost.Repository, "Site", "wwwroot"), "*.css"))
        {
            var named = Classes(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
            Assert.NotEmpty(named);
            Assert.Equal([], named.Where(c => !worn.Contains(c) && !IsGiven(markup, c)).Select(c => $"{Path.GetFileName(file)}: .{c}"));
        }
    }

    [Fact]
    public void AClassThatIsOnlyAWord_IsNotGiven() =>
        Assert.Equal((true, false, false), (IsGiven("<p class=\"end quiet\">", "quiet"), IsGiven("<p class=\"end\">quiet", "quiet"), IsGiven("<p class=\"quietly\">", "quiet")));

    [Fact]
    public void TheClasses_AreThoseOfTheSelectors() =>
        Assert.Equal(["a", "b", "c-d"], Classes("/* .x */ .a > .b::after { margin: .5em; background: url(/p.png) } @media (min-width: 4.5rem) { p:not(.c-d, .a) { margin: 0 } }").Order(StringComparer.Ordinal));

    // The sample content does not ask everything that a form can.
    private async Task<HashSet<string>> Worn()
    {
        var pages = (await site.Crawl).Pages.Where(p => p.IsHtml).Select(p => p.Document);
        using var client = every.Prospect();
        var form = new HtmlParser().ParseDocument(await client.GetStringAsync(EveryTypeHost.German, TestContext.Current.CancellationToken));
        return pages.Append(form).SelectMany(p => p.All).SelectMany(e => e.ClassList).ToHashSet(StringComparer.Ordinal);
    }

    private static bool IsGiven(string markup, string name) => Regex.IsMatch(markup, $"class=\"[^>\n]*(?<![\\w-]){name}(?![\\w-])", RegexOptions.None, TimeSpan.FromSeconds(2));

    private static HashSet<string> Classes(string css) =>
        [.. Selector().Matches(Comment().Replace(css, "")).SelectMany(s => Class().Matches(s.Groups[1].Value)).Select(c => c.Groups[1].Value)];

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"([^{};]+)\{")]
    private static partial Regex Selector();

    [GeneratedRegex(@"\.(-?[A-Za-z_][\w-]*)")]
    private static partial Regex Class();
}
