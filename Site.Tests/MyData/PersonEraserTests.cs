using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Evidence;
using Site.Mail;
using Site.MyData;
using Site.Prospects;
using Site.SignUps;
using Site.Tests.SignUps;
using Site.Tests.Support;

namespace Site.Tests.MyData;

/// <summary>Somebody asks to be erased: what goes, what stays as proof and until when. Each test has a site of its own.</summary>
public sealed class PersonEraserTests : IAsyncLifetime
{
    private const string Alice = "alice@beispiel.example";
    private const string Bob = "bob@beispiel.example";

    private readonly SiteHost _site = new();

    public ValueTask InitializeAsync()
    {
        _site.Started();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact, Rule("P15"), Rule("C3")]
    public async Task WithoutAConsent_NothingStays_NotEvenThePerson_AndEverybodyElseIsLeftAlone()
    {
        await _site.Confirmed(Bob, "newsletter");
        await _site.Mail.WaitForMailTo(Bob, "reserviert");
        await _site.Settled();
        var others = await _site.Held();
        await _site.Confirmed(Alice);
        var id = (await _site.SignUpOf(Alice)).PublicId;
        await _site.Mail.WaitForMailTo(Alice, "reserviert");
        var erased = await _site.EraseAtTheirWish(Alice);
        Assert.Equal((5, 2, (LocalDate?)null), (erased.SignUps.Single().Values, erased.SignUps.Single().Letters, erased.ProofUntil));
        Assert.False(await _site.Knows(Alice));
        Assert.All(await _site.Rows(id), rows => Assert.Equal(0, rows));
        Assert.Equal(0, await _site.InDb(db => db.Set<LetterCopy>().CountAsync(c => c.Submission == id)));
        Assert.Equal([$"erased {id}"], _site.Journal());
        Assert.Null((await _site.Verified()).Fault);
        Assert.Equal(others.Split(' ')[..8], (await _site.Held()).Split(' ')[..8]);
    }

    [Fact, Rule("P16"), Rule("C3")]
    public async Task OfAConsentOnceConfirmed_TheProofStays_AndNothingElse_UntilTheEndOfTheThirdYear()
    {
        await _site.Confirmed(Alice, "newsletter");
        var id = (await _site.SignUpOf(Alice)).PublicId;
        await _site.Mail.WaitForMailTo(Alice, "reserviert");
        await _site.With((PersonEraser e) => e.Look(id));
        var erased = await _site.EraseAtTheirWish(Alice);
        Assert.Equal(new LocalDate(2029, 12, 31), erased.ProofUntil);
        var basis = Assert.Single(await _site.BasesOf(Alice));
        Assert.Equal(("newsletter", SiteHost.Beginning), (basis.Purpose, basis.EndedAt));
        Assert.Equal(SiteHost.Beginning, (await _site.SignUpOf(Alice)).CancelledAt);
        Assert.Equal([Act.Requested, Act.LetterSent, Act.Confirmed, Act.Granted, Act.Withdrawn, Act.Cancelled, Act.Erased], await _site.ActsOf(Alice));
        Assert.Equal([LetterKind.Confirmation], await _site.InDb(db => db.Set<LetterCopy>().Select(c => c.Kind).ToListAsync()));
        Assert.Equal((0, 0, 0), await _site.InDb(async db => (await db.Set<Answer>().CountAsync(), await db.Set<Use>().CountAsync(), await db.Set<OutboxRow>().CountAsync())));
        Assert.Equal([$"erased-to-proof {id}"], _site.Journal());
        Assert.Null((await _site.Verified()).Fault);

        _site.Clock.Reset(new LocalDateTime(2030, 1, 1, 0, 0).InZoneStrictly(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).ToInstant() - Duration.FromTicks(1));
        await _site.Erase();
        Assert.True(await _site.Knows(Alice));
        _site.Clock.Advance(Duration.FromTicks(1));
        await _site.Erase();
        Assert.False(await _site.Knows(Alice));
        Assert.Equal(0, await _site.InDb(db => db.Set<LetterCopy>().CountAsync()));
        Assert.Null((await _site.Verified()).Fault);
    }

    [Fact, Rule("P16")]
    public async Task WithdrawnLastYear_TheProofGoesAYearEarlier_AndOfWhatWasNeverConfirmedThereIsNone()
    {
        await _site.Confirmed(Alice, "newsletter", "personalisation");
        await _site.Leave(Alice, "/de/widerrufen/");
        _site.Clock.Reset(Instant.FromUtc(2027, 1, 5, 9, 0));
        using var client = _site.Prospect();
        (await client.SignUp("/de/newsletter", Alice)).Dispose();
        await _site.Settled();
        var id = await _site.InDb(db => db.Set<SignUp>().Where(s => s.ConfirmedAt == null).Select(s => s.PublicId).SingleAsync());
        var erased = await _site.EraseBehind(id);
        Assert.Equal([new LocalDate(2030, 12, 31), null], erased?.SignUps.Select(s => s.ProofUntil));
        Assert.Equal([2026, 2027], (await _site.BasesOf(Alice)).Select(b => b.EndedAt?.InUtc().Year).Order());
        Assert.False(await _site.InDb(db => db.Set<SignUp>().AnyAsync(s => s.PublicId == id)));
    }

    [Fact, Rule("P13"), Rule("P15")]
    public async Task LettersThatWait_NeverLeave_AndTheLinksInOldOnesSayThatNothingIsLeft()
    {
        await _site.Confirmed(Alice, "newsletter");
        var confirm = (await _site.Mail.WaitForMailTo(Alice)).Link("/de/bestaetigen/");
        var withdraw = (await _site.Mail.WaitForMailTo(Alice, "reserviert")).Link("/de/widerrufen/");
        await Queue(Alice);
        await _site.EraseAtTheirWish(Alice);
        _site.Clock.Reset(await _site.End() - Duration.FromHours(1));
        await _site.With((Site.Journeys.JourneySweep s) => Done(s.Run()));
        await _site.With((Postman p) => p.Deliver(CancellationToken.None));
        Assert.Equal(2, _site.Mail.Received.Count(m => m.IsTo(Alice)));
        using var client = _site.Prospect();
        foreach (var link in new[] { confirm, withdraw })
        {
            using var pressed = await client.Press(link);
            Assert.Equal(HttpStatusCode.Gone, pressed.StatusCode);
        }

        Assert.Single(_site.Journal());
    }

    [Fact, Rule("P15"), Rule("M4")]
    public async Task WhileALetterIsOnItsWay_NothingIsChanged_AndItSaysSo()
    {
        await _site.Confirmed(Alice, "newsletter");
        await _site.Mail.WaitForMailTo(Alice, "reserviert");
        await Queue(Alice);
        var (id, before) = ((await _site.SignUpOf(Alice)).PublicId, await _site.Held());
        await _site.InDb(db => db.Set<OutboxRow>().Where(o => o.SentAt == null).ExecuteUpdateAsync(u => u.SetProperty(o => o.Claim, Guid.NewGuid()).SetProperty(o => o.ClaimedAt, SiteHost.Beginning)));
        Assert.True((await _site.EraseBehind(id))?.IsLetterUnderway);
        Assert.Equal(before, await _site.Held());
        Assert.Empty(_site.Journal());
        await _site.InDb(db => db.Set<OutboxRow>().ExecuteUpdateAsync(u => u.SetProperty(o => o.Claim, (Guid?)null)));
        Assert.False((await _site.EraseBehind(id))?.IsLetterUnderway);
        Assert.Empty(await _site.AnswersOf(Alice));
    }

    [Fact, Rule("P15"), Rule("M7")]
    public async Task ABlockedAddress_IsErasedLikeAnyOther_AndItsFingerprintStaysUntilTheDayThatIsSaid()
    {
        await _site.Confirmed(Alice);
        await _site.Suppress(Alice, SuppressionReason.NotMe);
        var suppressed = Assert.Single((await _site.EraseAtTheirWish(Alice)).Suppressed);
        Assert.Equal((SuppressionReason.NotMe, SiteHost.Beginning + Duration.FromDays(365)), (suppressed.Reason, suppressed.Until));
        Assert.False(await _site.Knows(Alice));
        Assert.Equal(1, await _site.InDb(db => db.Set<Suppression>().CountAsync()));
        Assert.Equal(0, await _site.InDb(db => db.Set<SignUp>().CountAsync()));
    }

    [Fact, Rule("P15")]
    public async Task WhoComesBackLater_IsTakenInLikeAnybodyElse_AndTwiceErasedIsErased()
    {
        await _site.Confirmed(Alice, "newsletter");
        await _site.Mail.WaitForMailTo(Alice, "reserviert");
        await _site.EraseAtTheirWish(Alice);
        await _site.EraseAtTheirWish(Alice);
        _site.Clock.Advance(Duration.FromDays(2));
        using var client = _site.Prospect();
        (await client.SignUp(Forms.Webinar, Alice, ("given-name", "Alice"))).Dispose();
        var letter = await _site.Mail.WaitFor(m => m.IsTo(Alice) && m.Message.Date > (SiteHost.Beginning + Duration.FromDays(1)).ToDateTimeOffset());
        using var confirmed = await client.Press(letter.Link("/de/bestaetigen/"));
        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        Assert.Equal(["given-name"], await _site.AnswersOf(Alice));
        Assert.Null(await _site.EraseBehind(Guid.NewGuid()));
    }

    [Fact, Rule("P15")]
    public async Task WhereTheJournalCannotBeWritten_NothingIsErasedUntilItCan_AndAWithdrawalCountsAllTheSame()
    {
        await _site.Confirmed(Alice, "newsletter");
        var withdraw = (await _site.Mail.WaitForMailTo(Alice, "reserviert")).Link("/de/widerrufen/");
        await _site.Settled();
        var (id, before, journal) = ((await _site.SignUpOf(Alice)).PublicId, await _site.Held(), Path.Combine(_site.Folder, "evidence", "erasures"));
        await File.WriteAllTextAsync(journal, "in the way", TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<JournalException>(() => _site.EraseBehind(id));
        Assert.Equal(before, await _site.Held());
        using var client = _site.Prospect();
        using var withdrawn = await client.Press(withdraw);
        Assert.Equal(HttpStatusCode.OK, withdrawn.StatusCode);
        Assert.NotNull((await _site.BasesOf(Alice)).Single(b => b.Purpose == "newsletter").EndedAt);
        Assert.Contains(_site.Log.Lines, l => l.Contains("Withdrawals (1) are not in the erasure journal", StringComparison.Ordinal));
        File.Delete(journal);
        await _site.EraseAtTheirWish(Alice);
        Assert.Equal([$"erased-to-proof {id}"], _site.Journal());
    }

    [Fact, Rule("C3")]
    public async Task AProofDeletedWithoutTheAction_IsMissed()
    {
        await _site.Confirmed(Alice, "newsletter");
        await _site.EraseAtTheirWish(Alice);
        Assert.Null((await _site.Verified()).Fault);
        await _site.InDb(db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER Payload_NoDelete"));
        await _site.InDb(db => db.Set<Payload>().Where(p => p.Event.Act == Act.Granted).ExecuteDeleteAsync());
        Assert.Contains("is missing, and no sealed erasure names it", (await _site.Verified()).Fault, StringComparison.Ordinal);
    }

    [Fact, Rule("P15"), Rule("P17")]
    public async Task TheEvidenceOfAnErasure_AndTheJournal_NameNobody()
    {
        await _site.Confirmed(Alice);
        var (id, person) = ((await _site.SignUpOf(Alice)).PublicId, await _site.InDb(db => db.Set<Prospect>().Select(p => p.PublicId).SingleAsync()));
        await _site.EraseAtTheirWish(Alice);
        var said = await _site.InDb(db => db.Set<Payload>().Select(p => new { p.Subject, p.About, p.Bytes }).ToListAsync());
        Assert.NotEmpty(said);
        Assert.All(said, p => Assert.Equal((null, null), (p.Subject, p.About)));
        Assert.All(said, p => Assert.DoesNotContain($"{id}", Encoding.UTF8.GetString(p.Bytes), StringComparison.OrdinalIgnoreCase));
        Assert.All(said, p => Assert.DoesNotContain($"{person}", Encoding.UTF8.GetString(p.Bytes), StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(_site.Journal(), l => l.Contains('@', StringComparison.Ordinal) || l.Contains($"{person}", StringComparison.Ordinal));
    }

    // Due in an hour.
    private async Task Queue(string address)
    {
        await _site.Settled();
        var signUp = await _site.SignUpOf(address);
        await _site.InDb(db =>
        {
            new Outbox(db, _site.Clock).Put(new NewLetter(LetterKind.Reminder, signUp.ProspectId, signUp.PublicId, "webinar", "de", SiteHost.Beginning + Duration.FromHours(1)));
            return db.SaveChangesAsync();
        });
    }

    private static async Task<bool> Done(Task task)
    {
        await task;
        return true;
    }
}
