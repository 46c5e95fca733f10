using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Site.Publishing;
using Site.Tests.Journeys;
using Site.Tests.Support;
using Site.Webinars;

namespace Site.Tests.Webinars;

/// <summary>What the content plans is a proposal until somebody announces it, once.</summary>
public sealed class AnnouncingTests : IAsyncDisposable
{
    private readonly AnnouncingHost _site = new AnnouncingHost().Ready();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact, Rule("M9")]
    public async Task TwoAtOnce_OneAnnounces_AndTheOtherIsTold()
    {
        await _site.Plan("start: 2026-03-25 10:00", "start: 2026-04-01 17:00");
        var mark = Assert.Single(await Waiting()).Mark;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => _site.With((Announcing a) => a.Announce(AnnouncingHost.Webinar, mark, $"staff-{i}")))));
        Assert.Single(outcomes, Announced.Done);
        Assert.Equal(3, outcomes.Count(o => o == Announced.SomethingElseMeanwhile));
        Assert.Equal(1, (await _site.Schedule()).Sequence);
        Assert.Equal([0, 1], (await History()).Select(a => a.Sequence));
        Assert.Empty(await Waiting());
    }

    [Fact, Rule("M9")]
    public async Task WhatNobodyHasSeen_IsNotAnnounced()
    {
        await _site.Plan("start: 2026-03-25 10:00", "start: 2026-04-01 17:00");
        var seen = Assert.Single(await Waiting()).Mark;
        await _site.Plan("start: 2026-04-01 17:00", "start: 2026-04-02 17:00");
        Assert.Equal(Announced.SomethingElseMeanwhile, await _site.With((Announcing a) => a.Announce(AnnouncingHost.Webinar, seen, null)));
        Assert.Equal(0, (await _site.Schedule()).Sequence);
    }

    [Theory, Rule("M9")]
    [InlineData("2026-03-25T09:40", "start: 2026-04-01 17:00", ChangeHindrance.Over)]
    [InlineData("2026-03-25T09:10", "start: 2026-04-01 17:00", ChangeHindrance.Begun)]
    [InlineData("2026-03-20T09:00", "start: 2026-03-19 10:00", ChangeHindrance.PlannedForThePast)]
    public async Task WhatHasPassed_CannotBeMoved(string now, string to, ChangeHindrance why)
    {
        await _site.Plan("start: 2026-03-25 10:00", to);
        _site.Clock.Reset(NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(now).Value.InUtc().ToInstant());
        var change = Assert.Single(await Waiting());
        Assert.Equal(why, change.Hindrance);
        Assert.Equal(Announced.NotPossible, await _site.With((Announcing a) => a.Announce(AnnouncingHost.Webinar, change.Mark, null)));
        Assert.Equal((0, AnnouncingHost.Start), ((await _site.Schedule()).Sequence, (await _site.Schedule()).StartsAt));
    }

    [Fact]
    public async Task OtherSeats_AreTakenOver_WithoutASequence()
    {
        await _site.Plan("speakers: [mara-feld]", "speakers: [mara-feld]\ncapacity: 40");
        Assert.Equal(ChangeKind.Seats, Assert.Single(await Waiting()).Kind);
        Assert.Equal(Announced.Done, await _site.Announce());
        Assert.Equal((40, 0), ((await _site.Schedule()).Capacity, (await _site.Schedule()).Sequence));
        Assert.Single(await History());
    }

    [Fact, Rule("M9")]
    public async Task AClone_StartsClean()
    {
        await _site.Join("alice@beispiel.example");
        await _site.Plan("start: 2026-03-25 10:00", "start: 2026-04-01 17:00");
        await _site.Announce();
        var from = Path.Combine(_site.Content, "webinars", AnnouncingHost.Webinar);
        var to = Directory.CreateDirectory(Path.Combine(_site.Content, "webinars", "ask-again")).FullName;
        Directory.EnumerateFiles(from).ToList().ForEach(f => File.Copy(f, Path.Combine(to, Path.GetFileName(f))));
        await _site.With((ContentImport import) => import.Run(ContentFile.ReadFolder(_site.Content)));
        await _site.Services.GetRequiredService<LiveSite>().Refresh();

        var (original, clone) = (await _site.Schedule(), await _site.Schedule("ask-again"));
        Assert.NotEqual(original.Uid, clone.Uid);
        Assert.Equal((1, 0, original.StartsAt), (original.Sequence, clone.Sequence, clone.StartsAt));
        Assert.Equal([0], await _site.InDb(db => db.Set<Announcement>().Where(a => a.ScheduleId == clone.Id).Select(a => a.Sequence).ToListAsync()));
        Assert.Equal(0, (await _site.With((Site.Journeys.CalendarHolders h) => h.Count("ask-again", isOff: false))).Values.Sum());
        _site.Clock.Reset(clone.StartsAt - Duration.FromHours(20));
        var before = await _site.Letters("alice@beispiel.example");
        await _site.Tell();
        await _site.Sweep();
        Assert.Equal(before.Count + 1, (await _site.Letters("alice@beispiel.example")).Count);
    }

    private Task<IReadOnlyList<ScheduleChange>> Waiting() => _site.With((Announcing a) => a.Waiting());

    private Task<List<Announcement>> History() => _site.InDb(db => db.Set<Announcement>()
        .Where(a => db.Set<Schedule>().Any(s => s.Id == a.ScheduleId && s.Slug == AnnouncingHost.Webinar)).OrderBy(a => a.Sequence).ToListAsync());
}
