using Microsoft.Playwright;
using Site.Tests.Declarations;
using Site.Tests.SignUps;
using Site.Tests.Support;

namespace Site.Tests.Browser;

/// <summary>Yes and no look alike wherever there is a choice, and so do giving and taking back (rule P6; EDPB guidelines 03/2022, "hidden in plain sight").</summary>
public sealed class LookAlikeTests(EveryTypeHost site, Chromium chromium) : IClassFixture<EveryTypeHost>
{
    public static readonly MatrixTheoryData<string, Screen, ColorScheme> Sights = new(
        [EveryTypeHost.German, EveryTypeHost.English], [Screen.Phone, Screen.Desktop], [ColorScheme.Light, ColorScheme.Dark]);

    [Theory, MemberData(nameof(Sights)), Rule("P6")]
    public async Task YesAndNo_AndEachBox_LookAlike(string path, Screen screen, ColorScheme colours)
    {
        await using var visit = await chromium.Visit(site, screen, colours: colours);
        await visit.Go(path);
        var yesAndNo = await Look.Of(visit.Page.Locator("#f-before .choice"));
        Assert.Equal(3, yesAndNo.Count);
        Assert.Single(yesAndNo.Distinct());
        var boxes = await Look.Of(visit.Page.Locator(".tick > .control"));
        Assert.Equal(3, boxes.Count);
        Assert.Single(boxes.Distinct());
        Assert.Single((await Widths(visit.Page.Locator("#f-before .choice"))).Distinct());
        Assert.Single((await Widths(visit.Page.Locator(".tick > .control"))).Distinct());
    }

    [Theory, Rule("P6"), Rule("P13")]
    [InlineData(Screen.Phone)]
    [InlineData(Screen.Desktop)]
    public async Task TheButtonThatGives_LooksLikeTheOneThatTakesBack_AndWhatWasAllowedLikeWhatWasNot(Screen screen)
    {
        var address = $"alike-{screen}@beispiel.example".ToLowerInvariant();
        using var client = site.Prospect();
        await using var visit = await chromium.Visit(site, screen);
        await visit.Go(await site.Letter(client, address, ("agree", "newsletter")));
        var give = await Look.Of(visit.Page.Locator("main form .button"));
        await visit.Page.Locator("main form .button").ClickAsync();
        var answers = await Look.Of(visit.Page.Locator(".choices dd"));
        Assert.Equal(["ja", "nein"], (await visit.Page.Locator(".choices dd").AllInnerTextsAsync()).Distinct());
        Assert.Single(answers.Distinct());
        await visit.Go((await site.Mail.WaitForMailTo(address, "reserviert")).Link("/de/widerrufen/"));
        Assert.Equal(Assert.Single(give), Assert.Single(await Look.Of(visit.Page.Locator("main form .button"))));
    }

    // What finds nothing must be able to: one of the choices is made a little more tempting.
    [Theory, Rule("P6")]
    [InlineData("fontWeight", "600")]
    [InlineData("fontSize", "1.2em")]
    [InlineData("color", "#777")]
    [InlineData("background", "#eee")]
    public async Task AChoiceThatStandsOut_IsSeen(string property, string value)
    {
        await using var visit = await chromium.Visit(site);
        await visit.Go(EveryTypeHost.German);
        foreach (var choices in new[] { visit.Page.Locator("#f-before .choice"), visit.Page.Locator(".tick > .control") })
        {
            await choices.First.EvaluateAsync("(e, s) => { e.style[s[0]] = s[1]; }", new[] { property, value });
            Assert.Equal(2, (await Look.Of(choices)).Distinct().Count());
        }
    }

    private static Task<double[]> Widths(ILocator elements) => elements.EvaluateAllAsync<double[]>("all => all.map(e => Math.round(e.getBoundingClientRect().width))");
}
