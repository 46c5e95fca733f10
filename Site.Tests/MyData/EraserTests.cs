using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Evidence;
using Site.Mail;
using Site.Prospects;
using Site.SignUps;
using Site.Tests.Journeys;
using Site.Tests.SignUps;
using Site.Tests.Support;
using Site.Webinars;

namespace Site.Tests.MyData;

/// <summary>What is left of a sign-up on which night, from the form to the last trace. Each test has a site of its own, because it moves its clock by years.</summary>
public sealed class EraserTests : IAsyncLifetime
{
    private const string Alice = "alice@beispiel.example";

    private readonly SiteHost _site = new();

    public ValueTask InitializeAsync()
    {
        _site.Started();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact, Rule("P15"), Rule("C3")]
    public async Task WithoutAConsent_EverythingGoes30DaysAfterTheWebinar_AndNotAMomentBefore()
    {
        await _site.Confirmed(Alice);
        var id = (await _site.SignUpOf(Alice)).PublicId;
        _site.Clock.Reset(await _site.End() + Duration.FromDays(30) - Duration.FromTicks(1));
        var early = await _site.Erase();
        Assert.Equal((0, 0), (early.Values, early.Submissions));
        Assert.Equal(["family-name", "given-name", "organisation", "question", "role"], await _site.AnswersOf(Alice));

        _site.Clock.Advance(Duration.FromTicks(1));
        var due = await _site.Overdue();
        Assert.Equal((5, 1), (due.Values, due.Submissions));
        var run = await _site.Erase();
        Assert.Equal((1, 1), (run.Submissions, run.People));
        Assert.True(run.Overdue.IsNone);
        Assert.False(await _site.Knows(Alice));
        Assert.All(await _site.Rows(id), rows => Assert.Equal(0, rows));
        Assert.Equal(0, await _site.Unexplained());
    }

    [Fact, Rule("P15"), Rule("P16")]
    public async Task WithTheNewsletter_OnlyWhatItNeedsStays_UntilItIsWithdrawn_AndThenTheProofUntilTheEndOfTheThirdYear()
    {
        await _site.Confirmed(Alice, "newsletter");
        _site.Clock.Reset(await _site.End() + Duration.FromDays(30));
        await _site.Erase();
        Assert.Equal(["family-name", "given-name"], await _site.AnswersOf(Alice));
        Assert.Contains(Act.Erased, await _site.ActsOf(Alice));

        await _site.Leave(Alice, "/de/widerrufen/");
        await _site.Erase();
        Assert.Empty(await _site.AnswersOf(Alice));
        Assert.Single(await _site.BasesOf(Alice));
        Assert.Superset(new HashSet<Act> { Act.Requested, Act.Confirmed, Act.Granted, Act.Withdrawn }, (await _site.ActsOf(Alice)).ToHashSet());

        // Withdrawn in 2026: until the last moment of 2029 in Berlin.
        _site.Clock.Reset(new LocalDateTime(2030, 1, 1, 0, 0).InZoneStrictly(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).ToInstant() - Duration.FromTicks(1));
        await _site.Erase();
        Assert.True(await _site.Knows(Alice));
        _site.Clock.Advance(Duration.FromTicks(1));
        await _site.Erase();
        Assert.False(await _site.Knows(Alice));
        Assert.Equal(0, await _site.Unexplained());
    }

    [Fact, Rule("P15"), Rule("P13")]
    public async Task WithTheNewsletter_NothingIsLeftOfTakingPart_30DaysAfterTheWebinar_AndTheLinksOfTheLettersStillWork()
    {
        await _site.Confirmed(Alice, "newsletter");
        await _site.Mail.WaitForMailTo(Alice, "reserviert");
        await _site.Settled();
        Task<List<string?>> Uses() => _site.InDb(db => db.Set<Use>().Select(u => u.Purpose).Distinct().ToListAsync());
        Assert.Equal(["ask-first"], (await _site.KnownOf(Alice)).Places);
        Assert.Contains("webinar", await Uses());

        _site.Clock.Reset(await _site.End() + Duration.FromDays(30));
        Assert.Equal(1, (await _site.Overdue()).Services);
        Assert.True((await _site.Erase()).Overdue.IsNone);
        Assert.Equal(["newsletter"], (await _site.BasesOf(Alice)).Select(b => b.Purpose));
        Assert.DoesNotContain("webinar", await Uses());
        Assert.Empty((await _site.KnownOf(Alice)).Places);
        Assert.True((await _site.KnownOf(Alice)).AllowsNewsletter);
        await _site.Leave(Alice, "/de/widerrufen/");
        Assert.False((await _site.KnownOf(Alice)).AllowsNewsletter);
    }

    [Fact, Rule("P15"), Rule("P13")]
    public async Task Cancelled_ItsValuesGoTheNextNight_WhateverIsQueued_AndTheLinksSayThatNothingIsLeft()
    {
        await _site.Confirmed(Alice, "personalisation");
        var confirm = (await _site.Mail.WaitForMailTo(Alice)).Link("/de/bestaetigen/");
        var withdraw = (await _site.Mail.WaitForMailTo(Alice, "reserviert")).Link("/de/widerrufen/");
        await _site.Leave(Alice, "/de/absagen/");
        await _site.Erase();
        Assert.Equal(["topic"], await _site.AnswersOf(Alice));
        await _site.Leave(Alice, "/de/widerrufen/");
        await _site.InDb(db => db.Set<Basis>().Where(b => b.IsConsent).ExecuteUpdateAsync(u => u.SetProperty(b => b.LiveFrom, (Instant?)null)));
        await Queue();
        _site.Clock.Advance(Registrar.Day);

        await _site.Erase();
        Assert.False(await _site.Knows(Alice));
        Assert.Equal(0, await _site.InDb(db => db.Set<OutboxRow>().CountAsync()));
        using var client = _site.Prospect();
        using var confirming = await client.GetAsync(confirm, TestContext.Current.CancellationToken);
        using var withdrawing = await client.GetAsync(withdraw, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.Gone), (confirming.StatusCode, withdrawing.StatusCode));
        Assert.Contains("Ihre Angaben sind schon gelöscht", WebUtility.HtmlDecode(await withdrawing.Body()), StringComparison.Ordinal);
    }

    [Fact, Rule("P12"), Rule("M7")]
    public async Task ARequestThatWasDiscarded_LosesItsValuesTheNextNight_AndGoesWhenItsLetterNoLongerCounts()
    {
        using var client = _site.Prospect();
        await _site.Letter(client, Alice, Guests.Answers);
        (await client.Press((await _site.Mail.WaitForMailTo(Alice)).Link("/de/das-war-ich-nicht/"))).Dispose();
        await _site.Erase();
        Assert.Empty(await _site.AnswersOf(Alice));
        Assert.True(await _site.Knows(Alice));
        _site.Clock.Advance(Registrar.Day);
        await _site.Erase();
        Assert.False(await _site.Knows(Alice));
    }

    [Fact, Rule("P15")]
    public async Task TheOneThatWasReplaced_Goes_WithItsLinesInTheLedger_AndTheOtherStaysWhole()
    {
        await _site.Confirmed(Alice);
        var first = (await _site.SignUpOf(Alice)).PublicId;
        await _site.Mail.WaitForMailTo(Alice, "reserviert");
        _site.Clock.Advance(Registrar.Day);
        using var client = _site.Prospect();
        (await client.SignUp(Forms.Webinar, Alice, Guests.Answers)).Dispose();
        var again = await _site.Mail.WaitFor(m => m.IsTo(Alice) && m.Message.Date > (SiteHost.Beginning + Duration.FromHours(23)).ToDateTimeOffset());
        (await client.Press(again.Link("/de/bestaetigen/"))).Dispose();
        await _site.Mail.WaitFor(m => m.IsTo(Alice) && m.Subject.Contains("reserviert", StringComparison.Ordinal) && m.Message.Date > (SiteHost.Beginning + Duration.FromHours(23)).ToDateTimeOffset());

        var run = await _site.Erase();
        Assert.Equal((1, 0), (run.Submissions, run.People));
        Assert.All(await _site.Rows(first), rows => Assert.Equal(0, rows));
        var second = await _site.SignUpOf(Alice);
        Assert.Equal(5, (await _site.AnswersOf(Alice)).Count);
        Assert.All(await _site.Rows(second.PublicId), rows => Assert.NotEqual(0, rows));
    }

    [Fact, Rule("P15")]
    public async Task AWebinarThatWasMoved_KeepsItsPeopleUntilItsNewEnd()
    {
        await _site.Confirmed(Alice);
        _site.Clock.Reset(await _site.End() + Duration.FromDays(29));
        await _site.InDb(db => db.Set<Schedule>().ExecuteUpdateAsync(s => s.SetProperty(x => x.StartsAt, _site.Clock.GetCurrentInstant() + Duration.FromDays(3))));
        _site.Clock.Advance(Duration.FromDays(2));
        await _site.Erase();
        Assert.Equal(5, (await _site.AnswersOf(Alice)).Count);
        _site.Clock.Reset(await _site.End() + Duration.FromDays(30));
        await _site.Erase();
        Assert.False(await _site.Knows(Alice));
    }

    [Fact, Rule("M7"), Rule("P15")]
    public async Task OfABlockedAddress_NothingButItsFingerprintOutlivesTheSignUp()
    {
        await _site.Confirmed(Alice);
        await _site.Suppress(Alice, SuppressionReason.NotMe);
        _site.Clock.Reset(await _site.End() + Duration.FromDays(30));
        var run = await _site.Erase();
        Assert.Equal((1, 1), (run.Submissions, run.People));
        Assert.False(await _site.Knows(Alice));
        Assert.Equal(1, await _site.InDb(db => db.Set<Suppression>().CountAsync()));
    }

    private async Task Queue()
    {
        var (signUp, due) = (await _site.SignUpOf(Alice), await _site.End());
        await _site.InDb(db =>
        {
            new Outbox(db, _site.Clock).Put(new NewLetter(LetterKind.Reminder, signUp.ProspectId, signUp.PublicId, "webinar", "de", due));
            return db.SaveChangesAsync();
        });
    }
}
