using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Mail;
using Site.Webinars;

namespace Site.Journeys;

/// <summary>
/// Puts the letters into the outbox that tell of an announced change: to everybody who has an earlier entry in the calendar, once (rules M4, M9). Who is due one is
/// derived from the announcement, in batches, so that it can be stopped at any moment and begun again, by several nodes at once.
/// </summary>
public sealed class AnnouncementSweep(SiteDb db, CalendarHolders holders, Outbox outbox, AlarmClock alarm, IClock clock)
{
    private const int BatchSize = 500;

    // What is called off while it lasts is told too; no webinar takes longer.
    private static readonly Duration _longestWebinar = Duration.FromMinutes(600);

    public async Task Run(CancellationToken cancellationToken = default)
    {
        var now = clock.GetCurrentInstant();
        var from = now - _longestWebinar;
        var changed = await db.Set<Schedule>().AsNoTracking().Where(s => s.Sequence > 0 && s.StartsAt > from).ToListAsync(cancellationToken);
        foreach (var schedule in changed.Where(s => PastAt(s) > now))
        {
            while (await Tell(schedule, cancellationToken) == BatchSize)
            {
                alarm.Ring();
            }
        }

        alarm.Ring();
    }

    /// <summary>One letter an announcement.</summary>
    internal static string Occasion(int sequence) => $"s{sequence}";

    internal static LetterKind Kind(Schedule schedule) => schedule.CancelledAt is null ? LetterKind.Moved : LetterKind.CalledOff;

    private static Instant PastAt(Schedule schedule) => schedule.CancelledAt is null ? schedule.StartsAt : schedule.EndsAt;

    private async Task<int> Tell(Schedule schedule, CancellationToken cancellationToken)
    {
        var (kind, occasion) = (Kind(schedule), Occasion(schedule.Sequence));
        var untold = await holders.Untold(schedule, kind, occasion).Take(BatchSize).ToListAsync(cancellationToken);
        foreach (var signUp in untold)
        {
            outbox.Put(new NewLetter(kind, signUp.ProspectId, signUp.PublicId, Webinar.Purpose, signUp.Language, schedule.AnnouncedAt, PastAt(schedule), occasion));
        }

        await db.SaveUnlessAnotherWasFirst(cancellationToken);
        return untold.Count;
    }
}
