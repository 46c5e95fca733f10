using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Evidence;
using Site.Mail;
using Site.MyData.Access;
using Site.Prospects;
using Site.Tests.SignUps;
using Site.Tests.Support;

namespace Site.Tests.MyData.Access;

/// <summary>The link and the session it opens. Each test has a site of its own, whose clock it moves.</summary>
public sealed class OpeningTests : IAsyncLifetime
{
    private const string Alice = "alice@beispiel.example";

    private readonly SiteHost _site = new();

    public async ValueTask InitializeAsync() => await _site.Started().Confirmed(Alice, "newsletter");

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact, Rule("M3"), Rule("S4")]
    public async Task LookingAtTheLink_BurnsNothing_AndItOpensOnce_OnAnotherDeviceToo()
    {
        using var client = _site.Prospect();
        var link = await _site.LinkFor(client, Alice);
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Get })
        {
            using var looked = await client.SendAsync(new HttpRequestMessage(method, link), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, looked.StatusCode);
            Assert.False(looked.Headers.Contains("Set-Cookie"));
            Assert.Equal("no-store", looked.Headers.CacheControl?.ToString());
        }

        using var other = _site.Prospect();
        var opened = await Task.WhenAll(other.Press(link), client.Press(link), other.Press(link));
        Assert.Single(opened, o => o.StatusCode == HttpStatusCode.SeeOther && o.Headers.Contains("Set-Cookie"));
        Assert.Equal(2, opened.Count(o => o.StatusCode == HttpStatusCode.Gone && !o.Headers.Contains("Set-Cookie")));
        using var late = await client.GetAsync(link, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
    }

    [Fact, Rule("S4")]
    public async Task TheLinkWorksTenMinutes_AndTheSessionThirty()
    {
        using var client = _site.Prospect();
        var link = await _site.LinkFor(client, Alice);
        _site.Clock.Advance(Duration.FromMinutes(10));
        using var late = await client.Press(link);
        Assert.Equal(HttpStatusCode.Gone, late.StatusCode);

        using var session = await _site.Opened(Alice);
        _site.Clock.Advance(Duration.FromMinutes(30) - Duration.FromTicks(1));
        Assert.Equal(HttpStatusCode.OK, await Status(session));
        _site.Clock.Advance(Duration.FromTicks(1));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(session));
        await _site.With(async (AccessPasses passes) =>
        {
            await passes.RemoveExpired(CancellationToken.None);
            return true;
        });
        Assert.Equal(0, await _site.InDb(db => db.Set<AccessPass>().CountAsync()));
    }

    [Fact, Rule("P18"), Rule("S4")]
    public async Task TheCookie_IsOutOfReachOfScripts_AndGoneWithTheSession()
    {
        using var client = _site.Prospect();
        using var opened = await client.Press(await _site.LinkFor(client, Alice));
        var cookie = opened.Headers.GetValues("Set-Cookie").Single();
        Assert.Matches("^my-data=[A-Za-z0-9_-]{43}; path=/; samesite=strict; httponly$", cookie);
        client.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        Assert.Equal(HttpStatusCode.OK, await Status(client));
        using var ended = await client.Press(OwnData.View);
        Assert.Contains("expires=Thu, 01 Jan 1970", ended.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await Status(client));
    }

    [Fact, Rule("S4")]
    public async Task ALinkIsNoSession_AndASessionNoLink_NorIsALetterTokenEither()
    {
        using var client = _site.Prospect();
        var link = (await _site.LinkFor(client, Alice))[OwnData.Opening.Length..];
        client.DefaultRequestHeaders.Add("Cookie", $"my-data={link}");
        Assert.Equal(HttpStatusCode.Forbidden, await Status(client));

        using var session = await _site.Opened(Alice);
        var cookie = session.DefaultRequestHeaders.GetValues("Cookie").Single().Split('=')[1];
        foreach (var no in new[] { cookie, (await _site.Mail.WaitForMailTo(Alice)).Link("/de/bestaetigen/")[17..], new string('A', 43), "x" })
        {
            using var pressed = await client.Press(OwnData.Opening + no);
            Assert.Equal(HttpStatusCode.Gone, pressed.StatusCode);
        }
    }

    [Fact, Rule("P14")]
    public async Task OpeningIsOnRecord_InTheEvidenceAndInTheLedger()
    {
        using var session = await _site.Opened(Alice);
        Assert.Equal(1, (await _site.ActsOf(Alice)).Count(a => a == Act.Accessed));
        Assert.Equal(1, await _site.InDb(db => db.Set<Use>().CountAsync(u => u.By == AccessPasses.ByPerson && u.What == "accessed")));
        Assert.Null((await _site.Verified()).Fault);
    }

    [Fact, Rule("P13")]
    public async Task WhoeverHasWithdrawnEverything_CanStillSeeWhatIsLeft_AndGetsTheLinkAtOnce()
    {
        using var session = await _site.Opened(Alice);
        var submission = (await _site.SignUpOf(Alice)).PublicId;
        (await session.Press($"{OwnData.Ending}{submission:N}.newsletter")).Dispose();
        (await session.Press($"{OwnData.Ending}{submission:N}")).Dispose();
        using var again = await _site.Opened(Alice);
        Assert.Contains("Abgesagt am 2. März 2026", (await again.Page(OwnData.View)).Body?.TextContent.Replace('\u00A0', ' ') ?? "", StringComparison.Ordinal);
        Assert.Equal(0, await _site.InDb(db => db.Set<OutboxRow>().CountAsync(o => o.Kind == LetterKind.Access && o.WithheldAt != null)));
    }

    private static async Task<HttpStatusCode> Status(HttpClient client)
    {
        using var answer = await client.GetAsync(OwnData.View, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
