using Microsoft.Playwright;
using Site.Tests.Support;

namespace Site.Tests.Browser;

/// <summary>A form on a phone is short although everything stands at its field (rule P5), and it is not so by being small.</summary>
public sealed class PhoneTests(SharedSite site, Chromium chromium)
{
    /// <summary>Pixels of the longest sample form at 360 px, and a line or two for the fonts of another machine.</summary>
    private const double Longest = 3600 + 100;

    /// <summary>The least height of what one taps, and the least size of what one reads, in pixels.</summary>
    private const double Target = 44, Body = 17, Note = 15;

    public static readonly TheoryData<string> Paths = new("/de/webinare/ask-first", "/en/webinars/ask-first", "/de/webinare/a-yes-that-lasts", "/en/webinars/a-yes-that-lasts");

    [Theory, MemberData(nameof(Paths)), Rule("P5")]
    public async Task TheForm_IsShort_AndNeitherItsTypeNorItsTargetsAreSmall(string path)
    {
        await using var visit = await chromium.Visit(site, Screen.Phone);
        await visit.Go(path);
        var form = visit.Page.Locator("main form[data-domains]");
        Assert.InRange((await Measure(form, "e.getBoundingClientRect().height"))[0], Target, Longest);
        Assert.All(await Measure(form.Locator(":is(.button, summary, .choice, .field > input, textarea):visible"), "e.getBoundingClientRect().height"), h => Assert.True(h >= Target, $"{h} px"));
        Assert.All(await Measure(form.Locator(".field > :is(label, legend, input, textarea)"), Size), s => Assert.True(s >= Body, $"{s} px"));
        Assert.All(await Measure(form.Locator(".note :is(p, summary)"), Size), s => Assert.True(s >= Note, $"{s} px"));
    }

    [Theory, MemberData(nameof(Paths)), Rule("P5")]
    public async Task TheRest_IsOneTapAway(string path)
    {
        await using var visit = await chromium.Visit(site, Screen.Phone);
        await visit.Go(path);
        var note = visit.Page.Locator("#given-name-note");
        await Assertions.Expect(note.Locator("dl")).ToBeHiddenAsync();
        await note.Locator("summary").ClickAsync();
        await Assertions.Expect(note.Locator("dl")).ToBeVisibleAsync();
        Assert.Equal(0, await visit.Overflow());
        await visit.HasNoViolations();
    }

    private const string Size = "parseFloat(getComputedStyle(e).fontSize)";

    private static Task<double[]> Measure(ILocator elements, string what) => elements.EvaluateAllAsync<double[]>($"all => all.map(e => {what})");
}
