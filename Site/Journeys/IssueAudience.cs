using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Prospects;
using Site.SignUps;

namespace Site.Journeys;

/// <summary>
/// Who gets an issue of the newsletter: everybody with a live consent to it whose address can be reached, once, through however many submissions they gave it.
/// </summary>
public sealed class IssueAudience(SiteDb db)
{
    /// <summary>How many would get one that is released at <paramref name="now"/>.</summary>
    public async Task<IssueCount> Count(Instant now)
    {
        var byLanguage = await Of(now).Join(db.Set<SignUp>(), b => b.Submission, s => s.PublicId, (_, s) => s.Language)
            .GroupBy(language => language).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count);
        return new IssueCount(byLanguage, await Consents(now).Where(b => b.Prospect!.BouncedAt != null).Select(b => b.ProspectId).Distinct().CountAsync());
    }

    /// <summary>One consent of each person, the oldest of those that are live: given by <paramref name="until"/> and not withdrawn since.</summary>
    internal IQueryable<Basis> Of(Instant until)
    {
        var live = Consents(until);
        return live.Where(b => b.Prospect!.BouncedAt == null && !live.Any(other => other.ProspectId == b.ProspectId && other.Id < b.Id));
    }

    private IQueryable<Basis> Consents(Instant until) =>
        db.Set<Basis>().Live().Where(b => b.Purpose == Acquaintance.Newsletter && b.IsConsent && b.LiveFrom <= until);
}

/// <summary>How many get an issue, by the language of their sign-up.</summary>
/// <param name="Unreachable">How many allow it but cannot be reached, so that nothing is sent to them.</param>
public sealed record IssueCount(IReadOnlyDictionary<string, int> ByLanguage, int Unreachable)
{
    public int All => ByLanguage.Values.Sum();

    public int In(string language) => ByLanguage.GetValueOrDefault(language);
}
