using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Mail;
using Site.Publishing;
using Site.SignUps;
using Site.Webinars;

namespace Site.Journeys;

/// <summary>What somebody sees before they announce, and after: the change, who will be told, what they will read, and how far that has come.</summary>
public sealed class ChangeDesk(SiteDb db, Announcing announcing, CalendarHolders holders, ChangeWords words, IClock clock)
{
    /// <summary>Every change that waits, the next webinar first.</summary>
    public async Task<IReadOnlyList<ChangeView>> Waiting(CancellationToken cancellationToken = default)
    {
        var views = new List<ChangeView>();
        foreach (var change in await announcing.Waiting(cancellationToken))
        {
            var isQuiet = change.Kind == ChangeKind.Seats;
            var told = isQuiet ? new Dictionary<Language, int>() : await holders.Count(change.Announced.Slug, change.Kind == ChangeKind.CalledOff, cancellationToken);
            views.Add(new ChangeView(change, change.After(clock.GetCurrentInstant()), told, isQuiet || change.Hindrance is not null ? [] : [.. Language.All.Select(l => Preview(change, l))]));
        }

        return views;
    }

    /// <summary>How far the letters about the last announced change have come, by slug; what was never changed is not in it.</summary>
    public async Task<IReadOnlyDictionary<string, ToldSoFar>> Told(IEnumerable<Schedule> schedules, CancellationToken cancellationToken = default)
    {
        var told = new Dictionary<string, ToldSoFar>(StringComparer.Ordinal);
        foreach (var schedule in schedules.Where(s => s.Sequence > 0))
        {
            var (form, occasion, kind) = (Webinar.FormKeyOf(schedule.Slug), AnnouncementSweep.Occasion(schedule.Sequence), AnnouncementSweep.Kind(schedule));
            var letters = db.Set<OutboxRow>().Where(o => o.Kind == kind && o.Occasion == occasion && db.Set<SignUp>().Any(s => s.Form == form && s.PublicId == o.Submission));
            told[schedule.Slug] = new ToldSoFar(
                await letters.CountAsync(o => o.SentAt != null, cancellationToken), await letters.CountAsync(o => o.SentAt == null && o.WithheldAt == null, cancellationToken));
        }

        return told;
    }

    private Letter Preview(ScheduleChange change, Language language) =>
        words.Preview(change.Planned, Announcement.Of(change.Announced), change.After(clock.GetCurrentInstant()), language);
}

/// <summary>A change that waits to be announced.</summary>
/// <param name="After">The schedule as it will be.</param>
/// <param name="Told">How many will be told, by language; empty where nobody is to be.</param>
/// <param name="Letters">What they will read, in each language; none where it cannot be announced or nobody is to be told.</param>
public sealed record ChangeView(ScheduleChange Change, Schedule After, IReadOnlyDictionary<Language, int> Told, IReadOnlyList<Letter> Letters)
{
    public int People => Told.Values.Sum();
}

/// <summary>How many have been told of a change, and how many letters about it still wait.</summary>
public sealed record ToldSoFar(int Sent, int Waiting);
