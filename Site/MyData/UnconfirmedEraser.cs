using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Evidence;
using Site.Mail;
using Site.Prospects;
using Site.Publishing;
using Site.SignUps;

namespace Site.MyData;

/// <summary>Erases sign-ups that were never confirmed once their link has expired (rule P12): values, letters, payloads, and the person if nothing else is known.</summary>
public sealed class UnconfirmedEraser(SiteDb db, EvidenceEraser evidence, LiveSite live, IClock clock, ILogger<UnconfirmedEraser> log)
{
    private const int BatchSize = 200;

    public async Task Run(CancellationToken cancellationToken = default)
    {
        var before = clock.GetCurrentInstant() - live.Part<SiteSettings>().ConfirmWithin;
        var total = 0;
        int erased;
        do
        {
            erased = await db.InTransaction(() => EraseBatch(before, cancellationToken));
            total += erased;
        }
        while (erased == BatchSize);
        log.LogInformation("Erased {Count} sign-ups that were never confirmed.", total);
    }

    private async Task<int> EraseBatch(Instant before, CancellationToken cancellationToken)
    {
        var overdue = await db.Set<SignUp>().Where(s => s.ConfirmedAt == null && s.RequestedAt <= before)
            .OrderBy(s => s.Id).Take(BatchSize).Select(s => new { s.Id, s.PublicId, s.ProspectId }).ToListAsync(cancellationToken);
        var submissions = overdue.Select(s => s.PublicId).ToList();
        await evidence.Erase(submissions, "never confirmed");
        await db.Set<OutboxRow>().Where(o => submissions.Contains(o.Submission)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<Basis>().Where(b => submissions.Contains(b.Submission)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<SignUp>().Where(s => submissions.Contains(s.PublicId)).ExecuteDeleteAsync(cancellationToken);
        await Forget([.. overdue.Select(s => s.ProspectId).Distinct()], cancellationToken);
        return overdue.Count;
    }

    private async Task Forget(List<long> prospects, CancellationToken cancellationToken) =>
        await db.Set<Prospect>()
            .Where(p => prospects.Contains(p.Id) && p.BlockedAt == null && !db.Set<SignUp>().Any(s => s.ProspectId == p.Id))
            .ExecuteDeleteAsync(cancellationToken);
}
