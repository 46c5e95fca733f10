using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;

namespace Site.Publishing;

/// <summary>Decides on the proposal that waits. Who may is for the caller to know.</summary>
public sealed class Decisions(SiteDb db, Publication publication, IClock clock)
{
    /// <summary>The proposal that waits; null if none does.</summary>
    public Task<Proposal?> Waiting() => db.Set<Proposal>().AsNoTracking().Include(p => p.Files)
        .FirstOrDefaultAsync(p => db.Set<ContentVersion>().Any(v => v.WaitingId == p.Id));

    /// <summary>Those that were decided, the latest first.</summary>
    public Task<List<Proposal>> Past(int most) => db.Set<Proposal>().AsNoTracking().Where(p => p.Decision != null)
        .Include(p => p.Files).Include(p => p.Decision).OrderByDescending(p => p.Id).Take(most).AsSplitQuery().ToListAsync();

    /// <summary>
    /// The proposal decided last, if it was rejected and the files that were shipped last still hold it: as long as they do, it stays out. Null otherwise, and for one
    /// that only removes files, of which nobody can tell.
    /// </summary>
    public async Task<Proposal?> Rejected()
    {
        if (await Waiting() is not null || (await Past(1)).FirstOrDefault() is not { Decision.Verdict: Verdict.Rejected } last)
        {
            return null;
        }

        var held = last.Files.Where(f => f.RevisionId is not null).ToDictionary(f => f.Path, f => f.RevisionId);
        var paths = held.Keys.ToList();
        var shipped = await db.Set<Revision>().Where(r => r.Editor == null && paths.Contains(r.Path)).GroupBy(r => r.Path)
            .Select(g => new { g.Key, Id = g.Max(r => r.Id) }).ToListAsync();
        return shipped.Count > 0 && shipped.All(s => held[s.Key] == s.Id) ? last : null;
    }

    /// <summary>The files of a proposal, as they are live and as they would be.</summary>
    public async Task<IReadOnlyList<FileVersions>> Versions(Proposal proposal)
    {
        var paths = proposal.Files.Select(f => f.Path).ToList();
        var live = await db.Set<LiveFile>().Where(f => paths.Contains(f.Path)).Select(f => new { f.Path, f.Revision!.Bytes }).ToDictionaryAsync(f => f.Path, f => new ContentFile(f.Path, f.Bytes));
        return [.. (await Files(proposal)).Select(w => new FileVersions(w.Path, live.GetValueOrDefault(w.Path), w.File))];
    }

    /// <summary>Makes it live, in one transaction with the decision, if it still fits what is live and still changes what was shown.</summary>
    public async Task<Ruling> Approve(long proposal, string staffId, string reason)
    {
        try
        {
            return await db.InTransaction(() => Decide(proposal, Publish, Verdict.Approved, staffId, reason));
        }
        catch (ContentException broken)
        {
            return new Ruling(RulingState.NoLongerFits, broken.Errors);
        }
    }

    /// <summary>Lets the live terms stand; the proposed revisions stay stored and are not asked about again.</summary>
    public Task<Ruling> Reject(long proposal, string staffId, string reason) =>
        db.InTransaction(() => Decide(proposal, _ => Task.FromResult(RulingState.Done), Verdict.Rejected, staffId, reason));

    private async Task<Ruling> Decide(long id, Func<Proposal, Task<RulingState>> effect, Verdict verdict, string staffId, string reason)
    {
        var version = await publication.Version();
        var proposal = await db.Set<Proposal>().AsNoTracking().Include(p => p.Files).Include(p => p.Decision).FirstOrDefaultAsync(p => p.Id == id);
        if (proposal is null || version.WaitingId != id)
        {
            return new Ruling(proposal is null ? RulingState.Unknown : RulingState.DecidedBefore, []);
        }

        // Two who decide at once both write this row: the second one's write fails, and it begins anew and finds the first one's decision.
        var state = await effect(proposal);
        if (state == RulingState.Done)
        {
            version.WaitingId = null;
            db.Add(new Decision { ProposalId = id, At = clock.GetCurrentInstant(), Verdict = verdict, StaffId = staffId, Reason = reason });
            await db.SaveChangesAsync();
        }

        return new Ruling(state, []);
    }

    private async Task<RulingState> Publish(Proposal proposal)
    {
        var (live, wanted) = (await LiveFile.Read(db), await Files(proposal));
        var change = await publication.Judge(live, wanted);
        if (change.Refused.Count > 0)
        {
            throw new ContentException(change.Refused);
        }

        // Whoever approves answers for what they saw.
        if (change.Waiting.Count > 0 && Proposal.Written(change.Waiting) != proposal.Why)
        {
            await publication.Hold(wanted, change.Waiting, proposal);
            return RulingState.Changed;
        }

        await publication.Release(wanted);
        return RulingState.Done;
    }

    private async Task<List<WantedFile>> Files(Proposal proposal)
    {
        var ids = proposal.Files.Select(f => f.RevisionId).OfType<long>().ToList();
        var files = await db.Set<Revision>().Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, r.Path, r.Bytes }).ToDictionaryAsync(r => r.Id, r => new ContentFile(r.Path, r.Bytes));
        return [.. proposal.Files.Select(f => new WantedFile(f.Path, f.RevisionId, f.RevisionId is { } id ? files[id] : null))];
    }
}

/// <summary>A file of a proposal; <paramref name="Live"/> is null for a new one, <paramref name="Proposed"/> for one that is to go.</summary>
public sealed record FileVersions(string Path, ContentFile? Live, ContentFile? Proposed);

/// <summary>What became of an attempt to decide; <paramref name="Errors"/> say why the files no longer fit.</summary>
public sealed record Ruling(RulingState State, IReadOnlyList<ContentError> Errors);

/// <summary>How an attempt to decide can end.</summary>
public enum RulingState
{
    Done,

    /// <summary>Somebody else was faster, or the files were changed meanwhile.</summary>
    DecidedBefore,

    /// <summary>It would change something else than what was shown; a proposal that says so has taken its place.</summary>
    Changed,

    /// <summary>With what is live meanwhile the files are no whole content.</summary>
    NoLongerFits,

    Unknown,
}
