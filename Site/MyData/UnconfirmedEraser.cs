using NodaTime;
using Site.Data;
using Site.SignUps;

namespace Site.MyData;

/// <summary>Erases sign-ups that were never confirmed once their link has expired (rule P12).</summary>
public sealed class UnconfirmedEraser(SiteDb db, SubmissionEraser submissions, IClock clock, ILogger<UnconfirmedEraser> log)
{
    public async Task Run(CancellationToken cancellationToken = default)
    {
        var now = clock.GetCurrentInstant();
        var total = 0;
        int erased;
        do
        {
            erased = await db.InTransaction(() => EraseBatch(now, cancellationToken));
            total += erased;
        }
        while (erased > 0);
        await db.EmptyLog(cancellationToken);
        log.LogInformation("Erased {Count} sign-ups that were never confirmed.", total);
    }

    private async Task<int> EraseBatch(Instant now, CancellationToken cancellationToken)
    {
        var overdue = db.Set<SignUp>().Where(s => s.ConfirmedAt == null && s.ConfirmBy <= now);
        var batch = await Doomed.Next(db, Doomed.WithoutLetterUnderway(db, overdue), cancellationToken);
        await submissions.Erase(batch, "never confirmed", cancellationToken);
        return batch.Count;
    }
}
