using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Site.Data;
using Site.Declarations;
using Site.Evidence;
using Site.Prospects;
using Site.Publishing;

namespace Site.Mail;

/// <summary>
/// Does what follows from a letter that came back (rule M6): an address that cannot be reached is suppressed, and the claim withholds whatever still waits for it; a
/// letter that a mail server gave up on is sent again, twice at most. Each letter comes back once: a second report about it changes nothing.
/// </summary>
public sealed partial class Bounces(
    SiteDb db, Suppressions suppressions, Outbox outbox, EvidenceLog evidence, Verp verp, LiveSite live, IClock clock, IOptions<BounceOptions> options, ILogger<Bounces> log)
{
    // Refused for what the letter says or how we send it (RFC 3463 3.7, 3.8): a slip of ours, such as a signature that is wrong, must not silence everybody for months.
    private static readonly Duration _refusedByPolicy = Duration.FromDays(7);

    private const int Latest = 20;
    private const int MostReturned = 10;

    /// <summary>Takes one message that came back. False if it says nothing about a letter of ours; then nothing was changed.</summary>
    public async Task<bool> Take(byte[] message, CancellationToken cancellationToken = default)
    {
        db.ChangeTracker.Clear();
        return BounceReport.Read(message, verp) is { } report && await db.InTransaction(() => Take(report, cancellationToken));
    }

    /// <summary>
    /// Whether the mail server is believed when it says at once that there is nobody at an address: not while half of the latest letters came back. One that knows
    /// nobody, as a relay does that was set up wrongly, speaks of itself.
    /// </summary>
    internal async Task<bool> Believes()
    {
        var latest = await db.Set<Event>().Where(e => e.Act == Act.LetterSent || e.Act == Act.Bounced).OrderByDescending(e => e.Id).Take(Latest).Select(e => e.Act).ToListAsync();
        return latest.Count(act => act == Act.Bounced) < MostReturned;
    }

    /// <summary>The mail server said at once that there is nobody at the address of this letter: the same follows as when it comes back, in the save of the caller.</summary>
    /// <param name="row">Tracked, with its prospect.</param>
    internal Task Refused(OutboxRow row, string status) => row is { BouncedAt: null, Prospect: { } prospect }
        ? Record(row, prospect, new BounceReport(row.PublicId, BounceKind.Failed, status, Recipient: null)) : Task.CompletedTask;

    private async Task<bool> Take(BounceReport report, CancellationToken cancellationToken)
    {
        // Written unchanged, so that two who read the same message queue here.
        await db.Set<OutboxRow>().Where(o => o.PublicId == report.Letter).ExecuteUpdateAsync(u => u.SetProperty(o => o.BounceStatus, o => o.BounceStatus), cancellationToken);
        var row = await db.Set<OutboxRow>().Include(o => o.Prospect).FirstOrDefaultAsync(o => o.PublicId == report.Letter, cancellationToken);
        // A letter that nobody tried to send cannot come back. One that was sent a moment ago may not be marked so yet.
        if (row is not { Prospect: { } prospect, Attempts: > 0 } || !IsTo(report.Recipient, prospect.AddressKey))
        {
            return false;
        }

        if (row.BouncedAt is null && report.Kind != BounceKind.Delayed)
        {
            await Record(row, prospect, report);
            await db.SaveChangesAsync(cancellationToken);
        }

        log.LogInformation("Letter {Letter} came back: {Kind}, {Status}.", row.PublicId, report.Kind, report.Status);
        return true;
    }

    private async Task Record(OutboxRow row, Prospect prospect, BounceReport report)
    {
        var now = clock.GetCurrentInstant();
        (row.BouncedAt, row.BounceStatus) = (now, report.Status);
        evidence.Append(Act.Bounced, prospect.PublicId, row.Submission, new BouncedRecord(row.PublicId, row.Kind.ToString(), row.Purpose, report.Status));
        if (report.Kind == BounceKind.Failed)
        {
            prospect.BouncedAt = now;
            await suppressions.Put(suppressions.Fingerprint(prospect.AddressKey), SuppressionReason.Bounced, now + For(report.Status));
        }
        else if (Retries.Next(row.Occasion) is { } next)
        {
            var due = now + Duration.FromTimeSpan(options.Value.Pause * next.Number);
            outbox.Put(new NewLetter(row.Kind, row.ProspectId, row.Submission, row.Purpose, row.Language, due, row.PastAt, next.Occasion));
        }
    }

    private Duration For(string status)
    {
        var all = Duration.FromDays(live.Part<SiteSettings>().UnreachableDays);
        return status.StartsWith("5.6.", StringComparison.Ordinal) || status.StartsWith("5.7.", StringComparison.Ordinal) ? Duration.Min(all, _refusedByPolicy) : all;
    }

    // Where the server says whom the letter was for, it must be this person: otherwise the report is about another letter. Final-Recipient may differ, for people
    // have their mail forwarded. Some servers write the address in xtext [RFC 3461 4].
    private static bool IsTo(string? recipient, string key) =>
        recipient is null || new[] { recipient, Xtext().Replace(recipient, m => $"{(char)int.Parse(m.Value.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture)}") }.Any(r => EmailAddress.Read(r)?.Key == key);

    [GeneratedRegex(@"\+[0-9A-F]{2}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Xtext();

    private sealed record BouncedRecord(Guid Letter, string Kind, string Purpose, string Status);
}

/// <summary>How a letter that is sent again after it came back is told from the first: by what is added to its occasion.</summary>
internal static class Retries
{
    private const int Most = 2;
    private const int LongestOccasion = 60;

    /// <summary>Null after the last attempt.</summary>
    internal static (string Occasion, int Number)? Next(string occasion)
    {
        var parts = occasion.Split(OutboxRow.Returned);
        var number = parts.Length > 1 && int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last + 1 : 1;
        var next = $"{parts[0]}{OutboxRow.Returned}{number}";
        return number <= Most && next.Length <= LongestOccasion ? (next, number) : null;
    }
}
