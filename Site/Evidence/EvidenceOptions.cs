using System.ComponentModel.DataAnnotations;
using Site.Data;

namespace Site.Evidence;

/// <summary>Where the evidence is anchored outside the database, and what signs it (<c>Evidence__…</c>, rule C4).</summary>
public sealed class EvidenceOptions : IValidatableObject
{
    public const string Section = "Evidence";

    /// <summary><c>Evidence__Folder</c>, absolute or relative to the application's folder; made if missing, <c>var/evidence</c> unless set. Absolute once read.</summary>
    public string? Folder { get; set; }

    /// <summary><c>Evidence__Key</c>: the seed of an Ed25519 key [RFC 8032], base64 of 32 random bytes. Made and kept in <c>var/</c> in Development.</summary>
    public string? Key { get; set; }

    /// <summary>The 32 bytes of <see cref="Key"/>.</summary>
    public byte[] Seed() => SecretKeys.Bytes(Key);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (VarFolder.Fault("Evidence__Folder", Folder ?? "") is { } unwritable)
        {
            yield return new ValidationResult(unwritable);
        }

        if (SecretKeys.Fault("Evidence__Key", Key) is { } fault)
        {
            yield return new ValidationResult(fault);
        }
    }
}
