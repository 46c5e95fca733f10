using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Evidence;
using Site.Prospects;
using Site.SignUps;

namespace Site.MyData.Pack;

/// <summary>Records that evidence leaves the house, before it does: in the evidence itself and in the ledger of each person concerned (rule S6).</summary>
public sealed class Exports(SiteDb db, EvidenceLog evidence, IClock clock)
{
    /// <summary>Who takes it out, as the evidence and the ledger say it.</summary>
    public const string ByStaff = "staff", ByCommand = "command line";

    /// <summary>The shortest and the longest reason, in characters.</summary>
    public const int ShortestReason = 3, LongestReason = 400;

    private const int BatchSize = 1_000;

    /// <summary>True for a reason that may be given.</summary>
    public static bool IsReason(string? reason) => reason?.Trim().Length is >= ShortestReason and <= LongestReason;

    /// <summary>Returns the events recorded, one a sign-up. Each holds the digest of the list of the pack's files, so that none can be changed unseen.</summary>
    internal async Task<IReadOnlyList<Guid>> Record(PackedPerson person, string by, string filesDigest)
    {
        foreach (var (signUp, _, _) in person.SignUps)
        {
            evidence.Append(Act.Exported, person.PublicId, signUp.PublicId, new { By = by, Pack = filesDigest });
            db.Add(Used(person.ProspectId, by, signUp.PublicId));
        }

        await db.SaveChangesAsync();
        return [.. person.SignUps.Select(s => s.SignUp.PublicId)];
    }

    /// <summary>The same for the whole log: one event about nobody, and a line in the ledger of everybody where payloads about people leave too.</summary>
    public async Task RecordLog(string by, bool withPayloads, CancellationToken cancellationToken = default)
    {
        evidence.Append(Act.Exported, subject: null, about: null, new { By = by, Log = "whole", WithPayloads = withPayloads });
        await db.SaveChangesAsync(cancellationToken);
        for (long? after = withPayloads ? 0 : null; after is { } last;)
        {
            db.ChangeTracker.Clear();
            var people = await db.Set<SignUp>().Where(s => s.Id > last).OrderBy(s => s.Id).Take(BatchSize).Select(s => new { s.Id, s.ProspectId, s.PublicId }).ToListAsync(cancellationToken);
            db.AddRange(people.Select(p => Used(p.ProspectId, by, p.PublicId)));
            await db.SaveChangesAsync(cancellationToken);
            after = people.Count < BatchSize ? null : people[^1].Id;
        }
    }

    // The pack names the address and shows the letters kept, with whatever they name.
    private Use Used(long prospect, string by, Guid submission) => new()
    {
        ProspectId = prospect,
        At = clock.GetCurrentInstant(),
        By = by,
        What = "exported",
        Fields = "email",
        Submission = submission,
    };
}
