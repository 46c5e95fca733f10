using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using Site.Data;

namespace Site.Evidence;

/// <summary>Appends to the evidence. It only adds rows to the save of the caller, so an act and its proof are stored together or not at all.</summary>
public sealed class EvidenceLog(SiteDb db, IClock clock)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// Adds the event and its payload. <paramref name="record"/> is serialised once, here; the bytes stored are the bytes committed to.
    /// </summary>
    public Event Append(Act act, Guid? subject, Guid? about, object record)
    {
        var at = clock.GetCurrentInstant();
        var bytes = JsonSerializer.SerializeToUtf8Bytes(
            new Envelope("1", Guid.NewGuid(), subject, about, act.ToString(), at.ToString(), record), _json);
        var salt = RandomNumberGenerator.GetBytes(32);
        var happened = new Event { Act = act, At = at, Commitment = Commit(salt, bytes) };
        db.Add(new Payload { Event = happened, Subject = subject, About = about, Salt = salt, Bytes = bytes });
        return happened;
    }

    /// <summary>SHA-256(salt ‖ bytes), rule C3.</summary>
    public static byte[] Commit(byte[] salt, byte[] bytes) => SHA256.HashData([.. salt, .. bytes]);

    private sealed record Envelope(string Schema, Guid RecordId, Guid? Principal, Guid? Submission, string Act, string At, object Record);
}
