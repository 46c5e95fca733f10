using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Site.Data;

namespace Site.Evidence;

/// <summary>
/// Gives new events their leaves and signs the head of the tree (rules C3, C4). Appending never waits for it. Two at once are harmless: a place in the
/// log is a key, so one of them finds it taken and begins anew. Killed at any step, the next run goes on.
/// </summary>
public sealed class Sealer(
    SiteDb db, LogBook logs, AnchorCheck anchored, Anchor anchor, Signatures signatures, EvidenceKeys keys, Inspections inspections,
    IOptions<EvidenceOptions> options, IClock clock)
{
    private const int BatchSize = 500;

    // A transaction may commit after others that took later ids: so far back it is looked for.
    private const long LateCommits = 100_000;

    /// <summary>Seals what there is. A refusal is recorded and raises the alarm, and nothing is signed.</summary>
    public async Task Run(CancellationToken cancellationToken = default)
    {
        try
        {
            var checkpoint = await Seal(cancellationToken);
            await inspections.Record(InspectionKind.Sealing, checkpoint?.Size ?? 0, fault: null);
        }
        catch (EvidenceException e)
        {
            db.ChangeTracker.Clear();
            await inspections.Record(InspectionKind.Sealing, 0, e.Message);
        }
    }

    /// <summary>The checkpoint that now covers everything; null where there is nothing yet.</summary>
    /// <exception cref="EvidenceException">Something does not hold: nothing was signed.</exception>
    internal async Task<Checkpoint?> Seal(CancellationToken cancellationToken = default)
    {
        if (await inspections.Last(InspectionKind.Verification) is { Fault: { } fault })
        {
            throw new EvidenceException($"The last verification found: {fault} Nothing is signed until one finds nothing.");
        }

        return await SealAnyway(cancellationToken);
    }

    /// <summary>As <see cref="Seal"/>, whatever the last verification found: for a restore, which mends what it found.</summary>
    internal async Task<Checkpoint?> SealAnyway(CancellationToken cancellationToken = default)
    {
        var log = await logs.Current();
        await anchored.Check(log);
        await Extend(log, cancellationToken);
        var checkpoint = await db.InTransaction(() => Sign(log));
        await (checkpoint is null ? Task.CompletedTask : anchor.Write(checkpoint));
        return checkpoint;
    }

    private async Task Extend(Log log, CancellationToken cancellationToken)
    {
        var last = await db.Set<Leaf>().MaxAsync(l => (long?)l.EventId, cancellationToken) ?? 0;
        for (long? after = last - LateCommits; after is { } from;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            db.ChangeTracker.Clear();
            after = await db.InTransaction(() => AppendBatch(log, from));
        }
    }

    // Returns the last event sealed; null once there are no more.
    private async Task<long?> AppendBatch(Log log, long after)
    {
        var events = await db.Set<Event>().AsNoTracking().Where(e => e.Id > after && !db.Set<Leaf>().Any(l => l.EventId == e.Id)).OrderBy(e => e.Id)
            .Take(BatchSize).Select(e => new { e.Id, e.Commitment, e.Mac }).ToListAsync();
        if (events.Count == 0)
        {
            return null;
        }

        var tree = new StoredTree(db, log.Number);
        var frontier = await tree.Frontier(await tree.Size());
        foreach (var happened in events)
        {
            Append(log, frontier, happened.Id, keys.IsOurs(happened.Commitment, happened.Mac)
                ? happened.Commitment
                : throw new EvidenceException($"Event {happened.Id} was not appended by this site, or its commitment was changed."));
        }

        await db.SaveChangesAsync();
        return events.Count < BatchSize ? null : events[^1].Id;
    }

    private void Append(Log log, Frontier frontier, long eventId, byte[] commitment)
    {
        var hash = MerkleTree.LeafHash(commitment);
        db.Add(new Leaf { Log = log.Number, Index = frontier.Size, EventId = eventId, Hash = hash });
        frontier.Append(hash, (at, node) => db.Add(new TreeNode { Log = log.Number, Level = at.Level, Index = at.Index, Hash = node }));
    }

    // The last checkpoint, or a new one if the log has grown, the key has changed or the time to publish has come.
    private async Task<Checkpoint?> Sign(Log log)
    {
        var tree = new StoredTree(db, log.Number);
        var (size, last, signers) = (await tree.Size(), await logs.Last(log.Number), await logs.Keys());
        var isPublic = await IsDue();
        if (size == 0 || (last?.Size == size && !isPublic && !await signatures.KeyHasChanged()))
        {
            return last;
        }

        var head = new TreeHead(log.Origin, size, await tree.Proofs.Root(size), clock.GetCurrentInstant());
        await GoesOn(tree, last is null ? null : LogBook.Read(last, log, signers), head);
        var checkpoint = await signatures.Sign(log, head, isPublic);
        await db.SaveChangesAsync();
        return checkpoint;
    }

    private static async Task GoesOn(StoredTree tree, TreeHead? last, TreeHead head)
    {
        if (last is not null && (last.Size > head.Size || !MerkleTree.IsConsistent(last.Size, head.Size, last.Root, head.Root, await tree.Proofs.Consistency(last.Size, head.Size))))
        {
            throw new EvidenceException($"The log does not go on from its checkpoint of {last.Size} leaves: what that covers was changed.");
        }
    }

    private async Task<bool> IsDue() => await logs.Published() is not { } published
        || published.At + Duration.FromTimeSpan(options.Value.Publish) <= clock.GetCurrentInstant();
}
