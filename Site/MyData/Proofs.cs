using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Declarations;
using Site.Prospects;
using Site.Publishing;
using Site.SignUps;

namespace Site.MyData;

/// <summary>Until when the proof of a granted consent is kept after its end (Art. 17 (3)(e) GDPR, rule P16), by the notice it was given under.</summary>
public sealed class Proofs(SiteDb db, Notices notices, LiveSite live, IClock clock)
{
    /// <summary>
    /// The last day for each of <paramref name="signUps"/> of which a proof is kept, by its random id; the others are missing. A consent that is still live
    /// counts as if it ended now.
    /// </summary>
    public async Task<IReadOnlyDictionary<Guid, LocalDate>> Of(IQueryable<SignUp> signUps, CancellationToken cancellationToken = default)
    {
        var (now, zone) = (clock.GetCurrentInstant(), live.Part<SiteSettings>().Zone);
        var granted = await Granted(signUps).ToListAsync(cancellationToken);
        var days = new Dictionary<Guid, LocalDate>();
        foreach (var of in granted.GroupBy(g => g.NoticeHash))
        {
            var form = await notices.Terms(of.Key, db, cancellationToken);
            foreach (var consent in of)
            {
                var purpose = form.Purposes.FirstOrDefault(p => p.Key == consent.Purpose);
                if (purpose is { ProofYears: > 0 } && purpose.ProofUntil(consent.EndedAt ?? now, zone) is var day && day >= now.InZone(zone).Date)
                {
                    days[consent.Submission] = LocalDate.Max(day, days.GetValueOrDefault(consent.Submission, day));
                }
            }
        }

        return days;
    }

    /// <summary>The same for those of <paramref name="submissions"/> of which nothing but the proof is left.</summary>
    public Task<IReadOnlyDictionary<Guid, LocalDate>> LeftOf(IReadOnlyCollection<Guid> submissions, CancellationToken cancellationToken = default) => Of(
        db.Set<SignUp>().Where(s => submissions.Contains(s.PublicId) && !s.Answers.Any() && !db.Set<Basis>().Any(b => b.Submission == s.PublicId && b.EndedAt == null)), cancellationToken);

    private IQueryable<GrantedConsent> Granted(IQueryable<SignUp> signUps) =>
        from basis in db.Set<Basis>()
        join signUp in signUps on basis.Submission equals signUp.PublicId
        where basis.IsConsent && basis.LiveFrom != null
        select new GrantedConsent(basis.Submission, signUp.NoticeHash, basis.Purpose, basis.EndedAt);

    private sealed record GrantedConsent(Guid Submission, string NoticeHash, string Purpose, Instant? EndedAt);
}
