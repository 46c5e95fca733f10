using NodaTime;
using Site.Declarations;

namespace Site.Evidence;

/// <summary>What was agreed, shown or done in one submission, as the person or an authority may keep it: each event with what opens its commitment (rules C1 to C3).</summary>
/// <param name="NoticeHash">The notice that was shown, and <paramref name="Form"/>, what it declares.</param>
public sealed record Receipt(Guid Submission, string NoticeHash, Form Form, IReadOnlyList<ReceiptEvent> Events)
{
    /// <summary>Every event has its proof: a published checkpoint covers them all.</summary>
    public bool IsProven => Events.All(e => e.Proof is not null);

    public ReceiptEvent? Last(Act act, string? purpose = null) => Events.LastOrDefault(e => e.Act == act && (purpose is null || e.Purpose == purpose));
}

/// <summary>One event. SHA-256(salt ‖ payload) = commitment; whoever has the three can check it alone.</summary>
/// <param name="Proof">Null until a published checkpoint covers it.</param>
public sealed record ReceiptEvent(long EventId, Act Act, Instant At, byte[] Salt, byte[] Payload, byte[] Commitment, InclusionProof? Proof)
{
    /// <summary>The purpose it is about, if it is about one.</summary>
    public string? Purpose => Said("purpose");

    /// <summary>A word of the record; null if it has none of this name.</summary>
    public string? Said(string name)
    {
        using var envelope = System.Text.Json.JsonDocument.Parse(Payload);
        return envelope.RootElement.TryGetProperty("record", out var record) && record.TryGetProperty(name, out var said) && said.ValueKind == System.Text.Json.JsonValueKind.String
            ? said.GetString() : null;
    }
}

/// <summary>That the leaf at <paramref name="Index"/> is in the tree of <paramref name="Checkpoint"/>, a signed note (RFC 9162 2.1.3).</summary>
/// <param name="Path">The nodes beside the way from the leaf to the head, from below.</param>
public sealed record InclusionProof(long Index, IReadOnlyList<byte[]> Path, string Checkpoint);
