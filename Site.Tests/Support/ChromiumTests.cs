using Xunit.Sdk;

namespace Site.Tests.Support;

/// <summary>What judges the pages is itself judged: it must be able to find fault.</summary>
public sealed class ChromiumTests(Chromium chromium)
{
    private static readonly Uri _nowhere = new("http://127.0.0.1:9/");

    private const string Good = """
        <!DOCTYPE html><html lang="en"><head><title>Good</title><meta http-equiv="Content-Security-Policy" content="default-src 'none'"></head>
        <body><main><h1>Good</h1><p>Nothing to complain about.</p></main></body></html>
        """;

    [Fact]
    public async Task Axe_OnAGoodPageUnderAStrictPolicy_FindsNothing()
    {
        await using var visit = await chromium.Visit(_nowhere);
        await visit.Page.SetContentAsync(Good);
        await visit.HasNoViolations();
    }

    [Theory]
    [InlineData("<img src=\"data:,\">", "image-alt")]
    [InlineData("<p style=\"color:#999;background:#fff\">pale</p>", "color-contrast")]
    [InlineData("<button style=\"width:12px;height:12px;padding:0\">a</button><button style=\"width:12px;height:12px;padding:0\">b</button>", "target-size")]
    public async Task Axe_OnABadElement_NamesRuleAndElement(string element, string rule)
    {
        await using var visit = await chromium.Visit(_nowhere);
        await visit.Page.SetContentAsync($"<!DOCTYPE html><html lang=\"en\"><head><title>Bad</title></head><body><main><h1>Bad</h1>{element}</main></body></html>");

        var failure = await Assert.ThrowsAsync<TrueException>(() => visit.HasNoViolations());
        Assert.Contains(rule, failure.Message, StringComparison.Ordinal);
        Assert.Contains(element[..6], failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Visit_ThatLeavesTheSite_IsNoticed()
    {
        await using var visit = await chromium.Visit(_nowhere, Screen.Desktop);
        await visit.Page.SetContentAsync("<img src=\"http://127.0.0.1:9/own.png\"><img src=\"http://127.0.0.1:10/foreign.png\"><script>console.error('oh'); throw new Error('no')</script>");

        Assert.Equal(["http://127.0.0.1:10/foreign.png"], visit.ForeignRequests);
        Assert.Equal(["oh", "no"], visit.Errors.Select(e => e.Split('\n')[0].Replace("Error: ", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Visit_WithoutScripts_RunsNoneOfThePage()
    {
        await using var visit = await chromium.Visit(_nowhere, scripts: false);
        await visit.Page.SetContentAsync("<h1>still</h1><script>document.querySelector('h1').textContent = 'ran'</script>");
        Assert.Equal("still", await visit.Page.TextContentAsync("h1"));
    }

    [Fact]
    public async Task Overflow_OfAWidePage_IsMeasured()
    {
        await using var visit = await chromium.Visit(_nowhere);
        await visit.Page.SetContentAsync("<!DOCTYPE html><meta name=\"viewport\" content=\"width=device-width\"><body style=\"margin:0\"><div style=\"width:400px\">wide</div>");
        Assert.Equal(40, await visit.Overflow());
    }
}
