using Microsoft.EntityFrameworkCore;
using Site.Data;

namespace Site.Evidence;

/// <summary>Holds the database against a checkpoint that lies outside it: one that was set back, or grew another past, is found (rule C4).</summary>
public sealed class AnchorCheck(SiteDb db, LogBook logs, EvidenceKeys keys, Anchor anchor)
{
    private const string Mend = "If the database was restored from a backup, run the command restore.";

    /// <summary>Passes if nothing is anchored yet, or the log goes on from what is.</summary>
    /// <exception cref="EvidenceException">It does not.</exception>
    internal async Task Check(Log current)
    {
        if (await anchor.Read() is { } note)
        {
            await Holds(note, current, "The anchored checkpoint");
        }
    }

    /// <summary>Passes if the database still holds what <paramref name="note"/>, called <paramref name="name"/>, covers.</summary>
    /// <exception cref="EvidenceException">It does not, or nobody of ours signed it.</exception>
    internal async Task Holds(SignedNote note, Log current, string name)
    {
        var head = TreeHead.Parse(note.Text) ?? throw new EvidenceException($"{name} is not a checkpoint.");
        if (!await IsOurs(note))
        {
            throw new EvidenceException($"{name} is not signed by a key of this site.");
        }

        var log = await db.Set<Log>().AsNoTracking().FirstOrDefaultAsync(l => l.Origin == head.Origin)
            ?? throw new EvidenceException($"{name} is of {head.Origin}, a log that the database does not know. {Mend}");
        await (log.Number == current.Number || !await WasLeft(log, head) ? Covers(log, head, name) : Task.CompletedTask);
    }

    // What came after the backup is lost, and the next log says so: it names the last checkpoint of the one before.
    private async Task<bool> WasLeft(Log log, TreeHead head)
    {
        var next = await db.Set<Log>().Where(l => l.Number == log.Number + 1).Select(l => l.After).FirstOrDefaultAsync();
        return next is not null && SignedNote.Parse(next) is { } left && TreeHead.Parse(left.Text) is { } last && last.Size >= head.Size;
    }

    private async Task Covers(Log log, TreeHead head, string name)
    {
        var tree = new StoredTree(db, log.Number);
        var size = await tree.Size();
        if (size < head.Size)
        {
            throw new EvidenceException($"{name} covers {head.Size} leaves, the database has {size}: it was set back. {Mend}");
        }

        if (!(await tree.Proofs.Root(head.Size)).AsSpan().SequenceEqual(head.Root))
        {
            throw new EvidenceException($"{name} covers {head.Size} leaves; the first {head.Size} of the database are others. {Mend}");
        }
    }

    private async Task<bool> IsOurs(SignedNote note)
    {
        var name = await logs.KeyName();
        var known = (await logs.Keys()).Select(k => k.Key).Append(keys.Signer(name).Key).Concat(keys.Previous(name) is { } previous ? [previous.Key] : []);
        return known.Any(note.IsSignedBy);
    }
}
