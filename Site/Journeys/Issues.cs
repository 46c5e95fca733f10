using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Site.Data;
using Site.Evidence;
using Site.Publishing;

namespace Site.Journeys;

/// <summary>
/// Issues of the newsletter as staff work on them: write, release, stop. From the release on the text stays as it is. Releasing and stopping are evidence, about
/// nobody: which issue, which text, how many. Who may do it is for the caller to know.
/// </summary>
public sealed class Issues(SiteDb db, IssueAudience audience, IssueLetters letters, EvidenceLog evidence, IClock clock)
{
    /// <summary>How many there are.</summary>
    public Task<int> Count() => db.Set<Issue>().CountAsync();

    /// <summary>A page of them, the latest first.</summary>
    public Task<List<Issue>> Some(int skip, int take) =>
        db.Set<Issue>().AsNoTracking().Include(i => i.Texts).OrderByDescending(i => i.Id).Skip(skip).Take(take).AsSplitQuery().ToListAsync();

    public Task<Issue?> Find(Guid id) => db.Set<Issue>().AsNoTracking().Include(i => i.Texts).FirstOrDefaultAsync(i => i.PublicId == id);

    /// <summary>An empty draft.</summary>
    public async Task<Guid> Begin(string staffId)
    {
        var now = clock.GetCurrentInstant();
        var issue = new Issue { PublicId = Guid.NewGuid(), CreatedAt = now, ChangedAt = now, StaffId = staffId };
        issue.Texts.AddRange(Language.All.Select(l => new IssueText { Language = l.Code, Subject = "", Preheader = "", Body = "" }));
        db.Add(issue);
        await db.SaveChangesAsync();
        return issue.PublicId;
    }

    /// <summary>Changes the text of a draft.</summary>
    /// <param name="version">Of the issue as its editor saw it.</param>
    public Task<IssueOutcome> Save(Guid id, int version, IReadOnlyCollection<IssueText> texts, string staffId) => Change(id, version, staffId, issue =>
    {
        foreach (var text in texts)
        {
            var kept = issue.Texts.First(t => t.Language == text.Language);
            (kept.Subject, kept.Preheader, kept.Body) = (text.Subject, text.Preheader, text.Body);
        }

        return Task.CompletedTask;
    });

    /// <summary>Removes a draft.</summary>
    public Task<IssueOutcome> Discard(Guid id, int version, string staffId) => Change(id, version, staffId, issue =>
    {
        db.Remove(issue);
        return Task.CompletedTask;
    });

    /// <summary>Lets a draft go: at once, or from <paramref name="due"/> on. Who subscribes after that moment does not get it.</summary>
    public Task<IssueOutcome> Release(Guid id, int version, Instant? due, string staffId) => Change(id, version, staffId, async issue =>
    {
        var now = clock.GetCurrentInstant();
        issue.DueAt = due > now ? due : now;
        evidence.Append(Act.Issued, subject: null, about: null, new IssuedRecord(
            id, "released", Digest(issue), (await audience.Count(now)).All, InstantPattern.ExtendedIso.Format(issue.DueAt.Value), staffId));
    });

    /// <summary>
    /// Stops an issue, whether it has begun or not. From the commit on no letter of it is claimed; one that is on its way may still arrive and is counted.
    /// What stays is then withheld one by one, with the proof of each.
    /// </summary>
    public async Task<IssueOutcome> Stop(Guid id, string staffId)
    {
        var outcome = await db.InTransaction(async () =>
        {
            var issue = await db.Set<Issue>().Include(i => i.Texts).FirstOrDefaultAsync(i => i.PublicId == id);
            if (issue is not { DueAt: { } due, StoppedAt: null })
            {
                return issue is null ? IssueOutcome.Unknown : IssueOutcome.Overtaken;
            }

            (issue.StoppedAt, issue.ChangedAt, issue.StaffId) = (clock.GetCurrentInstant(), clock.GetCurrentInstant(), staffId);
            issue.Version++;
            await db.SaveChangesAsync();
            var held = await letters.Hold(id);
            evidence.Append(Act.Issued, subject: null, about: null, new IssuedRecord(id, "stopped", Digest(issue), held, InstantPattern.ExtendedIso.Format(due), staffId));
            await db.SaveChangesAsync();
            return IssueOutcome.Done;
        });
        await letters.Withhold(id, CancellationToken.None);
        return outcome;
    }

    /// <summary>How far an issue has come.</summary>
    public Task<IssueProgress> Progress(Guid id) => letters.Progress(id);

    private Task<IssueOutcome> Change(Guid id, int version, string staffId, Func<Issue, Task> change) => db.InTransaction(async () =>
    {
        var issue = await db.Set<Issue>().Include(i => i.Texts).FirstOrDefaultAsync(i => i.PublicId == id);
        if (issue is null || issue.DueAt is not null || issue.Version != version)
        {
            return issue is null ? IssueOutcome.Unknown : issue.DueAt is not null ? IssueOutcome.Released : IssueOutcome.Overtaken;
        }

        // Two who change it at once both write the version: the second one's write fails, and it begins anew and finds the first one's.
        (issue.ChangedAt, issue.StaffId) = (clock.GetCurrentInstant(), staffId);
        issue.Version++;
        await change(issue);
        await db.SaveChangesAsync();
        return IssueOutcome.Done;
    });

    // Each text after its language, all parted by what cannot stand in them.
    private static string Digest(Issue issue) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\0', issue.Texts.OrderBy(t => t.Language, StringComparer.Ordinal).SelectMany(t => new[] { t.Language, t.Subject, t.Preheader, t.Body })))));

    /// <param name="State">"released" or "stopped".</param>
    /// <param name="Digest">SHA-256 of the texts.</param>
    /// <param name="Letters">How many were to get it; when it was stopped, how many letters of it had been waiting.</param>
    private sealed record IssuedRecord(Guid Issue, string State, string Digest, int Letters, string Due, string Staff);
}

/// <summary>What became of an attempt to change an issue.</summary>
public enum IssueOutcome
{
    Done,

    /// <summary>Somebody else has changed it meanwhile; nothing was stored.</summary>
    Overtaken,

    /// <summary>It is released, so its text stays.</summary>
    Released,

    Unknown,
}
