using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Mail;
using Site.Prospects;
using Site.SignUps;
using Site.Webinars;

namespace Site.Journeys;

/// <summary>Who a letter of a journey is for, and for which submission: the one whose basis must be live when it leaves.</summary>
/// <param name="Order">Those come first whose is lower.</param>
public sealed record Traveller(long Order, long Prospect, Guid Submission, string Language);

/// <summary>Who is still due a letter of a journey.</summary>
public sealed class Travellers(SiteDb db, IClock clock)
{
    // The newsletter's consent says "about twice a month": who comes to a webinar each week is not invited each week.
    private static readonly Duration _between = Duration.FromDays(14);

    /// <summary>Those registered for the webinar who have no letter for this <paramref name="occasion"/>, by <see cref="Traveller.Order"/>.</summary>
    /// <param name="due">Whoever confirmed later is not written to any more (rule M5): the welcome letter has just told them.</param>
    internal IQueryable<Traveller> Missing(JourneyLetter letter, Schedule schedule, Instant due, string occasion) => letter == JourneyLetter.Next
        ? Inviting(Registered(schedule.Slug, due), letter.Purpose, occasion)
        : Registered(schedule.Slug, due)
            .Where(s => !db.Set<OutboxRow>().Any(o => o.Submission == s.PublicId && o.Kind == letter.Kind && o.Occasion == occasion))
            .OrderBy(s => s.Id).Select(s => new Traveller(s.Id, s.ProspectId, s.PublicId, s.Language));

    private IQueryable<SignUp> Registered(string slug, Instant before)
    {
        var form = Webinar.FormKeyOf(slug);
        return db.Set<SignUp>().AsNoTracking()
            .Where(s => s.Form == form && s.ConfirmedAt != null && s.ConfirmedAt < before && s.CancelledAt == null && s.ReplacedAt == null);
    }

    // Of several sign-ups with a live consent the first speaks for the person, so that two nodes ask the same one. That somebody was registered may be
    // looked at only while taking part is still what the sign-up is kept for.
    private IQueryable<Traveller> Inviting(IQueryable<SignUp> registered, string consent, string occasion)
    {
        var recently = clock.GetCurrentInstant() - _between;
        var live = db.Set<Basis>().AsNoTracking().Live();
        var agreed = live.Where(b => b.IsConsent && b.Purpose == consent);
        return from basis in agreed
               join signUp in db.Set<SignUp>().AsNoTracking() on basis.Submission equals signUp.PublicId
               where registered.Any(s => s.ProspectId == basis.ProspectId && live.Any(b => b.Submission == s.PublicId && b.Purpose == Webinar.Purpose))
                   && !agreed.Any(b => b.ProspectId == basis.ProspectId && b.Id < basis.Id)
                   && !db.Set<OutboxRow>().Any(o => o.ProspectId == basis.ProspectId && o.Kind == LetterKind.Next
                       && (o.Occasion == occasion || (o.WithheldAt == null && o.CreatedAt > recently)))
               orderby basis.Id
               select new Traveller(basis.Id, basis.ProspectId, basis.Submission, signUp.Language);
    }
}
