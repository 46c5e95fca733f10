using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Site.Tests.Support;

namespace Site.Tests.Declarations;

/// <summary>The boxes: equal choices, each saying what comes, how often and how to stop.</summary>
public sealed class ConsentTests(SharedSite site)
{
    public static readonly TheoryData<string> Paths = new("/de/webinare/ask-first", "/en/webinars/ask-first", "/de/webinare/a-yes-that-lasts", "/en/webinars/a-yes-that-lasts");

    [Theory, MemberData(nameof(Paths)), Rule("P1"), Rule("P2")]
    public async Task EveryPurpose_HasItsOwnBox_AndNoneIsTicked(string path)
    {
        var boxes = (await Page(path)).QuerySelectorAll("form [type=checkbox]").ToList();
        Assert.Equal(["newsletter", "personalisation"], boxes.Select(b => b.GetAttribute("value")));
        Assert.All(boxes, b => Assert.Equal(("agree", false, false), (b.GetAttribute("name"), b.HasAttribute("checked"), b.HasAttribute("required"))));
    }

    [Theory, MemberData(nameof(Paths)), Rule("P2"), Rule("P5"), Rule("P13"), Rule("P16")]
    public async Task EachBox_SaysWhatComes_HowOften_HowToStop_AndThatAProofIsKept(string path)
    {
        var isGerman = path.StartsWith("/de", StringComparison.Ordinal);
        foreach (var tick in (await Page(path)).QuerySelectorAll(".tick"))
        {
            var visible = string.Concat(tick.QuerySelectorAll(".note > p").Select(p => p.TextContent));
            Assert.Contains("Wegwarte GmbH", tick.QuerySelector(".consent")?.TextContent, StringComparison.Ordinal);
            Assert.Contains(isGerman ? "Wie oft:" : "How often:", visible, StringComparison.Ordinal);
            Assert.Contains(isGerman ? "So hören Sie wieder auf: mit dem Link in jeder Mail oder einer Mail an hallo@wegwarte.example; ohne Anmeldung" : "How to stop: with the link in every mail, or a mail to hallo@wegwarte.example; no sign-in", visible, StringComparison.Ordinal);
            Assert.Contains(isGerman ? "bis zu Ihrem Widerruf, als Nachweis noch bis zum Ende des 3. Kalenderjahres danach" : "until you withdraw, as proof until the end of the 3rd calendar year after that", visible, StringComparison.Ordinal);
            Assert.Contains(isGerman ? "bis zum Ende des 3. Kalenderjahres nach Ihrem Widerruf" : "until the end of the 3rd calendar year after you withdraw", tick.QuerySelector("details")?.TextContent, StringComparison.Ordinal);
        }
    }

    // The same elements in the same order with the same classes: no yes is made more tempting than another, and a no is a box left alone.
    [Theory, MemberData(nameof(Paths)), Rule("P6")]
    public async Task AllBoxes_LookAlike(string path)
    {
        var shapes = (await Page(path)).QuerySelectorAll(".tick > .control").Select(Shape).ToList();
        Assert.True(shapes.Count > 1);
        Assert.Single(shapes.Distinct());
    }

    private static string Shape(IElement element) => $"<{element.LocalName} {element.ClassName}>{string.Concat(element.Children.Select(Shape))}";

    private async Task<IDocument> Page(string path)
    {
        using var client = site.Prospect();
        return new HtmlParser().ParseDocument(await client.GetStringAsync(path, TestContext.Current.CancellationToken));
    }
}
