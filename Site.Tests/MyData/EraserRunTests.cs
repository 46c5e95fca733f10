using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Site.Declarations;
using Site.Evidence;
using Site.MyData;
using Site.Prospects;
using Site.SignUps;
using Site.Tests.Support;

namespace Site.Tests.MyData;

/// <summary>The run itself: in batches, broken off and taken up again, twice at once, past what it cannot read, once a night, and where staff see it.</summary>
public sealed class EraserRunTests : IAsyncLifetime
{
    private const string OldForm = "webinar/ask-first";

    private readonly SiteHost _site = new();

    public ValueTask InitializeAsync()
    {
        _site.Started();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact, Rule("P15")]
    public async Task BrokenOffInTheMiddle_ItKeepsWhatIsDone_AndTheNextRunDoesTheRest()
    {
        await Cancelled(450);
        await _site.InDb(db => db.Database.ExecuteSqlRawAsync("CREATE TRIGGER Broken BEFORE DELETE ON SignUp WHEN OLD.Id = (SELECT max(Id) FROM SignUp) BEGIN SELECT RAISE(ABORT, 'the disk is broken'); END"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(_site.Erase);
        Assert.Equal(50, await Left());
        Assert.Equal(50, (await _site.Overdue()).Submissions);

        await _site.InDb(db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER Broken"));
        var run = await _site.Erase();
        Assert.Equal((50, 50, 0), (run.Submissions, run.People, await Left()));
        Assert.Equal(0, await _site.Unexplained());
    }

    [Fact, Rule("P15")]
    public async Task TwoAtOnce_EraseEverythingOnce()
    {
        await Cancelled(450);
        var runs = await Task.WhenAll(_site.Erase(), _site.Erase(), _site.Erase());
        Assert.Equal((450, 0), (runs.Sum(r => r.Submissions), await Left()));
        Assert.Equal(0, await _site.Unexplained());
    }

    [Fact]
    public async Task ANoticeThatCannotBeRead_IsAnAlarm_AndTheOthersGoOn()
    {
        var broken = new string('b', 64);
        await _site.InDb(db => db.Database.ExecuteSqlAsync($"INSERT INTO Notice (Hash, Json, Html) VALUES ({broken}, {"{\"key\":\"x\"}"u8.ToArray()}, {Array.Empty<byte>()})"));
        await Cancelled(2, broken);
        await Cancelled(1, new string('m', 64));
        await Cancelled(3);
        var run = await _site.Erase();
        Assert.Equal((3, 3), (run.Submissions, run.Overdue.Unreadable));
        Assert.Equal(3, await Left());
        Assert.Contains(_site.Log.Lines, l => l.StartsWith($"Error Site.MyData.Cohorts: The notice {broken} cannot be read, so 2 submissions of {OldForm} are not erased.", StringComparison.Ordinal));
        Assert.Contains(_site.Log.Lines, l => l.StartsWith("Error Site.MyData.Eraser: Kept retention:", StringComparison.Ordinal));
        Assert.True((await _site.With((RetentionRuns runs) => runs.Last())).IsWorrying);
    }

    [Fact]
    public async Task ItRunsOnceANight_AndMakesUpForANightThatWasMissed()
    {
        Assert.Equal(1, await RunsAfter("2026-03-02T12:00:00Z"));
        Assert.Equal(1, await RunsAfter("2026-03-03T00:59:59Z"));
        // 2 o'clock in Berlin.
        Assert.Equal(2, await RunsAfter("2026-03-03T01:00:00Z"));
        Assert.Equal(2, await RunsAfter("2026-03-03T23:00:00Z"));
        Assert.Equal(3, await RunsAfter("2026-03-06T09:00:00Z"));
        // The night in which 2 o'clock does not exist, and the one in which 3 o'clock exists twice.
        Assert.Equal(4, await RunsAfter("2026-03-29T01:00:00Z"));
        Assert.Equal(5, await RunsAfter("2026-10-25T00:00:00Z"));
    }

    [Fact]
    public async Task TheDesk_SaysWhenItLastRan_AndWarnsWhenItDoesNot()
    {
        await Cancelled(2);
        Assert.True((await _site.With((RetentionRuns r) => r.Last())).IsWorrying);
        await _site.Erase();
        var last = await _site.With((RetentionRuns r) => r.Last());
        Assert.Equal((2, 2, false), (last.Run?.Submissions, last.Run?.People, last.IsWorrying));
        Assert.Equal(_site.Clock.GetCurrentInstant(), last.Run?.At);
        _site.Clock.Advance(Duration.FromDays(2) + Duration.FromTicks(1));
        Assert.True((await _site.With((RetentionRuns r) => r.Last())).IsWorrying);
    }

    [Fact]
    public async Task WhatIsOnItsWay_WaitsForTheNextNight()
    {
        await Cancelled(1);
        var signUp = await _site.InDb(db => db.Set<SignUp>().SingleAsync());
        await _site.InDb(db =>
        {
            var row = new Site.Mail.Outbox(db, _site.Clock).Put(new(Site.Mail.LetterKind.Welcome, signUp.ProspectId, signUp.PublicId, "webinar", "de", _site.Clock.GetCurrentInstant() + Duration.FromDays(1)));
            (row.Claim, row.ClaimedAt) = (Guid.NewGuid(), _site.Clock.GetCurrentInstant());
            return db.SaveChangesAsync();
        });
        Assert.Equal(0, (await _site.With((Eraser e) => e.Run())).Submissions);
        await _site.InDb(db => db.Set<Site.Mail.OutboxRow>().ExecuteUpdateAsync(o => o.SetProperty(x => x.Claim, (Guid?)null)));
        Assert.Equal(1, (await _site.With((Eraser e) => e.Run())).Submissions);
    }

    private async Task<int> RunsAfter(string now)
    {
        _site.Clock.Reset(NodaTime.Text.InstantPattern.ExtendedIso.Parse(now).Value);
        await _site.With(async (Eraser e) =>
        {
            await e.RunIfDue();
            return true;
        });
        return await _site.InDb(db => db.Set<Event>().CountAsync(e => e.Act == Act.RetentionRun));
    }

    private Task<int> Left() => _site.InDb(db => db.Set<SignUp>().CountAsync());

    // So many people who cancelled three days ago, with an answer and a proof each.
    private async Task Cancelled(int people, string? notice = null)
    {
        var hash = notice ?? await _site.InDb(db => db.Set<NoticePublication>().Where(p => p.FormKey == OldForm && p.Language == "de").Select(p => p.NoticeHash).SingleAsync());
        var at = _site.Clock.GetCurrentInstant() - Duration.FromDays(3);
        await _site.InDb(db =>
        {
            for (var i = 0; i < people; i++)
            {
                Add(db, hash, at + Duration.FromSeconds(i / 3));
            }

            return db.SaveChangesAsync();
        });
    }

    private void Add(Site.Data.SiteDb db, string notice, Instant at)
    {
        var (person, submission) = (Guid.NewGuid(), Guid.NewGuid());
        var prospect = new Prospect { PublicId = person, Address = $"{person:N}@beispiel.example", AddressKey = $"{person:N}@beispiel.example", FirstSeenAt = at, LastSeenAt = at };
        db.Add(new SignUp
        {
            PublicId = submission,
            ProspectId = 0,
            Prospect = prospect,
            Form = OldForm,
            Language = "de",
            NoticeHash = notice,
            RequestedAt = at,
            ConfirmBy = at,
            ConfirmedAt = at,
            CancelledAt = at,
            Answers = [new Answer { Field = "role", Value = "Redaktion" }],
        });
        db.Add(new Basis { ProspectId = 0, Prospect = prospect, Submission = submission, Purpose = "webinar", IsConsent = false, NoticeHash = notice, RequestedAt = at, LiveFrom = at, EndedAt = at });
        new EvidenceLog(db, _site.Services.GetRequiredService<EvidenceKeys>(), _site.Clock).Append(Act.Requested, person, submission, new { Form = OldForm });
    }
}
