using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Site.Data;
using Site.Evidence;
using Site.Prospects;

namespace Site.Mail;

/// <summary>
/// Decides which worker sends which letter. A letter is claimed by one UPDATE whose condition contains that its purpose is live,
/// so nothing is claimed once a withdrawal has committed (rules M4, M5), however many workers there are.
/// </summary>
public sealed class Claims(SiteDb db, EvidenceLog evidence, IClock clock, IOptions<MailOptions> options)
{
    private IQueryable<OutboxRow> Waiting(Instant now) =>
        db.Set<OutboxRow>().Where(o => o.Claim == null && o.SentAt == null && o.WithheldAt == null && o.DueAt <= now);

    private IQueryable<Basis> Bases => db.Set<Basis>().Where(b => b.EndedAt == null);

    /// <summary>Claims those of the letters that may leave now, and returns them with their prospects, the most urgent first. The context does not track them.</summary>
    public async Task<List<OutboxRow>> Take(IReadOnlyCollection<long> ids)
    {
        var (now, claim) = (clock.GetCurrentInstant(), Guid.NewGuid());
        return await db.InTransaction(async () =>
        {
            var taken = await Mark(Sendable(now).Where(o => ids.Contains(o.Id)), claim, now, attempts: 1);
            return taken == 0 ? [] : await Claimed(claim).AsNoTracking().OrderBy(o => o.Kind).ThenBy(o => o.DueAt).ThenBy(o => o.Id).ToListAsync();
        });
    }

    /// <summary>
    /// Marks those of the letters that are due and must not leave any more, with the reason and the proof of it. What waits for its confirmation goes on
    /// waiting. Returns how many.
    /// </summary>
    public async Task<int> Withhold(IReadOnlyCollection<long> ids)
    {
        var withheld = 0;
        foreach (var (reason, condition) in Hindrances(clock.GetCurrentInstant()))
        {
            withheld += withheld == ids.Count ? 0 : await Withhold(ids, reason, condition);
        }

        // A run may withhold a hundred thousand.
        db.ChangeTracker.Clear();
        return withheld;
    }

    /// <summary>Marks a claimed letter as not to be sent, and adds the proof of it; the caller saves.</summary>
    public void Withhold(OutboxRow row, WithheldReason reason)
    {
        (row.WithheldAt, row.WithheldReason, row.Claim, row.ClaimedAt) = (clock.GetCurrentInstant(), reason, null, null);
        evidence.Append(Act.LetterWithheld, row.Prospect?.PublicId, row.Submission, new WithheldRecord(
            row.PublicId, row.Kind.ToString(), row.Purpose, reason.ToString(), row.Attempts));
    }

    /// <summary>Frees letters whose worker died. They leave again under the same Message-ID.</summary>
    public Task<int> ReleaseAbandoned()
    {
        var (now, lasts) = (clock.GetCurrentInstant(), Duration.FromTimeSpan(options.Value.ClaimLasts));
        var (before, ahead) = (now - lasts, now + lasts);
        // Ahead of the clock is what was claimed before it was set back.
        return Release(o => o.Claim != null && (o.ClaimedAt < before || o.ClaimedAt > ahead));
    }

    /// <summary>Frees every letter that is claimed. Only for a process that knows it has no neighbour.</summary>
    public Task<int> ReleaseAll() => Release(o => o.Claim != null);

    /// <summary>Frees letters of this worker that it has not begun, to be taken again at once or from <paramref name="due"/> on.</summary>
    public Task PutBack(IReadOnlyCollection<OutboxRow> rows, Instant? due = null)
    {
        var (ids, claims) = (rows.Select(r => r.Id).ToList(), rows.Select(r => r.Claim).Distinct().ToList());
        return db.InTransaction(() => db.Set<OutboxRow>().Where(o => ids.Contains(o.Id) && claims.Contains(o.Claim)).ExecuteUpdateAsync(set => set
            .SetProperty(o => o.Claim, (Guid?)null).SetProperty(o => o.ClaimedAt, (Instant?)null)
            .SetProperty(o => o.Attempts, o => o.Attempts - 1).SetProperty(o => o.DueAt, o => due ?? o.DueAt)));
    }

    /// <summary>Frees one letter, to be taken again after a pause.</summary>
    public Task Postpone(long id, Instant until, string error) => db.InTransaction(() =>
        db.Set<OutboxRow>().Where(o => o.Id == id).ExecuteUpdateAsync(set => set
            .SetProperty(o => o.Claim, (Guid?)null).SetProperty(o => o.ClaimedAt, (Instant?)null)
            .SetProperty(o => o.DueAt, until).SetProperty(o => o.LastError, error)));

    // Each letter about a person's own submission and for one purpose of it. A confirmation asks for what is not live yet.
    private IQueryable<OutboxRow> Sendable(Instant now) => Waiting(now)
        .Where(o => o.PastAt == null || o.PastAt > now)
        .Where(o => o.Kind == LetterKind.Withdrawal || o.Kind == LetterKind.Access || Bases.Any(b => b.ProspectId == o.ProspectId && b.Submission == o.Submission && b.Purpose == o.Purpose
            && (o.Kind == LetterKind.Confirmation && b.LiveFrom == null || o.Kind != LetterKind.Confirmation && b.LiveFrom != null)))
        .Where(o => !db.Set<Prospect>().Any(p => p.Id == o.ProspectId && (p.BouncedAt != null || o.Kind == LetterKind.Confirmation && p.BlockedAt != null)));

    // A confirmation asks for what has been done by then: once confirmed it is as outdated as a reminder after the start.
    private (WithheldReason, Expression<Func<OutboxRow, bool>>)[] Hindrances(Instant now) =>
    [
        (WithheldReason.Ended, o => o.Kind != LetterKind.Withdrawal && o.Kind != LetterKind.Access && !Bases.Any(b => b.ProspectId == o.ProspectId && b.Submission == o.Submission && b.Purpose == o.Purpose)),
        (WithheldReason.Unreachable, o => db.Set<Prospect>().Any(p => p.Id == o.ProspectId && p.BouncedAt != null)),
        (WithheldReason.Blocked, o => o.Kind == LetterKind.Confirmation && db.Set<Prospect>().Any(p => p.Id == o.ProspectId && p.BlockedAt != null)),
        (WithheldReason.Past, o => o.PastAt <= now),
        (WithheldReason.Past, o => o.Kind == LetterKind.Confirmation
            && Bases.Any(b => b.Submission == o.Submission && b.Purpose == o.Purpose && b.LiveFrom != null)),
    ];

    private async Task<int> Withhold(IReadOnlyCollection<long> ids, WithheldReason reason, Expression<Func<OutboxRow, bool>> condition)
    {
        var (now, claim) = (clock.GetCurrentInstant(), Guid.NewGuid());
        if (!await Waiting(now).Where(condition).AnyAsync(o => ids.Contains(o.Id)))
        {
            return 0;
        }

        return await db.InTransaction(async () =>
        {
            await Mark(Waiting(now).Where(condition).Where(o => ids.Contains(o.Id)), claim, now, attempts: 0);
            var rows = await Claimed(claim).ToListAsync();
            rows.ForEach(row => Withhold(row, reason));
            await db.SaveChangesAsync();
            return rows.Count;
        });
    }

    private IQueryable<OutboxRow> Claimed(Guid claim) => db.Set<OutboxRow>().Include(o => o.Prospect).Where(o => o.Claim == claim);

    private static Task<int> Mark(IQueryable<OutboxRow> rows, Guid claim, Instant now, int attempts) => rows.ExecuteUpdateAsync(set => set
        .SetProperty(o => o.Claim, claim).SetProperty(o => o.ClaimedAt, now).SetProperty(o => o.Attempts, o => o.Attempts + attempts));

    private Task<int> Release(Expression<Func<OutboxRow, bool>> rows) => db.InTransaction(() =>
        db.Set<OutboxRow>().Where(rows).Where(o => o.SentAt == null && o.WithheldAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.Claim, (Guid?)null).SetProperty(o => o.ClaimedAt, (Instant?)null)));

    private sealed record WithheldRecord(Guid Letter, string Kind, string Purpose, string Reason, int Attempts);
}
