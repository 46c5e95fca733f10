using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Evidence;
using Site.Mail;
using Site.MyData;
using Site.Prospects;
using Site.SignUps;
using Site.Tests.Support;
using Site.Webinars;

namespace Site.Tests.SignUps;

/// <summary>What happens after the form: confirming, the ways out, what expires. Each test has people of its own; the clock is shared and only moves on.</summary>
public sealed class RoadOverHttpTests(SiteHost site) : IClassFixture<SiteHost>
{
    [Fact, Rule("M3")]
    public async Task Get_ByLinkScanner_ConfirmsNothing()
    {
        using var client = site.Prospect();
        var link = await Letter(client, "scanned@beispiel.example");
        for (var i = 0; i < 3; i++)
        {
            (await client.GetAsync(link, TestContext.Current.CancellationToken)).Dispose();
            (await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, link), TestContext.Current.CancellationToken)).Dispose();
        }

        Assert.Null((await SignUp("scanned@beispiel.example")).ConfirmedAt);
        using var confirmed = await client.Press(link);
        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        Assert.NotNull((await SignUp("scanned@beispiel.example")).ConfirmedAt);
    }

    [Fact, Rule("P8")]
    public async Task Confirm_WithOneBoxTicked_GrantsThatPurposeOnly()
    {
        using var client = site.Prospect();
        var link = await Letter(client, "one-box@beispiel.example", ("agree", "personalisation"), ("topic", "consent"));
        using var confirmed = await client.Press(link);
        var live = await Bases("one-box@beispiel.example");
        Assert.Equal(["personalisation", "webinar"], live.Where(b => b.LiveFrom != null).Select(b => b.Purpose).Order());
    }

    [Fact, Rule("P1")]
    public async Task EveryBoxEmpty_StillRegisters_AndATopicWithoutConsentIsNotKept()
    {
        using var client = site.Prospect();
        var link = await Letter(client, "no-box@beispiel.example", ("topic", "consent"), ("given-name", "Nora"));
        using var confirmed = await client.Press(link);
        var answers = await site.InDb(db => db.Set<SignUp>().Where(s => s.Prospect!.AddressKey == "no-box@beispiel.example").SelectMany(s => s.Answers).Select(a => a.Field).ToListAsync());
        Assert.Equal(["given-name"], answers);
    }

    [Fact]
    public async Task Confirm_Twice_HappensOnceAndSaysTheSame()
    {
        using var client = site.Prospect();
        var link = await Letter(client, "twice@beispiel.example");
        using var first = await client.Press(link);
        using var second = await client.Press(link);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Equal(1, await site.InDb(db => db.Set<OutboxRow>().CountAsync(o => o.Prospect!.AddressKey == "twice@beispiel.example" && o.Kind == LetterKind.Welcome)));
    }

    [Fact, Rule("S4")]
    public async Task ATokenForOneAct_DoesNoOther()
    {
        using var client = site.Prospect();
        var confirm = await Letter(client, "acts@beispiel.example");
        var token = confirm.Split('/')[^1];
        using var asCancel = await client.Press($"/de/absagen/{token}");
        using var truncated = await client.Press(confirm[..^1]);
        using var changed = await client.Press(confirm[..^1] + (confirm[^1] == 'A' ? 'B' : 'A'));
        Assert.All([asCancel, truncated, changed], r => Assert.Equal(HttpStatusCode.NotFound, r.StatusCode));
        Assert.Null((await SignUp("acts@beispiel.example")).CancelledAt);
    }

    [Fact, Rule("P13")]
    public async Task Withdraw_EndsThatConsentAtOnce_AndQueuedLettersStay()
    {
        using var client = site.Prospect();
        using var confirmed = await client.Press(await Letter(client, "bob@beispiel.example", ("agree", "newsletter")));
        var welcome = await site.Mail.WaitForMailTo("bob@beispiel.example", "reserviert");
        var link = welcome.Link("/de/widerrufen/");
        using var shown = await client.GetAsync(link, TestContext.Current.CancellationToken);
        Assert.Contains(await Bases("bob@beispiel.example"), b => b is { Purpose: "newsletter", EndedAt: null });
        using var withdrawn = await client.Press(link);
        var bases = await Bases("bob@beispiel.example");
        Assert.NotNull(bases.Single(b => b.Purpose == "newsletter").EndedAt);
        Assert.Null(bases.Single(b => b.Purpose == "webinar").EndedAt);
        Assert.Contains(Act.Withdrawn, await Acts("bob@beispiel.example"));
    }

    [Fact]
    public async Task TheConfirmationLink_AfterAWithdrawal_PromisesNoNewsletter()
    {
        using var client = site.Prospect();
        (await client.SignUp("/de/newsletter", "gone@beispiel.example")).Dispose();
        var confirm = (await site.Mail.WaitForMailTo("gone@beispiel.example")).Link("/de/bestaetigen/");
        (await client.Press(confirm)).Dispose();
        (await client.Press((await site.Mail.WaitForMailTo("gone@beispiel.example", "Willkommen")).Link("/de/widerrufen/"))).Dispose();
        using var again = await client.GetAsync(confirm, TestContext.Current.CancellationToken);
        var body = WebUtility.HtmlDecode(await again.Body());
        Assert.Contains("<dd>widerrufen</dd>", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Willkommen", body, StringComparison.Ordinal);
    }

    [Fact, Rule("M7")]
    public async Task WhoNeverAskedForIt_IsAskedWhetherItWasThem_AndTheRequestEnds()
    {
        using var client = site.Prospect();
        var confirm = await Letter(client, "not-me@beispiel.example");
        var link = (await site.Mail.WaitForMailTo("not-me@beispiel.example")).Link("/de/absagen/");
        using var shown = await client.GetAsync(link, TestContext.Current.CancellationToken);
        Assert.Contains("<h1>Waren Sie das nicht?</h1>", WebUtility.HtmlDecode(await shown.Body()), StringComparison.Ordinal);
        using var discarded = await client.Press(link);
        Assert.Contains("<h1>Die Anfrage ist verworfen</h1>", WebUtility.HtmlDecode(await discarded.Body()), StringComparison.Ordinal);
        using var late = await client.Press(confirm);
        Assert.Null((await SignUp("not-me@beispiel.example")).ConfirmedAt);
    }

    [Fact]
    public async Task DiscardingARequestThatSomebodyElseMade_LeavesTheRegistrationThatWasConfirmed()
    {
        using var client = site.Prospect();
        const string Address = "kept-place@beispiel.example";
        using var confirmed = await client.Press(await Letter(client, Address));
        site.Clock.Advance(Duration.FromMinutes(61));
        (await client.SignUp(Forms.Webinar, Address)).Dispose();
        var forged = await site.InDb(db => db.Set<OutboxRow>().Where(o => o.Prospect!.AddressKey == Address && o.Kind == LetterKind.Confirmation).OrderBy(o => o.Id).LastAsync());
        var token = await site.With<LetterTokens, string>(t => Task.FromResult(t.Write(forged.PublicId, LetterAct.Cancel)));
        using var discarded = await client.Press($"/de/absagen/{token}");
        Assert.Equal(HttpStatusCode.OK, discarded.StatusCode);
        var signUps = await site.InDb(db => db.Set<SignUp>().Where(s => s.Prospect!.AddressKey == Address).OrderBy(s => s.Id).ToListAsync());
        Assert.Equal([true, false], signUps.Select(s => s.CancelledAt is null));
        Assert.Contains(await Bases(Address), b => b is { LiveFrom: not null, EndedAt: null });
    }

    [Fact]
    public async Task Cancel_BeforeTheConfirmationLetterLeft_StopsIt()
    {
        var faults = site.Mail.Faults;
        site.Mail.Faults = new SmtpFaults { Recipient = to => to.StartsWith("late@", StringComparison.Ordinal) ? "451 4.3.0 later" : null };
        using var client = site.Prospect();
        (await client.SignUp(Forms.Webinar, "late@beispiel.example")).Dispose();
        var row = await site.InDb(db => db.Set<OutboxRow>().SingleAsync(o => o.Prospect!.AddressKey == "late@beispiel.example"));
        var token = await site.With<LetterTokens, string>(t => Task.FromResult(t.Write(row.PublicId, LetterAct.Cancel)));
        using var cancelled = await client.Press($"/de/absagen/{token}");
        Assert.Equal(HttpStatusCode.OK, cancelled.StatusCode);
        site.Mail.Faults = faults;

        site.Clock.Advance(Duration.FromMinutes(30));
        await site.With<Postman, int>(p => p.Deliver(CancellationToken.None));
        Assert.DoesNotContain(site.Mail.Received, m => m.IsTo("late@beispiel.example"));
    }

    [Fact]
    public async Task MailServerDown_TheSignUpStandsAndTheLetterLeavesLater()
    {
        await site.Mail.Down();
        using var client = site.Prospect();
        using var response = await client.SignUp(Forms.Webinar, "patient@beispiel.example");
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        site.Mail.Up();
        site.Clock.Advance(Duration.FromMinutes(30));
        await site.Mail.WaitForMailTo("patient@beispiel.example");
    }

    [Fact, Rule("P12")]
    public async Task NeverConfirmed_IsErasedAfterSevenDays_AndTheEvidenceKeepsItsCommitment()
    {
        using var client = site.Prospect();
        var link = await Letter(client, "forgotten@beispiel.example", ("given-name", "Vera"));
        var id = (await SignUp("forgotten@beispiel.example")).PublicId;
        site.Clock.Advance(Duration.FromDays(7) + Duration.FromMinutes(1));
        using var late = await client.Press(link);
        Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
        var events = await site.InDb(db => db.Set<Event>().CountAsync());

        await site.With<UnconfirmedEraser, bool>(async e => { await e.Run(); return true; });

        Assert.Equal(0, await site.InDb(db => db.Set<Prospect>().CountAsync(p => p.AddressKey == "forgotten@beispiel.example")));
        Assert.Equal(0, await site.InDb(db => db.Set<Payload>().CountAsync(p => p.About == id)));
        Assert.True(await site.InDb(db => db.Set<Event>().CountAsync()) > events);
        using var gone = await client.GetAsync(link, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
    }

    [Theory]
    [InlineData("past")]
    [InlineData("cancelled")]
    public async Task AWebinarThatIsOver_TakesNobody(string how)
    {
        using var client = site.Prospect();
        const string Path = "/de/webinare/a-yes-that-lasts";
        var notice = await client.Notice(Forms.Webinar);
        await Schedule(s => _ = how == "past"
            ? s.SetProperty(x => x.StartsAt, x => SiteHost.Beginning - Duration.FromDays(1))
            : s.SetProperty(x => x.CancelledAt, SiteHost.Beginning));
        var form = (await site.InDb(db => db.Set<Site.Declarations.NoticePublication>().SingleAsync(p => p.FormKey == "webinar/a-yes-that-lasts" && p.Language == "de" && p.ReplacedAt == null))).NoticeHash;
        using var response = await client.SignUp(Path, $"{how}@beispiel.example", ("notice", form));
        Assert.NotEqual(notice, form);
        Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
        Assert.Equal(0, await site.InDb(db => db.Set<SignUp>().CountAsync(s => s.Prospect!.AddressKey == $"{how}@beispiel.example")));
        await Schedule(s => s.SetProperty(x => x.StartsAt, SiteHost.Beginning + Duration.FromDays(60)).SetProperty(x => x.CancelledAt, (Instant?)null));
    }

    [Fact]
    public async Task TheLastSeat_GoesToOne_AndAFullWebinarSaysSoWithWhatWasTyped()
    {
        using var client = site.Prospect();
        const string Path = "/en/webinars/a-yes-that-lasts";
        await Schedule(s => s.SetProperty(x => x.Capacity, 1).SetProperty(x => x.StartsAt, SiteHost.Beginning + Duration.FromDays(60)));
        var posts = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => client.SignUp(Path, $"seat{i}@beispiel.example", ("given-name", "Seat-Kept"))));
        Assert.Single(posts, p => p.StatusCode == HttpStatusCode.SeeOther);
        Assert.Equal(7, posts.Count(p => p.StatusCode == HttpStatusCode.Conflict));
        Assert.Contains("Seat-Kept", await posts.First(p => p.StatusCode == HttpStatusCode.Conflict).Body(), StringComparison.Ordinal);
        await Schedule(s => s.SetProperty(x => x.Capacity, 120));
    }

    [Theory, Rule("C3")]
    [InlineData("UPDATE Event SET Act = 'Erased'")]
    [InlineData("DELETE FROM Event")]
    [InlineData("UPDATE Payload SET Bytes = x'00'")]
    [InlineData("DELETE FROM Payload")]
    [InlineData("UPDATE Notice SET Json = x'00'")]
    [InlineData("DELETE FROM Revision")]
    public async Task Evidence_CannotBeChangedBehindTheSitesBack(string sql)
    {
        using var client = site.Prospect();
        (await client.SignUp(Forms.Webinar, $"log{Math.Abs(sql.GetHashCode(StringComparison.Ordinal))}@beispiel.example")).Dispose();
        var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => site.InDb(db => db.Database.ExecuteSqlRawAsync(sql)));
        Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
    }

    private async Task<string> Letter(HttpClient client, string address, params (string, string)[] more)
    {
        using var response = await client.SignUp(Forms.Webinar, address, more);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        return (await site.Mail.WaitForMailTo(address)).Link("/de/bestaetigen/");
    }

    private Task<SignUp> SignUp(string address) => site.InDb(db => db.Set<SignUp>().AsNoTracking().SingleAsync(s => s.Prospect!.AddressKey == address));

    private Task<List<Basis>> Bases(string address) => site.InDb(db => db.Set<Basis>().AsNoTracking().Where(b => b.Prospect!.AddressKey == address).ToListAsync());

    private async Task<List<Act>> Acts(string address)
    {
        var id = (await SignUp(address)).PublicId;
        return await site.InDb(db => db.Set<Payload>().Where(p => p.About == id).Select(p => p.Event.Act).ToListAsync());
    }

    private Task Schedule(Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Schedule>> change) =>
        site.InDb(db => db.Set<Schedule>().Where(s => s.Slug == "a-yes-that-lasts").ExecuteUpdateAsync(change));
}
