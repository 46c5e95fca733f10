using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;

namespace Site.Publishing;

/// <summary>The one place where the live content moves. What a judge holds back becomes a <see cref="Proposal"/>; all else goes live.</summary>
public sealed class Publication(SiteDb db, ContentCheck check, IEnumerable<IContentJudge> judges, IClock clock)
{
    /// <summary>
    /// Makes live what may be. Only the files that hold the changed terms wait, if the rest is whole without them; otherwise everything does.
    /// To be called in a transaction.
    /// </summary>
    /// <exception cref="ContentException">The content would be broken, or a judge refuses it.</exception>
    internal async Task<Imported> Offer(IReadOnlyList<WantedFile> wanted)
    {
        var live = await LiveFile.Read(db);
        if (live.Count == 0)
        {
            await Release(wanted);
            return new Imported(HasMoved: true, IsFirst: true, [], HasNewlyWaiting: false);
        }

        var latest = await Latest();
        var parted = await Part(live, wanted, latest);
        var isNew = await Hold(parted.Held, parted.Why, latest);
        await Release(parted.Free);
        return new Imported(parted.Free.Count > 0, IsFirst: false, latest is { Decision.Verdict: Verdict.Rejected } && !isNew ? [] : parted.Why, isNew);
    }

    /// <summary>What the judges say if these files took the place of the live ones.</summary>
    /// <exception cref="ContentException">The content would be broken.</exception>
    internal async Task<ContentChange> Judge(IReadOnlyList<ContentFile> live, IReadOnlyCollection<WantedFile> wanted)
    {
        var paths = wanted.Select(w => w.Path).ToHashSet(StringComparer.Ordinal);
        var next = live.Where(f => !paths.Contains(f.Path)).Concat(wanted.Select(w => w.File).OfType<ContentFile>()).ToList();
        var change = new ContentChange(check.ReadLeniently(live), check.Read(next, new RelativeDates([]), version: 0));
        foreach (var judge in judges)
        {
            await judge.Judge(change, db);
        }

        return change;
    }

    /// <summary>Makes the files live and moves the version.</summary>
    internal async Task Release(IReadOnlyCollection<WantedFile> wanted)
    {
        if (wanted.Count == 0)
        {
            return;
        }

        var live = await db.Set<LiveFile>().ToDictionaryAsync(f => f.Path);
        foreach (var file in wanted)
        {
            Release(file, live.GetValueOrDefault(file.Path));
        }

        (await Version()).Version++;
        await db.SaveChangesAsync();
    }

    /// <summary>
    /// Has the files wait in place of what waited before; none if there are none. False if that is so already, or if exactly these were rejected last:
    /// then they have had their answer.
    /// </summary>
    internal async Task<bool> Hold(IReadOnlyCollection<WantedFile> held, IReadOnlyList<WaitingChange> changes, Proposal? latest)
    {
        var files = held.Select(f => new ProposedFile { Path = f.Path, RevisionId = f.RevisionId }).ToList();
        var why = Proposal.Written(changes);
        if (latest is { Decision: null } && latest.IsOf(files) && latest.Why == why)
        {
            return false;
        }

        var isAnswered = latest is { Decision.Verdict: Verdict.Rejected } && latest.IsOf(files);
        var proposal = files.Count == 0 || isAnswered ? null : new Proposal { At = clock.GetCurrentInstant(), Why = why, Files = files };
        await Replace(latest, proposal);
        return proposal is not null;
    }

    /// <summary>The proposal that waits, or else the one decided last.</summary>
    internal Task<Proposal?> Latest() =>
        db.Set<Proposal>().AsNoTracking().Include(p => p.Files).Include(p => p.Decision).OrderByDescending(p => p.Id).FirstOrDefaultAsync();

    internal async Task<ContentVersion> Version()
    {
        var version = await db.Set<ContentVersion>().FindAsync(ContentVersion.TheOne);
        if (version is null)
        {
            db.Add(version = new ContentVersion());
        }

        return version;
    }

    private async Task<Parted> Part(List<ContentFile> live, IReadOnlyList<WantedFile> wanted, Proposal? latest)
    {
        if (wanted.Count == 0)
        {
            return new Parted([], [], []);
        }

        var settled = wanted.Where(w => latest is { Decision: null or { Verdict: Verdict.Rejected } } && latest.Files.Exists(f => f.Path == w.Path && f.RevisionId == w.RevisionId)).ToList();
        try
        {
            return await Part(live, wanted, settled);
        }
        catch (ContentException) when (latest is not null && latest.Files.Count == settled.Count && settled.Count > 0)
        {
            // What waits no longer fits what is live meanwhile: whoever wants to approve it is told, and no node fails to start.
            var rest = wanted.Except(settled).ToList();
            if (await Stands(live, rest))
            {
                return new Parted(rest, settled, latest.Changes);
            }

            throw;
        }
    }

    private async Task<Parted> Part(List<ContentFile> live, IReadOnlyList<WantedFile> wanted, List<WantedFile> settled)
    {
        var change = await Judge(live, wanted);
        Demand(change, settled);
        var held = wanted.Where(w => change.Waiting.Any(c => c.File == w.Path)).ToList();
        var free = wanted.Except(held).ToList();
        return change.Waiting.Count == 0 ? new Parted(wanted, [], [])
            : await Stands(live, free) ? new Parted(free, held, change.Waiting)
            : new Parted([], wanted, change.Waiting);
    }

    // What waits already or was rejected has not become live by that and must not keep a node from starting.
    private static void Demand(ContentChange change, List<WantedFile> settled)
    {
        var refused = change.Refused.ExceptBy(settled.Select(w => w.Path), e => e.File).ToList();
        if (refused.Count > 0)
        {
            throw new ContentException(refused);
        }
    }

    private async Task<bool> Stands(List<ContentFile> live, List<WantedFile> free)
    {
        try
        {
            return (await Judge(live, free)) is { Waiting.Count: 0, Refused.Count: 0 };
        }
        catch (ContentException) when (IsWhole(live))
        {
            return false;
        }
    }

    private bool IsWhole(List<ContentFile> live)
    {
        try
        {
            check.Files(live);
            return true;
        }
        catch (ContentException broken)
        {
            throw new ContentException([
                new ContentError("terms", 0, "they were changed together with what this version of the site needs, but the live content cannot be served until they are approved: deploy first with the terms that are live"),
                .. broken.Errors,
            ]);
        }
    }

    private void Release(WantedFile file, LiveFile? live)
    {
        if (file.RevisionId is not { } revision)
        {
            db.RemoveRange(live is null ? [] : [live]);
        }
        else if (live is null)
        {
            db.Add(new LiveFile { Path = file.Path, RevisionId = revision });
        }
        else
        {
            live.RevisionId = revision;
        }
    }

    private async Task Replace(Proposal? latest, Proposal? proposal)
    {
        var version = await Version();
        if (latest is { Decision: null })
        {
            db.Add(new Decision { ProposalId = latest.Id, At = clock.GetCurrentInstant(), Verdict = Verdict.Replaced, StaffId = null, Reason = "" });
        }

        if (proposal is not null)
        {
            db.Add(proposal);
            await db.SaveChangesAsync();
        }

        version.WaitingId = proposal?.Id;
        await db.SaveIfChanged();
    }

    private sealed record Parted(IReadOnlyList<WantedFile> Free, IReadOnlyList<WantedFile> Held, IReadOnlyList<WaitingChange> Why);
}
