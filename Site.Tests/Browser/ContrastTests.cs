using Microsoft.Playwright;
using Site.Tests.Support;

namespace Site.Tests.Browser;

/// <summary>What judges contrast on every page (rule A1, WCAG 1.4.3) sees a colour that is a little too pale: by day and by night, on the pages as they are.</summary>
public sealed class ContrastTests(SharedSite site, Chromium chromium)
{
    [Theory, Rule("A1")]
    [InlineData("--ink-2", "#8c877d", ColorScheme.Light)]
    [InlineData("--ink-2", "#6b675f", ColorScheme.Dark)]
    [InlineData("--accent", "#8b93d6", ColorScheme.Light)]
    [InlineData("--accent", "#4a5190", ColorScheme.Dark)]
    [InlineData("--accent-ink", "#8b93d6", ColorScheme.Light)]
    public async Task AColourThatIsTooPale_IsFound(string colour, string value, ColorScheme scheme)
    {
        await using var visit = await chromium.Visit(site, colours: scheme);
        await visit.BringAxe();
        await visit.Go("/de/webinare/ask-first");
        Assert.Empty(await visit.Page.EvaluateAsync<string[]>(AxeCheck.Contrast));
        await visit.Page.EvaluateAsync("c => document.documentElement.style.setProperty(c[0], c[1])", new[] { colour, value });
        Assert.Contains(await visit.Page.EvaluateAsync<string[]>(AxeCheck.Contrast), v => v.StartsWith("color-contrast", StringComparison.Ordinal));
    }
}
