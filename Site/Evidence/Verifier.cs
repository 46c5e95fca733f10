using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;

namespace Site.Evidence;

/// <summary>What a verification found; <paramref name="Fault"/> names the first row that does not hold, null if all do.</summary>
public sealed record Verification(long Events, string? Fault);

/// <summary>
/// Checks the whole evidence against itself, its checkpoints and the anchored one (rules C3, C4): every payload against its commitment, every
/// commitment against its leaf, the tree against every signed head. It changes nothing. Rows are streamed; what it remembers is a few bytes an
/// event, to find copies, and the numbers of the erased.
/// </summary>
public sealed class Verifier(SiteDb db, LogBook logs, AnchorCheck anchored, Leftovers leftovers, Inspections inspections, IClock clock)
{
    // The job looks each hour, so that a night on which the site was down is made up for.
    private static readonly Duration _nightly = Duration.FromHours(23);

    /// <summary>The nightly job.</summary>
    public async Task RunIfDue(CancellationToken cancellationToken = default)
    {
        var now = clock.GetCurrentInstant();
        if (await inspections.Last(InspectionKind.Verification) is not { } last || last.At <= now - _nightly || last.At > now)
        {
            await Run(cancellationToken: cancellationToken);
        }
    }

    /// <summary>Verifies, and records what it found.</summary>
    public async Task<Verification> Run(SignedNote? earlier = null, Action<long, long>? progress = null, CancellationToken cancellationToken = default)
    {
        var found = await Look(progress, cancellationToken);
        await inspections.Record(InspectionKind.Verification, found.Events, found.Fault);
        // What somebody else kept says nothing about us until it is known to be ours: it is answered, not recorded.
        return await GoesOn(found, earlier);
    }

    /// <summary>Verifies; also that the log goes on from <paramref name="earlier"/>, a checkpoint that somebody kept.</summary>
    /// <param name="progress">Called with how many of how many leaves are done.</param>
    public async Task<Verification> Verify(SignedNote? earlier = null, Action<long, long>? progress = null, CancellationToken cancellationToken = default) =>
        await GoesOn(await Look(progress, cancellationToken), earlier);

    private async Task<Verification> GoesOn(Verification found, SignedNote? earlier)
    {
        try
        {
            await (earlier is null || found.Fault is not null ? Task.CompletedTask : anchored.Holds(earlier, "The earlier checkpoint"));
            return found;
        }
        catch (EvidenceException e)
        {
            return found with { Fault = e.Message };
        }
    }

    private async Task<Verification> Look(Action<long, long>? progress, CancellationToken cancellationToken)
    {
        var walk = new LeafWalk(progress);
        try
        {
            await Everything(walk, cancellationToken);
            return new Verification(walk.Events, Fault: null);
        }
        catch (EvidenceException e)
        {
            return new Verification(walk.Events, e.Message);
        }
    }

    private async Task Everything(LeafWalk walk, CancellationToken cancellationToken)
    {
        // Sealing and erasing go on meanwhile: what they change is not seen by halves.
        var last = await db.AtOneMoment(() => Rows(walk, cancellationToken));
        // After it, not in it: what is anchored may be newer than that moment.
        await anchored.Check(last);
        await anchored.CheckPublished();
    }

    private async Task<Log?> Rows(LeafWalk walk, CancellationToken cancellationToken)
    {
        walk.Total = await db.Set<Leaf>().LongCountAsync(cancellationToken);
        walk.Named = await leftovers.Named(cancellationToken);
        var all = await db.Set<Log>().AsNoTracking().OrderBy(l => l.Number).ToListAsync(cancellationToken);
        foreach (var log in all)
        {
            await Leaves(walk, log, cancellationToken);
            await Nodes(walk, log, cancellationToken);
        }

        await leftovers.Check(walk, cancellationToken);
        return all.LastOrDefault();
    }

    private async Task Leaves(LeafWalk walk, Log log, CancellationToken cancellationToken)
    {
        var signers = await logs.Keys();
        await using var checkpoints = Heads(log).Select(c => LogBook.Read(c, log, signers)).GetAsyncEnumerator(cancellationToken);
        var (tree, isLeft) = (new Frontier(), await checkpoints.MoveNextAsync());
        await foreach (var row in LeafRow.Of(db, log.Number).WithCancellation(cancellationToken))
        {
            walk.Check(row, tree, log);
            for (; isLeft && checkpoints.Current.Size == tree.Size; isLeft = await checkpoints.MoveNextAsync())
            {
                Covered(checkpoints.Current, tree);
            }
        }

        if (isLeft)
        {
            throw new EvidenceException($"A checkpoint of {checkpoints.Current.At} covers {checkpoints.Current.Size} leaves of log {log.Number}; {tree.Size} are there.");
        }
    }

    private IAsyncEnumerable<Checkpoint> Heads(Log log) => Pages.Of<Checkpoint>(last =>
    {
        var (size, id) = (last?.Size ?? long.MinValue, last?.Id ?? long.MinValue);
        return db.Set<Checkpoint>().AsNoTracking().Where(c => c.Log == log.Number && c.Size >= size && (c.Size > size || c.Id > id)).OrderBy(c => c.Size).ThenBy(c => c.Id);
    });

    private static void Covered(TreeHead head, Frontier tree)
    {
        if (!tree.Root().AsSpan().SequenceEqual(head.Root))
        {
            throw new EvidenceException($"The checkpoint of {head.At} over {head.Size} leaves has another head: what it covers was changed.");
        }
    }

    // Each level is read beside the one below it, both in order.
    private async Task Nodes(LeafWalk walk, Log log, CancellationToken cancellationToken)
    {
        for (var level = 1; await Level(walk, log, level, cancellationToken); level++)
        {
        }
    }

    private IAsyncEnumerable<Hashed> At(Log log, int level) => Pages.Of<Hashed>(last =>
    {
        var index = last?.Index ?? long.MinValue;
        return level == 0
            ? db.Set<Leaf>().Where(l => l.Log == log.Number && l.Index > index).OrderBy(l => l.Index).Select(l => new Hashed(l.Index, l.Hash))
            : db.Set<TreeNode>().Where(n => n.Log == log.Number && n.Level == level && n.Index > index).OrderBy(n => n.Index).Select(n => new Hashed(n.Index, n.Hash));
    });

    private async Task<bool> Level(LeafWalk walk, Log log, int level, CancellationToken cancellationToken)
    {
        await using var nodes = At(log, level).GetAsyncEnumerator(cancellationToken);
        var (left, isAny) = ((byte[]?)null, false);
        await foreach (var child in At(log, level - 1).WithCancellation(cancellationToken))
        {
            if (left is null)
            {
                left = child.Hash;
                continue;
            }

            isAny = await nodes.MoveNextAsync() && nodes.Current.Index == child.Index / 2 && nodes.Current.Hash.AsSpan().SequenceEqual(MerkleTree.NodeHash(left, child.Hash))
                ? true : throw new EvidenceException($"Tree node {level}/{child.Index / 2} of log {log.Number} is missing or does not follow from the two below it.");
            walk.Nodes++;
            left = null;
        }

        return !await nodes.MoveNextAsync() ? isAny : throw new EvidenceException($"Tree node {level}/{nodes.Current.Index} of log {log.Number} belongs to no leaves.");
    }

    private sealed record Hashed(long Index, byte[] Hash);
}
