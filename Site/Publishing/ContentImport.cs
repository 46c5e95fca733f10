using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;

namespace Site.Publishing;

/// <summary>
/// Takes a folder's files into the database: what a deployment changed goes live unless somebody has edited it in the browser since,
/// or has to approve it first.
/// </summary>
public sealed class ContentImport(SiteDb db, ContentCheck check, Publication publication, IClock clock)
{
    /// <summary>Checks the folder, then stores what is new in it, in one transaction.</summary>
    /// <exception cref="ContentException">The folder's content is broken, or may not replace the live one; nothing was stored.</exception>
    public async Task<Imported> Run(IReadOnlyList<ContentFile> files)
    {
        if (await IsLive(files))
        {
            return Imported.Nothing;
        }

        check.Files(files);
        return await db.InTransaction(async () => await publication.Offer(await Wanted(files)));
    }

    // By the very queries that load the live site, which EF then need not translate twice. Where something waits or was rejected, more is to be looked at.
    private async Task<bool> IsLive(IReadOnlyList<ContentFile> files)
    {
        if (await ContentState.Read(db) is null or { HadProposals: true })
        {
            return false;
        }

        var live = (await LiveFile.Read(db)).ToDictionary(f => f.Path, f => f.Sha256);
        return files.Count == live.Count && files.All(f => live.TryGetValue(f.Path, out var sha256) && sha256.SequenceEqual(f.Sha256));
    }

    private async Task<List<WantedFile>> Wanted(IReadOnlyList<ContentFile> files)
    {
        var known = await Look();
        var revisions = files.ToDictionary(f => f.Path, f => known.Shipped(f) ?? Added(f));
        await db.SaveIfChanged();
        var present = files.Where(known.Differs).Select(f => new WantedFile(f.Path, revisions[f.Path].Id, f));
        return [.. present, .. known.Gone(revisions.Keys).Select(path => new WantedFile(path, null, null))];
    }

    private Revision Added(ContentFile file)
    {
        var revision = new Revision { Path = file.Path, Bytes = file.Bytes, Sha256 = file.Sha256, At = clock.GetCurrentInstant() };
        db.Add(revision);
        return revision;
    }

    private async Task<Known> Look()
    {
        var latest = db.Set<Revision>().Where(r => r.Editor == null).GroupBy(r => r.Path).Select(g => g.Max(r => r.Id));
        return new Known(
            await db.Set<LiveFile>().Select(f => new { f.Path, f.Revision!.Sha256, f.Revision.Editor }).ToDictionaryAsync(f => f.Path, f => new LiveState(f.Sha256, f.Editor is not null)),
            await db.Set<Revision>().AsNoTracking().Where(r => latest.Contains(r.Id)).ToDictionaryAsync(r => r.Path));
    }

    private sealed record LiveState(byte[] Sha256, bool IsEdited);

    /// <summary>What is live, and each file as it was shipped last.</summary>
    private sealed record Known(Dictionary<string, LiveState> Live, Dictionary<string, Revision> Latest)
    {
        internal Revision? Shipped(ContentFile file) => Latest.TryGetValue(file.Path, out var last) && last.Sha256.SequenceEqual(file.Sha256) ? last : null;

        // Edited in the browser since: the deployment's file stays behind as a proposal.
        internal bool Differs(ContentFile file) => !Live.TryGetValue(file.Path, out var live) || (!live.IsEdited && !live.Sha256.SequenceEqual(file.Sha256));

        internal IEnumerable<string> Gone(IEnumerable<string> present) => Live.Where(f => !f.Value.IsEdited).Select(f => f.Key).Except(present, StringComparer.Ordinal);
    }
}

/// <summary>A revision that is to be live; none where the file is to go.</summary>
internal sealed record WantedFile(string Path, long? RevisionId, ContentFile? File);

/// <summary>What an import did.</summary>
/// <param name="HasMoved">True if the live content is another now.</param>
/// <param name="IsFirst">True if there was none before: nobody is there to approve its terms, and who installs the site answers for them.</param>
/// <param name="Waiting">What waits for approval now.</param>
/// <param name="HasNewlyWaiting">True if that is so since this import.</param>
public sealed record Imported(bool HasMoved, bool IsFirst, IReadOnlyList<WaitingChange> Waiting, bool HasNewlyWaiting)
{
    public static readonly Imported Nothing = new(false, false, [], false);
}
