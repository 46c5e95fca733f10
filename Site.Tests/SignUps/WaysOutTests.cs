using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Evidence;
using Site.Mail;
using Site.SignUps;
using Site.Tests.MyData;
using Site.Tests.Support;

namespace Site.Tests.SignUps;

/// <summary>The ways out: withdraw, cancel, "this was not me". Each test has people of its own; the clock is shared and only moves on.</summary>
public sealed class WaysOutTests(SiteHost site) : IClassFixture<SiteHost>
{
    [Fact, Rule("P13"), Rule("P16")]
    public async Task Withdraw_EndsThatConsentAtOnce_AndQueuedLettersStay()
    {
        using var client = site.Prospect();
        using var confirmed = await client.Press(await site.Letter(client, "bob@beispiel.example", ("agree", "newsletter")));
        var welcome = await site.Mail.WaitForMailTo("bob@beispiel.example", "reserviert");
        var link = welcome.Link("/de/widerrufen/");
        using var shown = await client.GetAsync(link, TestContext.Current.CancellationToken);
        Assert.Contains(await site.BasesOf("bob@beispiel.example"), b => b is { Purpose: "newsletter", EndedAt: null });
        using var withdrawn = await client.Press(link);
        var bases = await site.BasesOf("bob@beispiel.example");
        Assert.NotNull(bases.Single(b => b.Purpose == "newsletter").EndedAt);
        Assert.Null(bases.Single(b => b.Purpose == "webinar").EndedAt);
        Assert.Contains(Act.Withdrawn, await site.ActsOf("bob@beispiel.example"));
        var year = site.Clock.GetCurrentInstant().InUtc().Year + 3;
        var told = WebUtility.HtmlDecode(await withdrawn.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Replace('\u00A0', ' ');
        Assert.Contains("in der folgenden Nacht", told, StringComparison.Ordinal);
        Assert.Contains($"bis zum 31. Dezember {year} auf, für nichts anderes", told, StringComparison.Ordinal);
        Assert.Contains("Es bleibt bei „Teilnahme am Webinar“; was wir dafür brauchen, behalten wir bis 30 Tage nach dem Webinar.", told, StringComparison.Ordinal);
        Assert.All(["/de/webinare", "/de/artikel", "/de/was-wir-behalten", "/de/datenschutz#evidence"], next => Assert.Contains($"<a href=\"{next}\">", told, StringComparison.Ordinal));
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

    [Fact, Rule("P13")]
    public async Task ASubscription_ThatWasWithdrawn_CanStillBeCancelled()
    {
        const string Address = "both-ways@beispiel.example";
        using var client = site.Prospect();
        (await client.SignUp("/de/newsletter", Address)).Dispose();
        (await client.Press((await site.Mail.WaitForMailTo(Address)).Link("/de/bestaetigen/"))).Dispose();
        (await client.Press((await site.Mail.WaitForMailTo(Address, "Willkommen")).Link("/de/widerrufen/"))).Dispose();
        var letter = await site.InDb(db => db.Set<OutboxRow>().Where(o => o.Prospect!.AddressKey == Address).OrderBy(o => o.Id).FirstAsync());
        var token = await site.With<LetterTokens, string>(t => Task.FromResult(t.Write(letter.PublicId, LetterAct.Cancel)));
        using var cancelled = await client.Press($"/de/absagen/{token}");
        Assert.Equal(HttpStatusCode.OK, cancelled.StatusCode);
        Assert.Contains(Act.Cancelled, await site.ActsOf(Address));
    }

    [Fact]
    public async Task DiscardingARequestThatSomebodyElseMade_LeavesTheRegistrationThatWasConfirmed()
    {
        using var client = site.Prospect();
        const string Address = "kept-place@beispiel.example";
        using var confirmed = await client.Press(await site.Letter(client, Address));
        site.Clock.Advance(Duration.FromMinutes(61));
        (await client.SignUp(Forms.Webinar, Address)).Dispose();
        var forged = await site.InDb(db => db.Set<OutboxRow>().Where(o => o.Prospect!.AddressKey == Address && o.Kind == LetterKind.Confirmation).OrderBy(o => o.Id).LastAsync());
        var token = await site.With<LetterTokens, string>(t => Task.FromResult(t.Write(forged.PublicId, LetterAct.Cancel)));
        using var discarded = await client.Press($"/de/absagen/{token}");
        Assert.Equal(HttpStatusCode.OK, discarded.StatusCode);
        var signUps = await site.InDb(db => db.Set<SignUp>().Where(s => s.Prospect!.AddressKey == Address).OrderBy(s => s.Id).ToListAsync());
        Assert.Equal([true, false], signUps.Select(s => s.CancelledAt is null));
        Assert.Contains(await site.BasesOf(Address), b => b is { LiveFrom: not null, EndedAt: null });
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
        // An attempt that had begun before may end after: it must not meet a server that is well again.
        await site.Settled();
        site.Mail.Faults = faults;

        site.Clock.Advance(Duration.FromMinutes(30));
        await site.With<Postman, int>(p => p.Deliver(CancellationToken.None));
        Assert.DoesNotContain(site.Mail.Received, m => m.IsTo("late@beispiel.example"));
    }
}
