using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using NodaTime;
using Site.Data;
using Site.Declarations;
using Site.Evidence;
using Site.Prospects;

namespace Site.Mail;

/// <summary>Records what became of letters: in the outbox, in the ledger of use and in the evidence. It only adds to the save of the caller.</summary>
public sealed partial class Deliveries(
    SiteDb db, Claims claims, EvidenceLog evidence, IClock clock, IOptions<MailOptions> options, ILogger<Deliveries> log)
{
    private const int MaxError = 500;
    private const int MostUnforeseen = 5;

    /// <summary>Records what became of a letter; null and <see cref="OutcomeKind.NothingToSay"/> if its composer had nothing to write.</summary>
    internal void Record(OutboxRow row, PrintedLetter? letter, Outcome outcome)
    {
        row.LastError = outcome.Error is null ? null : Masked(outcome.Error);
        switch (outcome.Kind)
        {
            case OutcomeKind.Accepted when letter is not null:
                RecordSent(row, letter);
                break;
            case OutcomeKind.Delayed when row.Attempts >= Most(outcome):
                log.LogError("Letter {Letter} is parked after attempt {Attempt}: {Error}", row.PublicId, row.Attempts, row.LastError);
                claims.Withhold(row, WithheldReason.Parked);
                break;
            case OutcomeKind.Delayed:
                (row.Claim, row.ClaimedAt, row.DueAt) = (null, null, After(row.Attempts));
                log.LogWarning("Letter {Letter} waits until {Due} after attempt {Attempt}: {Error}", row.PublicId, row.DueAt, row.Attempts, row.LastError);
                break;
            case OutcomeKind.Refused:
                log.LogWarning("Letter {Letter} was refused: {Error}", row.PublicId, row.LastError);
                claims.Withhold(row, WithheldReason.Refused);
                break;
            default:
                claims.Withhold(row, WithheldReason.Ended);
                break;
        }
    }

    // Nobody knows whether what was not foreseen ever passes, and each attempt may have cost a letter; a mail server that says "later" is believed for days.
    private int Most(Outcome outcome) => outcome.IsUnforeseen ? Math.Min(MostUnforeseen, options.Value.MostAttempts) : options.Value.MostAttempts;

    private void RecordSent(OutboxRow row, PrintedLetter letter)
    {
        var now = clock.GetCurrentInstant();
        var fields = letter.UsedFields.Select(f => f.Key).ToArray();
        (row.SentAt, row.Claim, row.ClaimedAt) = (now, null, null);
        var purposes = letter.UsedFields.Select(f => f.Purpose).OfType<string>().Prepend(row.Purpose).Distinct();
        db.AddRange(purposes.Select(p => Use(row, letter, p, now)));
        db.Add(LetterCopy.Of(row, letter, now));
        evidence.Append(Act.LetterSent, row.Prospect?.PublicId, row.Submission, new SentRecord(
            row.PublicId, letter.MessageId, row.Kind.ToString(), row.Purpose, row.Language, fields, letter.Digest, row.Attempts));
    }

    // What served another purpose than the letter itself is an entry of its own.
    private static Use Use(OutboxRow row, PrintedLetter letter, string purpose, Instant now) => new()
    {
        ProspectId = row.ProspectId,
        At = now,
        By = "letter",
        What = row.Kind.ToString().ToLowerInvariant(),
        Purpose = purpose,
        Fields = string.Join(',', letter.UsedFields.Where(f => (f.Purpose ?? row.Purpose) == purpose).Select(f => f.Key)),
        Submission = row.Submission,
    };

    /// <summary>When the next attempt is due: pauses double, and are spread by a fifth so that letters do not return all at once.</summary>
    internal Instant After(int attempts)
    {
        var doubled = options.Value.FirstPause * Math.Pow(2, Math.Min(attempts - 1, 20));
        var pause = doubled < options.Value.LongestPause ? doubled : options.Value.LongestPause;
        return clock.GetCurrentInstant() + Duration.FromTimeSpan(pause * (0.8 + 0.4 * Random.Shared.NextDouble()));
    }

    private static string Masked(string error)
    {
        var masked = AnAddress().Replace(error.ReplaceLineEndings(" "), match => EmailAddress.Mask(match.Value));
        return masked.Length <= MaxError ? masked : masked[..MaxError];
    }

    [GeneratedRegex(@"[^\s<>@""(),;:]+@[^\s<>@""(),;:]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AnAddress();

    /// <param name="Digest">SHA-256 of the message as sent, its tokens blanked.</param>
    private sealed record SentRecord(
        Guid Letter, string MessageId, string Kind, string Purpose, string Language, string[] Fields, string Digest, int Attempt);
}

internal enum OutcomeKind
{
    Accepted,
    Delayed,
    Refused,
    NothingToSay,
}

/// <summary>What became of one attempt. <paramref name="ConcernsAll"/>: no other letter would get through either.</summary>
/// <param name="IsUnforeseen">It is the letter's own fault or ours, not the mail server's.</param>
/// <param name="Unreachable">The status with which the mail server said that there is nobody at this address (RFC 3463).</param>
internal sealed record Outcome(OutcomeKind Kind, string? Error = null, bool ConcernsAll = false, bool IsUnforeseen = false, string? Unreachable = null)
{
    internal static readonly Outcome Accepted = new(OutcomeKind.Accepted);

    internal static Outcome Unforeseen(Exception e) => new(OutcomeKind.Delayed, $"{e.GetType().Name}: {e.Message}", IsUnforeseen: true);

    internal static readonly Outcome NothingToSay = new(OutcomeKind.NothingToSay);
}
