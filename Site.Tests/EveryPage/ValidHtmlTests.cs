using System.Text.Json;
using Site.Tests.Support;

namespace Site.Tests.EveryPage;

/// <summary>The HTML of every page, in every language and state, of prospects and of staff, and the style sheets: judged by the Nu Html Checker, in one run.</summary>
public sealed class ValidHtmlTests(CrawledSite site)
{
    [Fact, Rule("A1")]
    public async Task EveryPage_IsValid()
    {
        var folder = Directory.CreateDirectory(Path.Combine(site.Folder, "valid"));
        var names = await Write(folder);
        Assert.Empty(Faults(await Validator.Run("--also-check-css", "--also-check-svg", folder.FullName), names));
    }

    private async Task<Dictionary<string, string>> Write(DirectoryInfo folder)
    {
        var pages = (await site.Crawl).Pages.Where(p => p.IsHtml && !p.Path.EndsWith("/html", StringComparison.Ordinal)).DistinctBy(p => p.Body).ToList();
        var names = new Dictionary<string, string>();
        foreach (var (page, number) in pages.Select((p, i) => (p, i)))
        {
            names[$"{number:d4}.html"] = page.Name;
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{number:d4}.html"), page.Body);
        }

        return names;
    }

    private static IEnumerable<string> Faults(string json, Dictionary<string, string> names) =>
        JsonDocument.Parse(json).RootElement.GetProperty("messages").EnumerateArray().Select(m => Fault(m, names)).Distinct();

    private static string Fault(JsonElement message, Dictionary<string, string> names)
    {
        string Text(string key) => message.TryGetProperty(key, out var value) ? value.ToString() : "";
        var file = Text("url").Split('/')[^1];
        return $"{names.GetValueOrDefault(file, file)}, line {Text("lastLine")}: {Text("type")} {Text("subType")}: {Text("message")} … {Text("extract").ReplaceLineEndings(" ")}";
    }
}
