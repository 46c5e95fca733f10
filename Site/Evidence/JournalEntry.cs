using NodaTime;
using NodaTime.Text;

namespace Site.Evidence;

/// <summary>What was done to a submission.</summary>
public enum JournalAct
{
    Withdrawn,
    Cancelled,

    /// <summary>Erased; of a consent that was confirmed the proof stays.</summary>
    ErasedToProof,

    /// <summary>Erased, nothing stays.</summary>
    Erased,

    /// <summary>"This was not me": its address is suppressed.</summary>
    Blocked,

    /// <summary>And no longer.</summary>
    Unblocked,
}

/// <summary>One line of the <see cref="ErasureJournal"/>. It knows a submission by its random id and holds no address and no value.</summary>
/// <param name="Purpose">The consent that was withdrawn; null for everything else.</param>
public sealed record JournalEntry(Instant At, JournalAct Act, Guid Submission, string? Purpose = null)
{
    private static readonly Dictionary<string, JournalAct> _words = new(StringComparer.Ordinal)
    {
        ["withdrawn"] = JournalAct.Withdrawn,
        ["cancelled"] = JournalAct.Cancelled,
        ["erased-to-proof"] = JournalAct.ErasedToProof,
        ["erased"] = JournalAct.Erased,
        ["blocked"] = JournalAct.Blocked,
        ["unblocked"] = JournalAct.Unblocked,
    };

    /// <summary>"2026-11-25T10:00:00Z withdrawn 0f8fad5b-d9cb-469f-a165-70867728950e newsletter".</summary>
    internal string Line => string.Join(' ', new[] { InstantPattern.ExtendedIso.Format(At), _words.First(w => w.Value == Act).Key, $"{Submission:D}", Purpose }.OfType<string>());

    /// <summary>Null if the line is none of ours.</summary>
    internal static JournalEntry? Parse(string line)
    {
        var parts = line.Split(' ');
        var isWithdrawal = parts is [_, "withdrawn", _, { Length: > 0 }];
        return (isWithdrawal || parts is [_, not "withdrawn", _]) && _words.TryGetValue(parts[1], out var act)
            && InstantPattern.ExtendedIso.Parse(parts[0]) is { Success: true } at && Guid.TryParseExact(parts[2], "D", out var submission)
            ? new JournalEntry(at.Value, act, submission, isWithdrawal ? parts[3] : null) : null;
    }
}

/// <summary>All entries in the order of time, and which lines could not be read, each in a sentence.</summary>
public sealed record JournalReading(IReadOnlyList<JournalEntry> Entries, IReadOnlyList<string> Faults);

/// <summary>The journal cannot be written, so nothing was ended or erased. The message says what to mend.</summary>
public sealed class JournalException(string message, Exception inner) : Exception(message, inner);
