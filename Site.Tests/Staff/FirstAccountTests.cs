using System.Net;
using Site.Staff;
using Site.Tests.Support;

namespace Site.Tests.Staff;

public sealed class FirstAccountTests : IAsyncLifetime
{
    private readonly StaffHost _host = new();

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact, Rule("S5")]
    public async Task FirstLinks_EndWithTheFirstAccount()
    {
        var links = new List<string?> { await First(), await First() };
        Assert.All(links, Assert.NotNull);
        await Member.Join(_host);
        foreach (var token in links)
        {
            Assert.Equal(HttpStatusCode.Gone, (await _host.Site.Browser().Get($"/staff/setup/{token}")).Status);
        }

        Assert.Null(await First());
    }

    [Fact, Rule("S5")]
    public async Task FirstAccount_MadeByItsLink_EndsTheOtherLinks()
    {
        var (one, other) = (await First(), await First());
        var browser = _host.Site.Browser();
        var form = await browser.Get($"/staff/setup/{one}");
        Assert.Equal("Das erste Konto", form.Page.QuerySelector("h1")?.TextContent);
        var made = await browser.Post($"/staff/setup/{one}",
            [.. StaffBrowser.Hidden(form.Page), ("email", "alice@example.org"), ("password", Member.Password), ("code", Totp.Code(Member.SecretOn(form), _host.Clock.GetCurrentInstant()))]);
        Assert.Equal(HttpStatusCode.OK, made.Status);
        Assert.Equal(HttpStatusCode.Gone, (await _host.Site.Browser().Get($"/staff/setup/{other}")).Status);
    }

    [Fact, Rule("S5")]
    public async Task ASiteWithoutAnAccount_SaysTheLinkOnItsConsole()
    {
        await using var site = new KillableSite();
        await site.Start();
        await Patience.Until(() => Task.FromResult(site.HasSaid("No staff account yet. Make the first one within 24 hours: http")));
    }

    private Task<string?> First() => _host.With((Invitations i) => i.CreateForFirstAccount());
}
