using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;

namespace Site.Publishing;

/// <summary>
/// Changes single files in the browser. What is saved is a revision of its own with its editor, is checked with everything else that is live, and goes live on
/// every node as fast as each polls. A deployment does not overwrite it (<see cref="ContentImport"/>).
/// </summary>
public sealed class Edits(SiteDb db, ContentCheck check, Publication publication, IClock clock)
{
    /// <summary>What is live of a file; null if there is no such file.</summary>
    public Task<FileRevision?> Current(string path) => Of(db.Set<LiveFile>().Where(f => f.Path == path).Select(f => f.Revision!)).FirstOrDefaultAsync();

    /// <summary>What is live in a folder, without its bytes.</summary>
    public async Task<IReadOnlyDictionary<string, FileStamp>> Stamps(string folder) => await db.Set<LiveFile>().Where(f => f.Path.StartsWith(folder + "/"))
        .Select(f => new { f.Path, Stamp = new FileStamp(f.RevisionId, f.Revision!.Editor, f.Revision.At) }).ToDictionaryAsync(f => f.Path, f => f.Stamp);

    /// <summary>Every version there ever was, the latest first.</summary>
    public async Task<IReadOnlyList<FileStamp>> Past(string path, int most) => await db.Set<Revision>().Where(r => r.Path == path).OrderByDescending(r => r.Id)
        .Take(most).Select(r => new FileStamp(r.Id, r.Editor, r.At)).ToListAsync();

    /// <summary>One version of a file; null if that is none of it.</summary>
    public Task<FileRevision?> Find(string path, long id) => Of(db.Set<Revision>().Where(r => r.Path == path && r.Id == id)).FirstOrDefaultAsync();

    /// <summary>What would be wrong if this took the place of what is live; empty if nothing.</summary>
    public async Task<IReadOnlyList<ContentError>> Faults(ContentFile file)
    {
        try
        {
            check.Files([.. (await LiveFile.Read(db)).Where(f => f.Path != file.Path), file]);
            return [];
        }
        catch (ContentException broken)
        {
            return broken.Errors;
        }
    }

    /// <summary>Makes the file live, if what is live is still what the editor began with.</summary>
    /// <param name="basedOn">The revision that was live when the editor began.</param>
    /// <param name="editor">Random id of the account.</param>
    /// <exception cref="ContentException">With it the content would be broken, or it changes what somebody has to approve; nothing was stored.</exception>
    /// <exception cref="ArgumentException">No such file is live: editing adds none.</exception>
    public Task<EditState> Save(ContentFile file, long basedOn, string editor) => db.InTransaction(async () =>
    {
        var live = await Current(file.Path) ?? throw new ArgumentException($"{file.Path} is not live.", nameof(file));
        if (live.Stamp.Id != basedOn)
        {
            return EditState.Overtaken;
        }

        return live.File.Sha256.SequenceEqual(file.Sha256) ? EditState.Unchanged : await Release(file, editor);
    });

    private async Task<EditState> Release(ContentFile file, string editor)
    {
        var revision = new Revision { Path = file.Path, Bytes = file.Bytes, Sha256 = file.Sha256, Editor = editor, At = clock.GetCurrentInstant() };
        db.Add(revision);
        await db.SaveChangesAsync();
        var wanted = new WantedFile(file.Path, revision.Id, file);
        var change = await publication.Judge(await LiveFile.Read(db), [wanted]);
        if (change.Refused.Count > 0 || change.Waiting.Count > 0)
        {
            throw new ContentException([.. change.Refused, .. change.Waiting.Select(w => new ContentError(w.File, 0, "changes terms, which is not done here: they come with a deployment and wait for approval"))]);
        }

        // Two who save at once both write the version: the second one's write fails, and it begins anew and finds the first one's revision.
        await publication.Release([wanted]);
        return EditState.Done;
    }

    private static IQueryable<FileRevision> Of(IQueryable<Revision> revisions) =>
        revisions.Select(r => new FileRevision(new FileStamp(r.Id, r.Editor, r.At), new ContentFile(r.Path, r.Bytes)));
}

/// <summary>Which version, by whom and since when.</summary>
/// <param name="Editor">Random id of the account; null where a deployment brought it.</param>
public sealed record FileStamp(long Id, string? Editor, Instant At);

public sealed record FileRevision(FileStamp Stamp, ContentFile File);

/// <summary>What became of an edit.</summary>
public enum EditState
{
    Done,

    /// <summary>It says what is live already.</summary>
    Unchanged,

    /// <summary>Somebody else has saved meanwhile; nothing was stored.</summary>
    Overtaken,
}
