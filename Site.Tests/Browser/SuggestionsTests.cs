using Microsoft.Playwright;
using Site.Tests.Journeys;
using Site.Tests.Support;

namespace Site.Tests.Browser;

/// <summary>The page after confirming with what is suggested there, and the overviews with a topic, as people see them.</summary>
public sealed class SuggestionsTests(Chromium chromium, SharedSite site)
{
    public static readonly MatrixTheoryData<string, Screen, string> Pages = new(["de", "en"], [Screen.Phone, Screen.Desktop], ["", "evidence", "personalisation"]);

    [Theory, MemberData(nameof(Pages)), Rule("A1"), Rule("P18")]
    public async Task AfterConfirming_EachSuggestionHasItsReasonBesideIt_AndOneClickTurnsThemOff(string language, Screen screen, string told)
    {
        var german = language == "de";
        using var client = site.Prospect();
        (string, string)[] allowed = told.Length == 0 ? [] : told == "evidence" ? [("agree", "personalisation"), ("topic", told)] : [("agree", told)];
        var link = await site.Confirms(client, $"seen-{Guid.NewGuid():N}@beispiel.example", german ? "/de/webinare/ask-first" : "/en/webinars/ask-first", allowed);
        await using var visit = await chromium.Visit(site, screen, german ? "de-DE" : "en-GB");
        await visit.Go(link);
        await visit.HasNoViolations();
        Assert.Equal(0, await visit.Overflow());
        var off = visit.Page.GetByRole(AriaRole.Button, new() { Name = german ? "Solche Vorschläge abschalten" : "Turn such suggestions off" });
        Assert.Equal(told switch { "" => 0, "evidence" => 2, _ => 1 }, await off.CountAsync());
        if (told.Length > 0)
        {
            await off.First.ClickAsync();
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(german ? "Die Vorschläge sind abgeschaltet" : "The suggestions are turned off");
            await visit.HasNoViolations();
            Assert.Equal(0, await visit.Overflow());
        }

        Assert.Empty(await visit.Cookies());
        Assert.Empty(visit.ForeignRequests);
        Assert.Empty(visit.Errors);
    }

    [Theory, Rule("A1")]
    [InlineData("/de/webinare?topic=consent", Screen.Phone)]
    [InlineData("/en/webinars?topic=evidence", Screen.Desktop)]
    [InlineData("/de/artikel?topic=evidence", Screen.Desktop)]
    [InlineData("/en/articles?topic=journeys", Screen.Phone)]
    public async Task AnOverviewWithATopic_IsAccessible_AndOneClickShowsAllAgain(string path, Screen screen)
    {
        await using var visit = await chromium.Visit(site, screen);
        await visit.Go(path);
        await visit.HasNoViolations();
        Assert.Equal(0, await visit.Overflow());
        await visit.Page.Locator("aside.note a").ClickAsync();
        // The address is what counts; waiting for the load besides has once waited in vain.
        await visit.Page.WaitForURLAsync($"**{path.Split('?')[0]}", new() { WaitUntil = WaitUntilState.Commit });
        Assert.Empty(await visit.Storage());
    }
}
