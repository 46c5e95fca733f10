using Site.Tests.Declarations;
using Site.Tests.Support;

namespace Site.Tests.Pages.Legal;

/// <summary>The privacy notice, its versions, their comparison and the list of fields, in a real browser.</summary>
public sealed class PrivacyPagesTests(DeclaredHost site, Chromium chromium) : IClassFixture<DeclaredHost>, IAsyncLifetime
{
    private static readonly SemaphoreSlim _once = new(1, 1);

    public async ValueTask InitializeAsync()
    {
        await _once.WaitAsync();
        _ = site.Services;
        if (!(await site.Prospect().GetStringAsync("/de/datenschutz", TestContext.Current.CancellationToken)).Contains("etwa dreimal", StringComparison.Ordinal))
        {
            await site.Reword("purposes.yml", "etwa zweimal im Monat\", en: \"about twice", "etwa dreimal im Monat\", en: \"about three times");
        }

        _once.Release();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory, Rule("A1"), Rule("P18")]
    [InlineData("/de/datenschutz", Screen.Phone)]
    [InlineData("/de/datenschutz", Screen.Desktop)]
    [InlineData("/en/privacy", Screen.Phone)]
    [InlineData("/en/privacy", Screen.Desktop)]
    [InlineData("/de/datenschutz/fassung/1", Screen.Phone)]
    [InlineData("/en/privacy/version/1", Screen.Desktop)]
    [InlineData("/de/datenschutz/vergleich/1-2", Screen.Phone)]
    [InlineData("/de/datenschutz/vergleich/1-2", Screen.Desktop)]
    [InlineData("/en/privacy/changes/1-2", Screen.Phone)]
    [InlineData("/en/privacy/changes/1-2", Screen.Desktop)]
    [InlineData("/de/was-wir-behalten", Screen.Phone)]
    [InlineData("/de/was-wir-behalten", Screen.Desktop)]
    [InlineData("/en/what-we-keep", Screen.Phone)]
    [InlineData("/en/what-we-keep", Screen.Desktop)]
    public async Task ThePage_HasNoViolation_NeedsNoSidewaysScrolling_AndKeepsNothing(string path, Screen screen)
    {
        await using var visit = await chromium.Visit(site, screen, path.StartsWith("/de", StringComparison.Ordinal) ? "de-DE" : "en-GB");
        await visit.Go(path);
        await visit.HasNoViolations();
        Assert.Equal(0, await visit.Overflow());
        Assert.Empty(visit.ForeignRequests);
        Assert.Empty(visit.Errors);
        Assert.Empty(await visit.Cookies());
        Assert.Empty(await visit.Storage());
    }

    [Theory]
    [InlineData("/de", "/de/was-wir-behalten")]
    [InlineData("/en/privacy", "/en/what-we-keep")]
    [InlineData("/de/datenschutz", "/de/datenschutz/vergleich/1-2")]
    [InlineData("/de/datenschutz/fassung/1", "/en/privacy/version/1")]
    [InlineData("/en/what-we-keep", "/de/was-wir-behalten")]
    [InlineData("/de/was-wir-behalten", "/.well-known/data-use.json")]
    public async Task OnePage_LeadsToTheNext(string from, string to)
    {
        using var client = site.Prospect();
        Assert.Contains($"href=\"{to}\"", await client.GetStringAsync(from, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/de/datenschutz/fassung/1")]
    [InlineData("/en/privacy/changes/1-2")]
    public async Task WhatIsNoLongerInForce_IsKeptOutOfSearchEngines(string path)
    {
        using var client = site.Prospect();
        Assert.Contains("<meta name=\"robots\" content=\"noindex\">", await client.GetStringAsync(path, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
