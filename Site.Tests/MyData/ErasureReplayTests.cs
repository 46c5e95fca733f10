using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Evidence;
using Site.Mail;
using Site.MyData;
using Site.Prospects;
using Site.Tests.SignUps;
using Site.Tests.Support;

namespace Site.Tests.MyData;

/// <summary>What the journal of a later time does to a database that knows nothing of it, entry by entry. Each test has a site of its own.</summary>
public sealed class ErasureReplayTests : IAsyncLifetime
{
    private const string Alice = "alice@beispiel.example";

    private static readonly Instant _later = SiteHost.Beginning + Duration.FromHours(1);

    private readonly SiteHost _site = new();

    public ValueTask InitializeAsync()
    {
        _site.Started();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact, Rule("P13")]
    public async Task AWithdrawal_EndsThatConsentAgain_AsOfWhenItWas_Once()
    {
        var id = await Confirmed("newsletter");
        await Journal(new JournalEntry(_later, JournalAct.Withdrawn, id, "newsletter"));
        Assert.Equal((1, 1), await Replay());
        Assert.Equal((1, 0), await Replay());
        Assert.Equal([_later, null], (await _site.BasesOf(Alice)).OrderBy(b => b.Purpose).Select(b => b.EndedAt));
        Assert.Equal(1, (await _site.ActsOf(Alice)).Count(a => a == Act.Withdrawn));
        Assert.Null((await _site.Verified()).Fault);
    }

    [Fact, Rule("P13")]
    public async Task ACancellation_EndsWhatWasAskedFor_AndLeavesTheConsent()
    {
        var id = await Confirmed("newsletter");
        await Journal(new JournalEntry(_later, JournalAct.Cancelled, id));
        Assert.Equal((1, 1), await Replay());
        Assert.Equal((1, 0), await Replay());
        Assert.Equal(_later, (await _site.SignUpOf(Alice)).CancelledAt);
        Assert.Equal([null, _later], (await _site.BasesOf(Alice)).OrderBy(b => b.Purpose).Select(b => b.EndedAt));
    }

    [Fact, Rule("P15")]
    public async Task AnErasure_LeavesNothing_AndOfOneWithAProofOnlyThat()
    {
        var id = await Confirmed("newsletter");
        await Journal(new JournalEntry(_later, JournalAct.ErasedToProof, id));
        Assert.Equal((1, 1), await Replay());
        Assert.Equal([Act.Requested, Act.LetterSent, Act.Confirmed, Act.Granted, Act.Withdrawn, Act.Cancelled, Act.Erased], await _site.ActsOf(Alice));
        Assert.Empty(await _site.AnswersOf(Alice));
        Assert.Equal(_later, (await _site.BasesOf(Alice)).Single().EndedAt);
        Assert.Equal((1, 0), await Replay());
        Assert.Null((await _site.Verified()).Fault);

        await Journal(new JournalEntry(_later + Duration.FromDays(9), JournalAct.Erased, id));
        Assert.Equal((2, 1), await Replay());
        Assert.False(await _site.Knows(Alice));
        Assert.Equal((2, 0), await Replay());
        Assert.Null((await _site.Verified()).Fault);
    }

    [Fact, Rule("P15"), Rule("P16")]
    public async Task ABackupFromBeforeTheConfirmation_KnowsNoConsentToProve_SoNothingStays()
    {
        using var client = _site.Prospect();
        await _site.Letter(client, Alice, [.. Guests.Answers, ("agree", "newsletter")]);
        await _site.Settled();
        await Journal(new JournalEntry(_later, JournalAct.ErasedToProof, (await _site.SignUpOf(Alice)).PublicId));
        Assert.Equal((1, 1), await Replay());
        Assert.False(await _site.Knows(Alice));
    }

    [Fact, Rule("P15")]
    public async Task WhatStaffSawOfTheProofSince_IsNotTakenAway_WhenItIsRunAgain()
    {
        await Confirmed("newsletter");
        await _site.EraseAtTheirWish(Alice);
        var signUp = await _site.SignUpOf(Alice);
        await _site.InDb(db =>
        {
            db.Add(new Use { ProspectId = signUp.ProspectId, At = _later, By = "staff", What = "viewed", Fields = "email", Submission = signUp.PublicId });
            return db.SaveChangesAsync();
        });
        var before = await _site.Held();
        Assert.Equal((1, 0), await Replay());
        Assert.Equal(before, await _site.Held());
    }

    [Fact, Rule("P15")]
    public async Task WhatTheSamePersonSignedUpForSince_IsLeftAlone()
    {
        var id = await Confirmed();
        _site.Clock.Advance(Duration.FromDays(1));
        using var client = _site.Prospect();
        (await client.SignUp("/de/newsletter", Alice)).Dispose();
        await _site.Settled();
        await Journal(new JournalEntry(_later, JournalAct.Erased, id));
        Assert.Equal((1, 1), await Replay());
        Assert.Equal("newsletter", (await _site.SignUpOf(Alice)).Form);
        Assert.Equal(1, await _site.InDb(db => db.Set<OutboxRow>().CountAsync(o => o.Kind == LetterKind.Confirmation && o.SentAt != null)));
    }

    [Fact, Rule("P15")]
    public async Task ALetterThatTheBackupHoldsAsOnItsWay_DoesNotStandInTheWay()
    {
        var id = await Confirmed();
        await _site.InDb(db => db.Set<OutboxRow>().ExecuteUpdateAsync(u => u.SetProperty(o => o.Claim, Guid.NewGuid())));
        await Journal(new JournalEntry(_later, JournalAct.Erased, id));
        Assert.Equal((1, 1), await Replay());
        Assert.False(await _site.Knows(Alice));
    }

    [Fact, Rule("P15")]
    public async Task WhatIsAboutNobodyTheDatabaseKnows_OrWasTorn_ChangesNothing()
    {
        var id = await Confirmed("newsletter");
        var before = await _site.Held();
        await Journal([.. Enum.GetValues<JournalAct>().Select(a => new JournalEntry(_later, a, Guid.NewGuid(), a == JournalAct.Withdrawn ? "newsletter" : null))]);
        await File.AppendAllTextAsync(Directory.GetFiles(Folder).Single(), $"2026-03-02T10:00:00Z erased {id}", TestContext.Current.CancellationToken);
        Assert.Equal((Enum.GetValues<JournalAct>().Length, 0), await Replay());
        Assert.Equal(before, await _site.Held());
    }

    [Fact, Rule("P13"), Rule("P17")]
    public async Task TheWaysOut_AreJournalled_ByRandomIdsOnly_AndForgottenWhenNoBackupIsOldEnough()
    {
        var id = await Confirmed("newsletter");
        await _site.Leave(Alice, "/de/widerrufen/");
        await _site.Leave(Alice, "/de/absagen/");
        await _site.Leave(Alice, "/de/absagen/");
        Assert.Equal([$"cancelled {id}", $"withdrawn {id} newsletter"], _site.Journal());
        Assert.Equal((2, 0), await Replay());

        // 30 days, as site.yml says, and a week.
        _site.Clock.Reset(Instant.FromUtc(2026, 4, 8, 23, 59));
        await _site.Erase();
        Assert.Equal(2, _site.Journal().Count);
        _site.Clock.Reset(Instant.FromUtc(2026, 4, 9, 0, 0));
        await _site.Erase();
        Assert.Empty(_site.Journal());
    }

    private string Folder => Path.Combine(_site.Folder, "evidence", "erasures");

    private async Task<Guid> Confirmed(params string[] boxes)
    {
        await _site.Confirmed(Alice, boxes);
        await _site.Mail.WaitForMailTo(Alice, "reserviert");
        await _site.Settled();
        return (await _site.SignUpOf(Alice)).PublicId;
    }

    private Task Journal(params JournalEntry[] entries) => _site.With((ErasureJournal j) =>
    {
        j.Write(entries);
        return Task.FromResult(true);
    });

    private async Task<(int Entries, int Done)> Replay()
    {
        var replayed = await _site.With((ErasureReplay r) => r.Run());
        Assert.Empty(replayed.Faults);
        return (replayed.Entries, replayed.Done);
    }
}
