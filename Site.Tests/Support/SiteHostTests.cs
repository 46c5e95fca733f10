using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Site.Tests.Support;

/// <summary>The host is the real program on a real port, with the test's own clock.</summary>
public sealed class SiteHostTests : IClassFixture<SiteHost>
{
    private readonly SiteHost _host;

    public SiteHostTests(SiteHost host) => _host = host;

    [Fact]
    public async Task Prospect_AsksAtTheAddress_AndIsAnsweredByKestrel()
    {
        using var client = _host.Prospect();
        using var answer = await client.GetAsync(new Uri(_host.Address, "/no-such-page"), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public void Clock_OfTheSite_IsTheTests()
    {
        _host.Clock.Reset(SiteHost.Beginning + Duration.FromDays(9));
        Assert.Equal(_host.Clock.GetCurrentInstant(), _host.Services.GetRequiredService<IClock>().GetCurrentInstant());
    }

    [Fact]
    public void Log_OfTheStart_IsKept()
    {
        _host.Started();
        Assert.Contains(_host.Log.Lines, l => l.Contains($"127.0.0.1:{_host.Address.Port}", StringComparison.Ordinal));
    }
}
