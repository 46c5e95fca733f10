using System.Text.Json;
using NodaTime;
using NodaTime.Text;
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
    /// <summary>When it happened: before it was recorded where a restore did again what the backup did not know.</summary>
    public Instant HappenedAt => Said("earlier") is { } earlier && InstantPattern.ExtendedIso.Parse(earlier) is { Success: true } parsed ? parsed.Value : At;

    /// <summary>The purpose it is about, if it is about one.</summary>
    public string? Purpose => Said("purpose");

    /// <summary>The random id of the record that the payload is; null if it names none.</summary>
    public string? RecordId => Text(In(Root, "recordId"));

    /// <summary>The prospect's random id, as the payload says it.</summary>
    public Guid? Principal => Envelope.Read(Payload)?.Principal;

    /// <summary>A word of the record; null if it has none of this name.</summary>
    public string? Said(string name) => Text(In(Record, name));

    /// <summary>Whether the box of a purpose was ticked; null if it is not said, as for what has no box.</summary>
    public bool? Ticked(string purpose) => In(In(Record, "boxes"), purpose)?.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

    /// <summary>Which fields were filled in; null if it is not said.</summary>
    public IReadOnlyCollection<string>? Fields => In(Record, "fields") is { ValueKind: JsonValueKind.Array } fields
        ? [.. fields.EnumerateArray().Select(f => Text(f)).OfType<string>()] : null;

    private JsonElement? Record => In(Root, "record");

    private JsonElement? Root
    {
        get
        {
            using var envelope = JsonDocument.Parse(Payload);
            return envelope.RootElement.Clone();
        }
    }

    private static JsonElement? In(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty(name, out var said) ? said : null;

    private static string? Text(JsonElement? value) => value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}

/// <summary>That the leaf at <paramref name="Index"/> is in the tree of <paramref name="Checkpoint"/>, a signed note (RFC 9162 2.1.3).</summary>
/// <param name="Path">The nodes beside the way from the leaf to the head, from below.</param>
public sealed record InclusionProof(long Index, IReadOnlyList<byte[]> Path, string Checkpoint);
