using System.Text.Json;
using System.Text.RegularExpressions;
using Site.Tests.Support;

namespace Site.Tests.EveryPage;

/// <summary>What the Nu Html Checker finds, over everything that leaves the house at once, so that Java is not started for each page.</summary>
public sealed partial class ValidHtmlTests(CrawledSite site) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("valid-html-");
    private readonly Dictionary<string, string> _names = [];

    /// <summary>Every page × language × state of prospects and of staff, the style sheets, the pictures and the letters.</summary>
    [Fact, Rule("A1"), Rule("M1")]
    public async Task EverythingTheSiteSays_IsValid()
    {
        foreach (var page in (await site.Crawl).Pages.Where(p => p.IsHtml && !p.IsLetter).DistinctBy(p => p.Body))
        {
            Write("page", page.Name, page.Body);
        }

        foreach (var letter in site.Mail.Received)
        {
            Write(Letter, $"the letter {letter}", letter.Html);
        }

        Copy("Content");
        Copy("Site/wwwroot");
        Fault.None((await Faults()).Select(f => new Fault($"{f.Name}, line {f.Line}", f.What)));
    }

    /// <summary>What finds nothing must be able to.</summary>
    [Fact]
    public async Task WhatIsNotValid_IsFound_WithPageAndLine()
    {
        Write("page", "/de (200, broken)", "<!DOCTYPE html>\n<html lang=\"de\"><head><title>x</title></head>\n<body><p id=\"a\">a</p><p id=\"a\">a</p></body></html>");
        Write(Letter, "a letter", "<!DOCTYPE html>\n<html lang=\"de\"><head><title>x</title></head><body>\n<table width=\"100%\"><tr><td>a</td></tr></table><p><div>b</div></p></body></html>");
        Write("sheet", "broken.css", "p { margin: 0 }\np { colour: red }", ".css");
        var faults = (await Faults()).Select(f => (f.Name, f.Line)).Distinct().Order();
        Assert.Equal([("/de (200, broken)", "3"), ("a letter", "3"), ("broken.css", "2")], faults);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private const string Letter = "letter";

    // Style sheets lie apart: told to look at them, the checker counts the lines of pages from another beginning.
    private void Write(string kind, string name, string text, string ending = ".html")
    {
        var file = $"{kind}-{_names.Count:d4}{ending}";
        _names[file] = name;
        File.WriteAllText(Path.Combine(_folder.CreateSubdirectory(ending == ".css" ? "css" : "html").FullName, file), text);
    }

    private void Copy(string from)
    {
        var folder = Path.Combine(SiteHost.Repository, from);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is ".css" or ".svg"))
        {
            Write("file", Path.GetRelativePath(SiteHost.Repository, file), File.ReadAllText(file), Path.GetExtension(file));
        }
    }

    private async Task<IEnumerable<Found>> Faults()
    {
        var answers = await Task.WhenAll(
            Validator.Run("--also-check-svg", Path.Combine(_folder.FullName, "html")), Validator.Run("--also-check-css", Path.Combine(_folder.FullName, "css")));
        return answers.SelectMany(Read).Where(f => !IsForMailPrograms(f));
    }

    private IEnumerable<Found> Read(string json) => JsonDocument.Parse(json).RootElement.GetProperty("messages").EnumerateArray().Select(m =>
    {
        string Text(string key) => m.TryGetProperty(key, out var value) ? value.ToString() : "";
        var file = Text("url").Split('/')[^1];
        return new Found(file, _names.GetValueOrDefault(file, file), Text("lastLine"), $"{Text("message")} {Text("extract").ReplaceLineEndings(" ")}");
    });

    // What old mail programs lay out by, and Outlook's own words: obsolete on a page, needed in a letter (rule M1).
    private static bool IsForMailPrograms(Found found) => found.File.StartsWith(Letter, StringComparison.Ordinal) && ForMailPrograms().IsMatch(found.What);

    [GeneratedRegex("""^(The “(width|cellpadding|cellspacing|border|align|valign)” attribute on the “(table|td)” element is obsolete|Attribute “xmlns:[vo]” not allowed|CSS: “mso-|.*"x-apple-disable-message-reformatting")""")]
    private static partial Regex ForMailPrograms();

    private sealed record Found(string File, string Name, string Line, string What);
}
