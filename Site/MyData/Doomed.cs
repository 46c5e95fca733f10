using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Mail;
using Site.Prospects;
using Site.SignUps;

namespace Site.MyData;

/// <summary>A submission that is about to be erased, wholly or in part.</summary>
internal sealed record Doomed(long Id, Guid PublicId, long ProspectId, Guid Person, Instant RequestedAt)
{
    private const int BatchSize = 200;

    /// <summary>
    /// The next batch of what is <paramref name="due"/>, the oldest first. Call it at the beginning of a transaction: the people's rows are held until its
    /// end, as whoever confirms or signs up holds them, and then it is asked once more what of it is still due.
    /// </summary>
    internal static async Task<List<Doomed>> Next(SiteDb db, IQueryable<SignUp> due, CancellationToken cancellationToken)
    {
        var found = await Read(due.OrderBy(s => s.RequestedAt).ThenBy(s => s.Id).Take(BatchSize), cancellationToken);
        if (found.Count == 0)
        {
            return found;
        }

        var (ids, people) = (found.Select(d => d.Id).ToList(), found.Select(d => d.ProspectId).Distinct().ToList());
        // Written unchanged, so that two nodes that erase at once queue here.
        await db.Set<Prospect>().Where(p => people.Contains(p.Id)).ExecuteUpdateAsync(u => u.SetProperty(p => p.LastSeenAt, p => p.LastSeenAt), cancellationToken);
        return await Read(due.Where(s => ids.Contains(s.Id)), cancellationToken);
    }

    /// <summary>
    /// All submissions of one person, however many. Call it at the beginning of a transaction: the person's row is held until its end, and so are those of the letters, so that
    /// the postman takes none meanwhile.
    /// </summary>
    internal static async Task<List<Doomed>> Of(SiteDb db, long person, CancellationToken cancellationToken)
    {
        await db.Set<Prospect>().Where(p => p.Id == person).ExecuteUpdateAsync(u => u.SetProperty(p => p.LastSeenAt, p => p.LastSeenAt), cancellationToken);
        await db.Set<OutboxRow>().Where(o => o.ProspectId == person).ExecuteUpdateAsync(u => u.SetProperty(o => o.DueAt, o => o.DueAt), cancellationToken);
        return await Read(db.Set<SignUp>().Where(s => s.ProspectId == person).OrderBy(s => s.RequestedAt).ThenBy(s => s.Id), cancellationToken);
    }

    /// <summary>Those of which no letter is on its way: what became of it is about to be written down.</summary>
    internal static IQueryable<SignUp> WithoutLetterUnderway(SiteDb db, IQueryable<SignUp> due) =>
        due.Where(s => !db.Set<OutboxRow>().Any(o => o.Submission == s.PublicId && o.Claim != null));

    private static Task<List<Doomed>> Read(IQueryable<SignUp> signUps, CancellationToken cancellationToken) =>
        signUps.AsNoTracking().Select(s => new Doomed(s.Id, s.PublicId, s.ProspectId, s.Prospect!.PublicId, s.RequestedAt)).ToListAsync(cancellationToken);
}
