using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;

namespace Site.Evidence;

/// <summary>Which logs there are, which keys signed them, and their checkpoints.</summary>
public sealed class LogBook(SiteDb db, EvidenceKeys keys, IClock clock)
{
    /// <summary>The log that is being written; opened if there is none.</summary>
    internal async Task<Log> Current() => await Newest() ?? await db.InTransaction(async () => await Newest() ?? await OpenFirst());

    /// <summary>Under which name keys sign: the first log's origin, whatever the site is called since.</summary>
    public async Task<string> KeyName() => await db.Set<Log>().OrderBy(l => l.Number).Select(l => l.Origin).FirstOrDefaultAsync() ?? keys.Origin;

    /// <summary>The keys that signed, in order, as the key of today vouches for them: each one's first checkpoint bears the signature of the one before.</summary>
    public async Task<List<SigningKey>> Keys()
    {
        var all = await db.Set<SigningKey>().AsNoTracking().Include(k => k.From).OrderBy(k => k.FromId).ToListAsync();
        if ((all.FindLast(k => k.Key == keys.Signer(k.Name).Key) ?? all.FindLast(k => k.Key == keys.Previous(k.Name)?.Key)) is not { } known)
        {
            return all;
        }

        var chain = new List<SigningKey> { known };
        while (all.FindLast(k => k.FromId < chain[0].FromId && SignedNote.Parse(chain[0].From.Note)?.IsSignedBy(k.Key) == true) is { } before)
        {
            chain.Insert(0, before);
        }

        return chain;
    }

    public Task<Checkpoint?> Last(int log) => db.Set<Checkpoint>().AsNoTracking().Where(c => c.Log == log).OrderByDescending(c => c.Id).FirstOrDefaultAsync();

    /// <summary>The checkpoint that everybody may see; null until there is one. What is not signed by us is not shown.</summary>
    public async Task<Checkpoint?> Published()
    {
        var (signers, all) = (await Keys(), await db.Set<Log>().AsNoTracking().ToListAsync());
        var published = db.Set<Checkpoint>().AsNoTracking().Where(c => c.IsPublic).OrderByDescending(c => c.Id).AsAsyncEnumerable();
        await foreach (var checkpoint in published)
        {
            if (all.Find(l => l.Number == checkpoint.Log) is { } log && IsGenuine(checkpoint, log, signers))
            {
                return checkpoint;
            }
        }

        return null;
    }

    internal static bool IsGenuine(Checkpoint checkpoint, Log log, IReadOnlyList<SigningKey> signers)
    {
        try
        {
            return Read(checkpoint, log, signers) is not null;
        }
        catch (EvidenceException)
        {
            return false;
        }
    }

    /// <summary>
    /// What a checkpoint of a log says, once it is certain that the key of its time signed it; a key's first one bears the signature of the key before, too.
    /// </summary>
    /// <exception cref="EvidenceException">It is malformed or forged.</exception>
    internal static TreeHead Read(Checkpoint checkpoint, Log log, IReadOnlyList<SigningKey> signers)
    {
        var name = $"Checkpoint {checkpoint.Id}";
        var note = SignedNote.Parse(checkpoint.Note) ?? throw new EvidenceException($"{name} is not a signed note.");
        var head = TreeHead.Parse(note.Text);
        if (head is null || head.Origin != log.Origin || head.Size != checkpoint.Size || head.At != checkpoint.At)
        {
            throw new EvidenceException($"{name} does not say what its row says.");
        }

        var ofItsTime = signers.Where(k => k.FromId <= checkpoint.Id).TakeLast(2).ToList();
        var owed = ofItsTime.LastOrDefault()?.FromId == checkpoint.Id ? ofItsTime : ofItsTime.TakeLast(1);
        var isSigned = ofItsTime.Count > 0 && owed.All(k => note.IsSignedBy(k.Key));
        return isSigned ? head : throw new EvidenceException($"{name} is not signed by the key of its time.");
    }

    private Task<Log?> Newest() => db.Set<Log>().AsNoTracking().OrderByDescending(l => l.Number).FirstOrDefaultAsync();

    private async Task<Log> OpenFirst()
    {
        var first = new Log { Number = 1, Origin = keys.Origin, OpenedAt = clock.GetCurrentInstant() };
        db.Add(first);
        await db.SaveChangesAsync();
        return first;
    }
}
