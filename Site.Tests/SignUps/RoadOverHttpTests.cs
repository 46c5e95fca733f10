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

/// <summary>What happens after the form: confirming, what expires, seats. Each test has people of its own; the clock is shared and only moves on.</summary>
public sealed class RoadOverHttpTests(SiteHost site) : IClassFixture<SiteHost>
{
    [Fact, Rule("M3")]
    public async Task Get_ByLinkScanner_ConfirmsNothing()
    {
        using var client = site.Prospect();
        var link = await site.Letter(client, "scanned@beispiel.example");
        for (var i = 0; i < 3; i++)
        {
            (await client.GetAsync(link, TestContext.Current.CancellationToken)).Dispose();
            (await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, link), TestContext.Current.CancellationToken)).Dispose();
        }

        Assert.Null((await site.SignUpOf("scanned@beispiel.example")).ConfirmedAt);
        using var confirmed = await client.Press(link);
        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        Assert.NotNull((await site.SignUpOf("scanned@beispiel.example")).ConfirmedAt);
    }

    [Fact, Rule("P8")]
    public async Task Confirm_WithOneBoxTicked_GrantsThatPurposeOnly()
    {
        using var client = site.Prospect();
        var link = await site.Letter(client, "one-box@beispiel.example", ("agree", "personalisation"), ("topic", "consent"));
        using var confirmed = await client.Press(link);
        var live = await site.BasesOf("one-box@beispiel.example");
        Assert.Equal(["personalisation", "webinar"], live.Where(b => b.LiveFrom != null).Select(b => b.Purpose).Order());
    }

    [Fact, Rule("P1")]
    public async Task EveryBoxEmpty_StillRegisters_AndATopicWithoutConsentIsNotKept()
    {
        using var client = site.Prospect();
        var link = await site.Letter(client, "no-box@beispiel.example", ("topic", "consent"), ("given-name", "Nora"));
        using var confirmed = await client.Press(link);
        var answers = await site.InDb(db => db.Set<SignUp>().Where(s => s.Prospect!.AddressKey == "no-box@beispiel.example").SelectMany(s => s.Answers).Select(a => a.Field).ToListAsync());
        Assert.Equal(["given-name"], answers);
    }

    [Fact]
    public async Task Confirm_Twice_HappensOnceAndSaysTheSame()
    {
        using var client = site.Prospect();
        var link = await site.Letter(client, "twice@beispiel.example");
        using var first = await client.Press(link);
        using var second = await client.Press(link);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Equal(1, await site.InDb(db => db.Set<OutboxRow>().CountAsync(o => o.Prospect!.AddressKey == "twice@beispiel.example" && o.Kind == LetterKind.Welcome)));
    }

    [Fact, Rule("S4")]
    public async Task ATokenForOneAct_DoesNoOther()
    {
        using var client = site.Prospect();
        var confirm = await site.Letter(client, "acts@beispiel.example");
        var token = confirm.Split('/')[^1];
        using var asCancel = await client.Press($"/de/absagen/{token}");
        using var truncated = await client.Press(confirm[..^1]);
        using var changed = await client.Press(confirm[..^1] + (confirm[^1] == 'A' ? 'B' : 'A'));
        Assert.All([asCancel, truncated, changed], r => Assert.Equal(HttpStatusCode.NotFound, r.StatusCode));
        Assert.Null((await site.SignUpOf("acts@beispiel.example")).CancelledAt);
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
        var link = await site.Letter(client, "forgotten@beispiel.example", ("given-name", "Vera"));
        var id = (await site.SignUpOf("forgotten@beispiel.example")).PublicId;
        // Counted first: the job that erases may come by itself, on the full hour.
        var erased = await site.InDb(db => db.Set<Event>().CountAsync(e => e.Act == Act.Erased));
        site.Clock.Advance(Duration.FromDays(7) + Duration.FromMinutes(1));
        using var late = await client.Press(link);
        Assert.Equal(HttpStatusCode.Gone, late.StatusCode);

        await site.With<UnconfirmedEraser, bool>(async e => { await e.Run(); return true; });

        Assert.Equal(0, await site.InDb(db => db.Set<Prospect>().CountAsync(p => p.AddressKey == "forgotten@beispiel.example")));
        Assert.Equal(0, await site.InDb(db => db.Set<Payload>().CountAsync(p => p.About == id)));
        Assert.True(await site.InDb(db => db.Set<Event>().CountAsync(e => e.Act == Act.Erased)) > erased);
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

    private Task Schedule(Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Schedule>> change) =>
        site.InDb(db => db.Set<Schedule>().Where(s => s.Slug == "a-yes-that-lasts").ExecuteUpdateAsync(change));
}
