using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;

namespace Site.Publishing;

/// <summary>Takes a folder's files into the database: what a deployment changed goes live unless somebody has edited it in the browser since.</summary>
public sealed class ContentImport(SiteDb db, ContentCheck check, IClock clock)
{
    /// <summary>Checks the folder, then stores what is new in it, in one transaction. True if the live content moved.</summary>
    /// <exception cref="ContentException">The folder's content is broken; nothing was stored.</exception>
    public async Task<bool> Run(IReadOnlyList<ContentFile> files)
    {
        if (await IsLive(files))
        {
            return false;
        }

        check.Files(files);
        return await db.InTransaction(async () => await Store(files, await Look()));
    }

    // By the very query that loads the live site, which EF then need not translate twice.
    private async Task<bool> IsLive(IReadOnlyList<ContentFile> files)
    {
        var live = (await LiveFile.Read(db)).ToDictionary(f => f.Path, f => f.Sha256);
        return files.Count == live.Count && files.All(f => live.TryGetValue(f.Path, out var sha256) && sha256.SequenceEqual(f.Sha256));
    }

    private async Task<bool> Store(IReadOnlyList<ContentFile> files, Known known)
    {
        var moved = false;
        foreach (var file in files.Where(known.IsNew))
        {
            moved |= await Take(file, known.Live.GetValueOrDefault(file.Path));
        }

        moved |= await DropRemoved(files, known.Live);
        if (moved)
        {
            await Move();
        }

        await db.SaveChangesAsync();
        return moved;
    }

    private async Task<bool> Take(ContentFile file, LiveFile? live)
    {
        var revision = new Revision { Path = file.Path, Bytes = file.Bytes, Sha256 = file.Sha256, At = clock.GetCurrentInstant() };
        db.Add(revision);
        await db.SaveChangesAsync();
        if (live is null)
        {
            db.Add(new LiveFile { Path = file.Path, RevisionId = revision.Id });
            return true;
        }

        // Edited in the browser since: the deployment's file stays behind as a proposal.
        if (await IsEdited(live))
        {
            return false;
        }

        live.RevisionId = revision.Id;
        return true;
    }

    private async Task<bool> DropRemoved(IReadOnlyList<ContentFile> files, Dictionary<string, LiveFile> live)
    {
        var present = files.Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        var dropped = false;
        foreach (var file in live.Values.Where(f => !present.Contains(f.Path)))
        {
            if (!await IsEdited(file))
            {
                db.Remove(file);
                dropped = true;
            }
        }

        return dropped;
    }

    private Task<bool> IsEdited(LiveFile live) => db.Set<Revision>().AnyAsync(r => r.Id == live.RevisionId && r.Editor != null);

    private async Task<Known> Look()
    {
        var latest = db.Set<Revision>().Where(r => r.Editor == null).GroupBy(r => r.Path).Select(g => g.Max(r => r.Id));
        return new Known(
            await db.Set<LiveFile>().ToDictionaryAsync(f => f.Path),
            await db.Set<Revision>().Where(r => latest.Contains(r.Id)).Select(r => new { r.Path, r.Sha256 }).ToDictionaryAsync(r => r.Path, r => r.Sha256));
    }

    private async Task Move()
    {
        var version = await db.Set<ContentVersion>().FindAsync(ContentVersion.TheOne);
        if (version is null)
        {
            db.Add(version = new ContentVersion());
        }

        version.Version++;
    }

    /// <summary>What is live, and the hash of each file as it was shipped last.</summary>
    private sealed record Known(Dictionary<string, LiveFile> Live, Dictionary<string, byte[]> Shipped)
    {
        internal bool IsNew(ContentFile file) => !(Shipped.TryGetValue(file.Path, out var last) && last.SequenceEqual(file.Sha256));
    }
}
