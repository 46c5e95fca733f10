using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Evidence;
using Site.Publishing;

namespace Site.Webinars;

/// <summary>
/// Announces what the content plans otherwise (rules M9, W1): from then on pages, calendars and letters go by it. It takes one short transaction, however many
/// people there are to be told: who is due a letter is derived from the announcement afterwards.
/// </summary>
public sealed class Announcing(SiteDb db, LiveSite live, EvidenceLog evidence, IClock clock)
{
    /// <summary>Every change that waits to be announced, the next webinar first; those that cannot be are among them, with the reason.</summary>
    public async Task<IReadOnlyList<ScheduleChange>> Waiting(CancellationToken cancellationToken = default)
    {
        var schedules = await db.Set<Schedule>().AsNoTracking().OrderBy(s => s.StartsAt).ToListAsync(cancellationToken);
        return [.. schedules.Select(Change).OfType<ScheduleChange>()];
    }

    /// <summary>Announces the change that <paramref name="seen"/> stands for (<see cref="ScheduleChange.Mark"/>), and no other.</summary>
    /// <param name="staffId">The account that does it; null for a command.</param>
    public Task<Announced> Announce(string slug, string seen, string? staffId) => db.InTransaction(async () =>
    {
        var schedule = await db.Set<Schedule>().FirstOrDefaultAsync(s => s.Slug == slug);
        if (schedule is null || Change(schedule) is not { } change || change.Mark != seen)
        {
            return Announced.SomethingElseMeanwhile;
        }

        if (change.Hindrance is null)
        {
            await Announce(schedule, change, staffId);
        }

        return change.Hindrance is null ? Announced.Done : Announced.NotPossible;
    });

    private ScheduleChange? Change(Schedule schedule) =>
        live.Part<WebinarList>().Find(schedule.Slug) is { } planned ? ScheduleChange.Of(schedule, planned, clock.GetCurrentInstant()) : null;

    private async Task Announce(Schedule schedule, ScheduleChange change, string? staffId)
    {
        // What was announced before announcements were kept: people must be told from when it is moved.
        if (!await db.Set<Announcement>().AnyAsync(a => a.ScheduleId == schedule.Id && a.Sequence == schedule.Sequence))
        {
            db.Add(Announcement.Of(schedule));
        }

        var before = Said(schedule);
        change.Apply(schedule, clock.GetCurrentInstant());
        if (change.Kind != ChangeKind.Seats)
        {
            db.Add(Announcement.Of(schedule, staffId));
            evidence.Append(Act.Announced, null, null, new
            {
                Webinar = schedule.Slug,
                schedule.Sequence,
                Before = before,
                After = Said(schedule),
                By = staffId is null ? "command line" : "staff",
            });
        }

        await db.SaveChangesAsync();
    }

    private static object Said(Schedule schedule) =>
        new { Start = Dates.Machine(schedule.Start), schedule.Zone, schedule.Minutes, IsCancelled = schedule.CancelledAt is not null };
}

/// <summary>What became of announcing.</summary>
public enum Announced
{
    Done,

    /// <summary>The content or the schedule is another than was looked at, perhaps because somebody else was first.</summary>
    SomethingElseMeanwhile,

    NotPossible,
}
