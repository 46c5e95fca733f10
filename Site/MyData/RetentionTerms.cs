using NodaTime;
using Site.Data;
using Site.Declarations;
using Site.Prospects;
using Site.SignUps;
using Site.Webinars;

namespace Site.MyData;

/// <summary>
/// What the notice of some submissions promised, as conditions on them: a purpose needs a value while its basis is live and its period has not passed.
/// Nothing is decided by today's catalogue. As of <paramref name="now"/>; years end in <paramref name="zone"/>.
/// </summary>
/// <param name="schedule">The webinar as announced; null for a form without one.</param>
internal sealed class RetentionTerms(SiteDb db, Form form, Schedule? schedule, DateTimeZone zone, Instant now)
{
    /// <summary>False where a period counts from the end of a webinar that nobody knows: those values stay, and somebody must look.</summary>
    internal bool IsComplete => schedule is not null || form.Purposes.All(p => p.Retention.After != RetentionEvent.WebinarEnd);

    /// <summary>The fields but the address, those of the same purposes together.</summary>
    internal IReadOnlyList<ValueTerms> Values =>
    [
        .. form.Fields.Where(f => f.Type != FieldType.Email).GroupBy(f => string.Join(' ', f.Purposes.Order(StringComparer.Ordinal)))
            .Select(alike => Value([.. alike.Select(f => f.Key)], [.. form.PurposesOf(alike.First())])),
    ];

    /// <summary>
    /// The services asked for, such as taking part; each leaves the submissions that it has ended for and that hold more than its name. Consents are no
    /// services: their basis is the proof.
    /// </summary>
    internal IEnumerable<(string Purpose, Func<IQueryable<SignUp>, IQueryable<SignUp>> Due)> Services =>
        form.Purposes.Where(p => p.Basis != LegalBasis.Consent).Select(p => (p.Key, (Func<IQueryable<SignUp>, IQueryable<SignUp>>)(s => Ended(s, p))));

    /// <summary>
    /// The submissions to be erased whole: no purpose needs the address, no proof of a consent is kept, and its letter no longer counts towards
    /// what an address may get in a day.
    /// </summary>
    internal IQueryable<SignUp> Submissions(IQueryable<SignUp> signUps)
    {
        var limit = now - Registrar.Day;
        return Unproven(Unneeded(signUps.Where(s => s.RequestedAt <= limit), form.PurposesOf(form.Address)));
    }

    private ValueTerms Value(List<string> fields, List<FormPurpose> purposes) =>
        new(fields, signUps => Unneeded(signUps, purposes).Where(s => s.Answers.Any(a => fields.Contains(a.Field))));

    private IQueryable<SignUp> Ended(IQueryable<SignUp> signUps, FormPurpose service)
    {
        var bases = Bases(service);
        return Unneeded(signUps, service).Where(s => bases.Any(b => b.Submission == s.PublicId));
    }

    private IQueryable<SignUp> Unneeded(IQueryable<SignUp> signUps, IEnumerable<FormPurpose> purposes) => purposes.Aggregate(signUps, Unneeded);

    private IQueryable<SignUp> Unneeded(IQueryable<SignUp> signUps, FormPurpose purpose)
    {
        var cutoff = purpose.Retention.Cutoff(now);
        var standing = Bases(purpose).Where(b => b.EndedAt == null);
        return purpose.Retention.After switch
        {
            RetentionEvent.Withdrawal => Withdrawn(signUps, purpose, cutoff),
            RetentionEvent.WebinarEnd => Over(signUps, standing, cutoff),
            RetentionEvent.Confirmation => signUps.Where(s => s.ConfirmedAt <= cutoff || !standing.Any(b => b.Submission == s.PublicId)),
            _ => signUps.Where(s => s.RequestedAt <= cutoff || !standing.Any(b => b.Submission == s.PublicId)),
        };
    }

    // What was never granted has nothing that could go on after its end.
    private IQueryable<SignUp> Withdrawn(IQueryable<SignUp> signUps, FormPurpose purpose, Instant cutoff)
    {
        var needing = Bases(purpose).Where(b => b.EndedAt == null || b.LiveFrom != null && b.EndedAt > cutoff);
        return signUps.Where(s => !needing.Any(b => b.Submission == s.PublicId));
    }

    // Asked again by the statement itself: a webinar that is moved in this very moment must not lose its people.
    private IQueryable<SignUp> Over(IQueryable<SignUp> signUps, IQueryable<Basis> standing, Instant cutoff)
    {
        if (schedule is null || schedule.EndsAt > cutoff)
        {
            return signUps.Where(s => !standing.Any(b => b.Submission == s.PublicId));
        }

        var asRead = db.Set<Schedule>().Where(w => w.Id == schedule.Id && w.StartsAt == schedule.StartsAt && w.Minutes == schedule.Minutes);
        return signUps.Where(s => asRead.Any() || !standing.Any(b => b.Submission == s.PublicId));
    }

    // Rule P16: until the end of the year so many years after the withdrawal.
    private IQueryable<SignUp> Unproven(IQueryable<SignUp> signUps) => form.Purposes.Where(p => p.ProofYears > 0).Aggregate(signUps, (left, purpose) =>
    {
        var since = new LocalDate(now.InZone(zone).Year - purpose.ProofYears, 1, 1).AtStartOfDayInZone(zone).ToInstant();
        var proving = Bases(purpose).Where(b => b.LiveFrom != null && b.EndedAt >= since);
        return left.Where(s => !proving.Any(b => b.Submission == s.PublicId));
    });

    private IQueryable<Basis> Bases(FormPurpose purpose)
    {
        var key = purpose.Key;
        return db.Set<Basis>().Where(b => b.Purpose == key);
    }
}

/// <summary>Fields of the same purposes; <paramref name="Due"/> leaves the submissions that hold an answer to one of them which nothing needs any more.</summary>
internal sealed record ValueTerms(IReadOnlyList<string> Fields, Func<IQueryable<SignUp>, IQueryable<SignUp>> Due);
