using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Mail;
using Site.Publishing;
using Site.SignUps;
using Site.Webinars;

namespace Site.Journeys;

/// <summary>
/// Finds the letters of <see cref="Journey"/> that have become due and puts each into the outbox once. What is due is derived from the announced times and the
/// confirmed sign-ups, so nothing has to be rescheduled when a webinar moves.
/// </summary>
public sealed class JourneySweep(SiteDb db, LiveSite live, Outbox outbox, AlarmClock alarm, Travellers travellers, Seats seats, IClock clock)
{
    private const int BatchSize = 500;

    // The longest that a webinar.yml can plan.
    private static readonly Duration _longestWebinar = Duration.FromMinutes(600);

    public async Task Run(CancellationToken cancellationToken = default)
    {
        var now = clock.GetCurrentInstant();
        foreach (var step in live.Part<Journey>().Steps.Where(s => s.Letter.Event != JourneyEvent.Confirmation))
        {
            foreach (var schedule in await Due(step, now, cancellationToken))
            {
                while (await Put(step, schedule, cancellationToken) == BatchSize)
                {
                    alarm.Ring();
                }
            }
        }

        alarm.Ring();
    }

    private async Task<IReadOnlyList<Schedule>> Due(JourneyStep step, Instant now, CancellationToken cancellationToken)
    {
        var (from, to) = step.Letter.Event == JourneyEvent.WebinarStart
            ? (now, now + step.Distance) : (now - step.Distance - JourneyStep.Late - _longestWebinar, now - step.Distance);
        var near = await db.Set<Schedule>().AsNoTracking().Where(s => s.CancelledAt == null && s.StartsAt > from && s.StartsAt <= to).ToListAsync(cancellationToken);
        var due = near.Where(s => step.Due(s.StartsAt, s.EndsAt) <= now && live.Part<Journey>().Past(step, s.StartsAt, s.EndsAt) > now && HasSomethingToSay(step, s)).ToList();
        // Where nothing is left to invite to, nobody is due an invitation; once there is something again they are.
        return due.Count > 0 && step.Letter == JourneyLetter.Next && (await seats.Open(cancellationToken)).Count == 0 ? [] : due;
    }

    // A webinar that was moved so near that the letter had been due before: the letter that told of it has just said so (rule M5).
    private bool HasSomethingToSay(JourneyStep step, Schedule schedule) => step.Letter.Kind switch
    {
        LetterKind.FollowUp => live.Part<WebinarList>().Find(schedule.Slug)?.Recording is not null,
        LetterKind.Reminder => schedule.AnnouncedAt < step.Due(schedule.StartsAt, schedule.EndsAt),
        _ => true,
    };

    private async Task<int> Put(JourneyStep step, Schedule schedule, CancellationToken cancellationToken)
    {
        var (due, past, letter) = (step.Due(schedule.StartsAt, schedule.EndsAt), live.Part<Journey>().Past(step, schedule.StartsAt, schedule.EndsAt), step.Letter);
        var occasion = step.Occasion(schedule.StartsAt);
        var missing = await travellers.Missing(letter, schedule, due, occasion).Take(BatchSize).ToListAsync(cancellationToken);
        foreach (var to in missing)
        {
            outbox.Put(new NewLetter(letter.Kind, to.Prospect, to.Submission, letter.Purpose, to.Language, due, past, occasion));
        }

        await db.SaveUnlessAnotherWasFirst(cancellationToken);
        return missing.Count;
    }
}
