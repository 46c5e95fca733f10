using Microsoft.EntityFrameworkCore;
using Site.Data;
using Site.Declarations;

namespace Site.Evidence;

/// <summary>Makes receipts from what is still held. What was erased is in none.</summary>
public sealed class Receipts(SiteDb db, Notices notices)
{
    /// <summary>What a person gave and took back, and nothing of what the site did meanwhile: this is what their own receipts say.</summary>
    public static readonly IReadOnlyCollection<Act> Decisions = [Act.Requested, Act.Confirmed, Act.Granted, Act.Withdrawn, Act.Cancelled];

    /// <summary>Null if nothing is held of the submission. Without proofs it says the same at any later time, as long as nothing else happens.</summary>
    /// <param name="acts">Which events; null for all.</param>
    public async Task<Receipt?> Of(Guid submission, string noticeHash, IReadOnlyCollection<Act>? acts, CancellationToken cancellationToken = default)
    {
        var payloads = db.Set<Payload>().AsNoTracking().Where(p => p.About == submission);
        var events = await payloads.Where(p => acts == null || acts.Contains(p.Event.Act)).OrderBy(p => p.EventId)
            .Select(p => new ReceiptEvent(p.EventId, p.Event.Act, p.Event.At, p.Salt, p.Bytes, p.Event.Commitment, null)).ToListAsync(cancellationToken);
        return events.Count == 0 ? null : new Receipt(submission, noticeHash, await notices.Terms(noticeHash, db, cancellationToken), events);
    }

    /// <summary>The receipt with the proof of each event that a published checkpoint covers. Reads about two rows for each doubling of the log.</summary>
    public async Task<Receipt> Prove(Receipt receipt, CancellationToken cancellationToken = default)
    {
        var proven = new List<ReceiptEvent>();
        foreach (var happened in receipt.Events)
        {
            proven.Add(happened with { Proof = await Prove(happened.EventId, cancellationToken) });
        }

        return receipt with { Events = proven };
    }

    private async Task<InclusionProof?> Prove(long eventId, CancellationToken cancellationToken)
    {
        var leaf = await db.Set<Leaf>().AsNoTracking().FirstOrDefaultAsync(l => l.EventId == eventId, cancellationToken);
        var published = leaf is null ? null : await db.Set<Checkpoint>().AsNoTracking()
            .Where(c => c.IsPublic && c.Log == leaf.Log && c.Size > leaf.Index).OrderByDescending(c => c.Id).FirstOrDefaultAsync(cancellationToken);
        return leaf is null || published is null
            ? null
            : new InclusionProof(leaf.Index, await new StoredTree(db, leaf.Log).Proofs.Inclusion(leaf.Index, published.Size), published.Note);
    }
}
