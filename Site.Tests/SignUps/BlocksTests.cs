using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Evidence;
using Site.Mail;
using Site.MyData;
using Site.Prospects;
using Site.Tests.Mail;
using Site.Tests.MyData;
using Site.Tests.Support;

namespace Site.Tests.SignUps;

/// <summary>"This was not me": what the link in the letter does, and what it leaves. Each test has people of its own; the clock is shared and only moves on.</summary>
[Rule("M7")]
public sealed class BlocksTests(SiteHost site) : IClassFixture<SiteHost>
{
    private const string NotMe = "/de/das-war-ich-nicht/";

    [Fact, Rule("M3")]
    public async Task TheButton_DiscardsTheRequest_AndNoRequestToConfirmGoesThereAnyMore()
    {
        const string Address = "not-me@beispiel.example";
        using var client = site.Prospect();
        var (link, confirm) = await Asked(client, Address);
        using var shown = await client.GetAsync(link, TestContext.Current.CancellationToken);
        var asks = WebUtility.HtmlDecode(await shown.Body());
        Assert.Contains("<h1>Waren Sie das nicht?</h1>", asks, StringComparison.Ordinal);
        Assert.Contains("365 Tage lang einen Fingerabdruck Ihrer Adresse", asks, StringComparison.Ordinal);

        using var pressed = await client.Press(link);
        var year = site.Clock.GetCurrentInstant().InUtc().Year + 1;
        var said = WebUtility.HtmlDecode(await pressed.Body());
        Assert.Contains("<h1>Ihre Adresse ist gesperrt</h1>", said, StringComparison.Ordinal);
        Assert.Matches($@"Bis zum\s\d+\.\s\w+\s{year}\sbehalten wir", said);
        Assert.NotNull((await site.SignUpOf(Address)).CancelledAt);
        Assert.Superset(new HashSet<Act> { Act.Cancelled, Act.Blocked }, (await site.ActsOf(Address)).ToHashSet());
        using var late = await client.Press(confirm);
        Assert.Null((await site.SignUpOf(Address)).ConfirmedAt);

        site.Clock.Advance(Duration.FromHours(25));
        using var again = await client.SignUp(Forms.Webinar, "Not-Me@Beispiel.example");
        Assert.Equal((HttpStatusCode.SeeOther, "/de/gesendet"), (again.StatusCode, again.Headers.Location?.OriginalString));
        Assert.Equal(WithheldReason.Blocked, (await site.LettersTo(Address))[^1].WithheldReason);
    }

    [Theory, Rule("M3")]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task WhoOnlyLooks_BlocksNothing(string method)
    {
        var address = $"scanner-{method}@beispiel.example".ToLowerInvariant();
        using var client = site.Prospect();
        var (link, _) = await Asked(client, address);
        using var request = new HttpRequestMessage(new HttpMethod(method), link + "?lift=1");
        using var looked = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, looked.StatusCode);
        Assert.Null((await site.SignUpOf(address)).CancelledAt);
        Assert.Empty(await site.SuppressedAs(address));
    }

    [Fact, Rule("M3")]
    public async Task PressedTwice_SaysTheSame_AndIsBlockedOnce()
    {
        using var client = site.Prospect();
        var (link, _) = await Asked(client, "twice@beispiel.example");
        var bodies = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            using var pressed = await client.Press(link);
            bodies.Add(await pressed.Body());
        }

        Assert.Single(bodies.Distinct());
        Assert.Single(await site.SuppressedAs("twice@beispiel.example"));
        Assert.Single(await site.ActsOf("twice@beispiel.example"), a => a == Act.Blocked);
    }

    [Fact]
    public async Task TheSameLink_LiftsTheBlock_AndTheNextRequestIsAskedToConfirm()
    {
        const string Address = "back@beispiel.example";
        using var client = site.Prospect();
        var (link, _) = await Asked(client, Address);
        (await client.Press(link)).Dispose();
        using var lifted = await Lift(client, link);
        Assert.Contains("<h1>Die Sperre ist aufgehoben</h1>", await lifted.Body(), StringComparison.Ordinal);
        Assert.Empty(await site.SuppressedAs(Address));
        Assert.Contains(Act.Unblocked, await site.ActsOf(Address));
        using var twice = await Lift(client, link);
        Assert.Contains("<h1>Die Sperre ist aufgehoben</h1>", await twice.Body(), StringComparison.Ordinal);

        site.Clock.Advance(Duration.FromMinutes(61));
        (await client.SignUp(Forms.Webinar, Address)).Dispose();
        Assert.Null((await site.LettersTo(Address))[^1].WithheldReason);
    }

    [Fact, Rule("P15")]
    public async Task OnceTheRequestIsErased_TheLinkStillBlocksAndLifts_AndNothingIsKnownButAFingerprint()
    {
        const string Address = "long-ago@beispiel.example";
        await using var later = new SiteHost();
        using var client = later.Prospect();
        await later.Letter(client, Address);
        var link = (await later.Mail.WaitForMailTo(Address)).Link(NotMe);
        await later.Settled();
        later.Clock.Advance(Duration.FromDays(8));
        await later.With<UnconfirmedEraser, bool>(async eraser =>
        {
            await eraser.Run(TestContext.Current.CancellationToken);
            return true;
        });
        using var shown = await client.GetAsync(link, TestContext.Current.CancellationToken);
        Assert.Contains("Die Anfrage gibt es nicht mehr", await shown.Body(), StringComparison.Ordinal);
        (await client.Press(link)).Dispose();
        Assert.Single(await later.SuppressedAs(Address));
        Assert.False(await later.Knows(Address));

        (await client.SignUp("/de/newsletter", Address)).Dispose();
        Assert.Equal(WithheldReason.Blocked, Assert.Single(await later.LettersTo(Address)).WithheldReason);
        (await Lift(client, link)).Dispose();
        Assert.Empty(await later.SuppressedAs(Address));
    }

    [Fact, Rule("P8")]
    public async Task WhatIsConfirmed_IsNotDisowned_ButLeadsToCancelling()
    {
        using var client = site.Prospect();
        var (link, confirm) = await Asked(client, "mine@beispiel.example");
        (await client.Press(confirm)).Dispose();
        using var pressed = await client.Press(link);
        var body = await pressed.Body();
        Assert.Contains("/de/absagen/", body, StringComparison.Ordinal);
        Assert.Empty(await site.SuppressedAs("mine@beispiel.example"));
        Assert.Null((await site.SignUpOf("mine@beispiel.example")).CancelledAt);
    }

    [Fact]
    public async Task InEnglish_ItIsInEnglish_WithoutScriptAndCookie()
    {
        using var client = site.Prospect();
        (await client.SignUp("/en/newsletter", "english@beispiel.example")).Dispose();
        using var pressed = await client.Press((await site.Mail.WaitForMailTo("english@beispiel.example")).Link("/en/this-was-not-me/"));
        var body = await pressed.Body();
        Assert.Contains("Your address is blocked", body, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", body, StringComparison.Ordinal);
        Assert.False(pressed.Headers.Contains("Set-Cookie"));
        Assert.True(pressed.Headers.CacheControl?.NoStore);
    }

    [Fact, Rule("P15")]
    public async Task ARestoredBackup_BlocksAgain_WhoeverIsStillBlocked()
    {
        const string Address = "restored@beispiel.example";
        using var client = site.Prospect();
        var (link, _) = await Asked(client, Address);
        (await client.Press(link)).Dispose();
        await site.InDb(db => db.Set<Suppression>().ExecuteDeleteAsync());
        await site.With<ErasureReplay, Replayed>(replay => replay.Run(TestContext.Current.CancellationToken));
        Assert.Single(await site.SuppressedAs(Address));
        (await Lift(client, link)).Dispose();
        await site.With<ErasureReplay, Replayed>(replay => replay.Run(TestContext.Current.CancellationToken));
        Assert.Empty(await site.SuppressedAs(Address));
    }

    private async Task<(string NotMe, string Confirm)> Asked(HttpClient client, string address)
    {
        var confirm = await site.Letter(client, address);
        return ((await site.Mail.WaitForMailTo(address)).Link(NotMe), confirm);
    }

    private static Task<HttpResponseMessage> Lift(HttpClient client, string link) =>
        client.PostAsync(link, new FormUrlEncodedContent([KeyValuePair.Create("lift", "1")]), TestContext.Current.CancellationToken);
}
