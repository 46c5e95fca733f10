using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Mail;
using Site.Publishing;
using Site.SignUps;
using Site.Webinars;

namespace Site.Journeys;

/// <summary>
/// Finds the reminders that have become due and puts each into the outbox once. What is due is derived from the announced start and the
/// confirmed sign-ups, so nothing has to be rescheduled when a webinar moves.
/// </summary>
public sealed class ReminderSweep(SiteDb db, LiveSite live, Outbox outbox, AlarmClock alarm, IClock clock)
{
    private const int BatchSize = 500;

    public async Task Run(CancellationToken cancellationToken = default)
    {
        var now = clock.GetCurrentInstant();
        foreach (var lead in live.Part<SiteSettings>().Reminders)
        {
            var due = await db.Set<Schedule>().AsNoTracking()
                .Where(s => s.CancelledAt == null && s.StartsAt > now && s.StartsAt <= now + lead).ToListAsync(cancellationToken);
            foreach (var schedule in due)
            {
                while (await Remind(schedule, lead, cancellationToken) == BatchSize)
                {
                    alarm.Ring();
                }
            }
        }

        alarm.Ring();
    }

    // A reminder that was due before the person confirmed is not sent (rule M5): the welcome letter has just told them.
    private async Task<int> Remind(Schedule schedule, Duration lead, CancellationToken cancellationToken)
    {
        var due = schedule.StartsAt - lead;
        var form = Webinar.FormKeyOf(schedule.Slug);
        var occasion = Occasion(lead, schedule.StartsAt);
        var missing = await db.Set<SignUp>().AsNoTracking()
            .Where(s => s.Form == form && s.ConfirmedAt != null && s.ConfirmedAt < due && s.CancelledAt == null && s.ReplacedAt == null)
            .Where(s => !db.Set<OutboxRow>().Any(o => o.Submission == s.PublicId && o.Kind == LetterKind.Reminder && o.Occasion == occasion))
            .OrderBy(s => s.Id).Take(BatchSize).ToListAsync(cancellationToken);
        foreach (var signUp in missing)
        {
            outbox.Put(new NewLetter(LetterKind.Reminder, signUp.ProspectId, signUp.PublicId, Webinar.Purpose, signUp.Language, due, Past: schedule.StartsAt, occasion));
        }

        await Save(cancellationToken);
        return missing.Count;
    }

    // Another node swept at the same time and was first; its letters are as good as ours.
    private async Task Save(CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation())
        {
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>One reminder a lead time and start: a webinar that moves is reminded of anew.</summary>
    private static string Occasion(Duration lead, Instant start) => $"{(int)lead.TotalMinutes}m/{start.ToUnixTimeSeconds()}";
}
