using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Site.Evidence;

/// <summary>What every payload says first, so that the columns beside it can be checked against it.</summary>
public sealed record Envelope(Guid? Principal, Guid? Submission, string Act, string At)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The bytes of a payload. They are serialised once, here, and never again.</summary>
    internal static byte[] Write(Guid? subject, Guid? about, Act act, Instant at, object record) => JsonSerializer.SerializeToUtf8Bytes(
        new Whole("1", Guid.NewGuid(), subject, about, act.ToString(), InstantPattern.ExtendedIso.Format(at), record), _json);

    /// <summary>Null if the bytes are not a payload of ours. It reads no further than it must.</summary>
    public static Envelope? Read(ReadOnlySpan<byte> payload)
    {
        try
        {
            return ReadHead(payload);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static Envelope? ReadHead(ReadOnlySpan<byte> payload)
    {
        var (principal, submission, act, at) = ((Guid?)null, (Guid?)null, "", "");
        var reader = new Utf8JsonReader(payload);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName && !reader.ValueTextEquals("record"u8))
        {
            var which = reader.ValueTextEquals("principal"u8) ? 1 : reader.ValueTextEquals("submission"u8) ? 2 : reader.ValueTextEquals("act"u8) ? 3 : reader.ValueTextEquals("at"u8) ? 4 : 0;
            reader.Read();
            principal = which == 1 ? reader.GetGuid() : principal;
            submission = which == 2 ? reader.GetGuid() : submission;
            act = which == 3 ? reader.GetString() ?? "" : act;
            at = which == 4 ? reader.GetString() ?? "" : at;
        }

        return act.Length == 0 ? null : new Envelope(principal, submission, act, at);
    }

    private sealed record Whole(string Schema, Guid RecordId, Guid? Principal, Guid? Submission, string Act, string At, object Record);
}
