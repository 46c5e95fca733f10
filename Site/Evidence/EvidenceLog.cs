using System.Security.Cryptography;
using NodaTime;
using Site.Data;

namespace Site.Evidence;

/// <summary>Appends to the evidence. It only adds rows to the save of the caller, so an act and its proof are stored together or not at all.</summary>
public sealed class EvidenceLog(SiteDb db, EvidenceKeys keys, IClock clock)
{
    /// <summary>
    /// Adds the event and its payload. <paramref name="record"/> is serialised once, here; the bytes stored are the bytes committed to.
    /// </summary>
    public Event Append(Act act, Guid? subject, Guid? about, object record)
    {
        var at = clock.GetCurrentInstant();
        var bytes = Envelope.Write(subject, about, act, at, record);
        var salt = RandomNumberGenerator.GetBytes(32);
        var commitment = Commit(salt, bytes);
        var happened = new Event { Act = act, At = at, Commitment = commitment, Mac = keys.Mac(commitment) };
        db.Add(new Payload { Event = happened, Subject = subject, About = about, Salt = salt, Bytes = bytes });
        return happened;
    }

    /// <summary>SHA-256(salt ‖ bytes), rule C3.</summary>
    public static byte[] Commit(byte[] salt, byte[] bytes) => SHA256.HashData([.. salt, .. bytes]);
}
