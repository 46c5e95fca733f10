using Microsoft.EntityFrameworkCore;
using Site.Data;

namespace Site.Evidence;

/// <summary>Holds the database against a checkpoint that lies outside it: one that was set back, or grew another past, is found (rule C4).</summary>
public sealed class AnchorCheck(SiteDb db, LogBook logs, EvidenceKeys keys, Anchor anchor)
{
    private const string Mend = "If the database was restored from a backup, run the command restore.";

    /// <summary>Passes if nothing is anchored yet, or the log goes on from what is.</summary>
    /// <exception cref="EvidenceException">It does not.</exception>
    internal async Task Check(Log? current)
    {
        if (current is not null && !await IsOpened(current))
        {
            throw new EvidenceException($"Log {current.Number} was not opened by a restore of this site.");
        }

        if (await anchor.Read() is { } note)
        {
            await Holds(note, "The anchored checkpoint");
        }
    }

    /// <summary>Passes if the database holds all that was ever published.</summary>
    /// <exception cref="EvidenceException">It does not.</exception>
    internal async Task CheckPublished()
    {
        await foreach (var (file, note) in anchor.Published())
        {
            await Holds(note, $"The published checkpoint {file}");
        }
    }

    /// <summary>What the database lacks of what is anchored, in a sentence; null if nothing, or if what is anchored is not ours to judge by.</summary>
    internal async Task<string?> Lost()
    {
        try
        {
            return await anchor.Read() is { } note ? await Fault(note, "The anchored checkpoint") : null;
        }
        catch (EvidenceException)
        {
            return null;
        }
    }

    /// <summary>Passes if the database still holds what <paramref name="note"/>, called <paramref name="name"/>, covers, or says itself that this was lost.</summary>
    /// <exception cref="EvidenceException">It does not, or nobody of ours signed it.</exception>
    internal async Task Holds(SignedNote note, string name)
    {
        if (await Fault(note, name) is { } fault)
        {
            throw new EvidenceException(fault);
        }
    }

    /// <summary>What the database lacks of what <paramref name="note"/> covers, in a sentence; null if nothing.</summary>
    /// <exception cref="EvidenceException">Nobody of ours signed it.</exception>
    internal async Task<string?> Fault(SignedNote note, string name)
    {
        var head = TreeHead.Parse(note.Text) ?? throw new EvidenceException($"{name} is not a checkpoint.");
        if (!await IsOurs(note))
        {
            throw new EvidenceException($"{name} is not signed by a key of this site.");
        }

        var all = await db.Set<Log>().AsNoTracking().ToListAsync();
        return await all.ToAsyncEnumerable().AnyAsync(async (l, _) => Leaves(l, head) && await IsOpened(l)) ? null
            : all.Find(l => l.Origin == head.Origin) is not { } log ? $"{name} is of {head.Origin}, a log that the database does not know. {Mend}"
            : await Covered(log, head, name);
    }

    // What came after the backup is lost, and the log that was opened then says so.
    private static bool Leaves(Log log, TreeHead head) =>
        log.After is not null && SignedNote.Parse(log.After) is { } left && TreeHead.Parse(left.Text) is { } last && last.Origin == head.Origin && last.Size >= head.Size;

    // Only a restore opens another log: with an event that this site appended, or that a checkpoint of ours has covered since.
    private async Task<bool> IsOpened(Log log)
    {
        if (log.After is null || SignedNote.Parse(log.After) is not { } left || !await IsOurs(left))
        {
            return log is { Number: 1, After: null };
        }

        var first = await (from leaf in db.Set<Leaf>()
                           where leaf.Log == log.Number && leaf.Index == 0
                           join happened in db.Set<Event>() on leaf.EventId equals happened.Id
                           join payload in db.Set<Payload>() on leaf.EventId equals payload.EventId
                           select new { happened.Commitment, happened.Mac, payload.Salt, payload.Bytes }).FirstOrDefaultAsync();
        return first is not null && EvidenceLog.Commit(first.Salt, first.Bytes).AsSpan().SequenceEqual(first.Commitment) && LeafWalk.Says(first.Bytes, log.After)
            && (keys.IsOurs(first.Commitment, first.Mac) || await logs.Last(log.Number) is { } last && LogBook.IsGenuine(last, log, await logs.Keys()));
    }

    private async Task<string?> Covered(Log log, TreeHead head, string name)
    {
        var tree = new StoredTree(db, log.Number);
        var size = await tree.Size();
        return size < head.Size ? $"{name} covers {head.Size} leaves, the database has {size}: it was set back. {Mend}"
            : !(await tree.Proofs.Root(head.Size)).AsSpan().SequenceEqual(head.Root) ? $"{name} covers {head.Size} leaves; the first {head.Size} of the database are others. {Mend}"
            : null;
    }

    private async Task<bool> IsOurs(SignedNote note)
    {
        var name = await logs.KeyName();
        var known = (await logs.Keys()).Select(k => k.Key).Append(keys.Signer(name).Key).Concat(keys.Previous(name) is { } previous ? [previous.Key] : []);
        return known.Any(note.IsSignedBy);
    }
}
