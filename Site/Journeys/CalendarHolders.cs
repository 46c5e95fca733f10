using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Site.Data;
using Site.Mail;
using Site.Prospects;
using Site.Publishing;
using Site.SignUps;
using Site.Webinars;

namespace Site.Journeys;

/// <summary>Who has a webinar in their calendar because a letter of ours brought it, and what that letter said.</summary>
public sealed class CalendarHolders(SiteDb db, IOptions<MailOptions> mail)
{
    // While an announcement commits somebody may confirm and have a letter with what held before; SQLite has but one writer.
    private Duration Committing => db.Database.IsSqlite() ? Duration.Zero : Duration.FromSeconds(5);

    private IQueryable<OutboxRow> Entries => db.Set<OutboxRow>().AsNoTracking()
        .Where(o => o.Kind == LetterKind.Welcome || o.Kind == LetterKind.Moved || o.Kind == LetterKind.CalledOff);

    // A letter that was on its way in this time may have been written before the announcement: rather told once more than not at all.
    private Duration OnTheWay => Duration.FromTimeSpan(mail.Value.ClaimLasts);

    /// <summary>How many will be told of a change that is announced now, by language.</summary>
    /// <param name="isOff">It does not take place: everybody with a place is told, whether or not an entry has reached their calendar.</param>
    public async Task<IReadOnlyDictionary<Language, int>> Count(string slug, bool isOff, CancellationToken cancellationToken = default)
    {
        var counts = await Holding(slug).Where(s => isOff || Entries.Any(o => o.Submission == s.PublicId && (o.SentAt != null || o.Claim != null)))
            .GroupBy(s => s.Language).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return Language.All.ToDictionary(l => l, l => counts.GetValueOrDefault(l.Code));
    }

    /// <summary>
    /// Those with an entry from before the schedule's last announcement, or of one that calls off all with a place, who have no letter of that <paramref name="occasion"/> yet. Whose entry is on its way
    /// in this moment comes later: nobody knows what it says. One that waits will say how it is then.
    /// </summary>
    internal IQueryable<SignUp> Untold(Schedule schedule, LetterKind kind, string occasion)
    {
        var (until, confirmed, isOff) = (schedule.AnnouncedAt + OnTheWay, schedule.AnnouncedAt + Committing, kind == LetterKind.CalledOff);
        return Holding(schedule.Slug)
            .Where(s => s.ConfirmedAt <= confirmed)
            .Where(s => isOff || Entries.Any(o => o.Submission == s.PublicId && o.SentAt != null && o.SentAt <= until))
            .Where(s => !Entries.Any(o => o.Submission == s.PublicId && o.Claim != null))
            .Where(s => !db.Set<OutboxRow>().Any(o => o.Submission == s.PublicId && o.Kind == kind && o.Occasion == occasion))
            .OrderBy(s => s.Id);
    }

    /// <summary>What the person was told last before what holds now, on the page if in no letter; null if they have no entry and it takes place.</summary>
    internal async Task<Announcement?> Told(Guid submission, Schedule schedule, CancellationToken cancellationToken)
    {
        var sent = await Entries.Where(o => o.Submission == submission && o.SentAt != null).MaxAsync(o => o.SentAt, cancellationToken);
        return sent is null && schedule.CancelledAt is null ? null : await db.Set<Announcement>().AsNoTracking()
            .Where(a => a.ScheduleId == schedule.Id && a.Sequence < schedule.Sequence && (sent == null || a.At <= sent))
            .OrderByDescending(a => a.Sequence).FirstOrDefaultAsync(cancellationToken);
    }

    private IQueryable<SignUp> Holding(string slug)
    {
        var form = Webinar.FormKeyOf(slug);
        var attending = db.Set<Basis>().Live().Where(b => b.Purpose == Webinar.Purpose);
        return db.Set<SignUp>().AsNoTracking().Where(s => s.Form == form && s.ConfirmedAt != null && s.CancelledAt == null && s.ReplacedAt == null
            && attending.Any(b => b.Submission == s.PublicId));
    }
}
