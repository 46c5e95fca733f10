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

    /// <summary><c>Evidence__PreviousKey</c>: the seed that <see cref="Key"/> replaces. It signs once more, beside the new one, and can then be taken away.</summary>
    public string? PreviousKey { get; set; }

    /// <summary><c>Evidence__Seal</c>: how often new events are sealed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "Evidence__Seal must be 00:00:01 to 01:00:00.")]
    public TimeSpan Seal { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary><c>Evidence__Publish</c>: how often a checkpoint is published. More often than daily would show everyone how many sign up.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "31.00:00:00", ErrorMessage = "Evidence__Publish must be 00:00:01 to 31.00:00:00.")]
    public TimeSpan Publish { get; set; } = TimeSpan.FromDays(1);

    /// <summary>The 32 bytes of <see cref="PreviousKey"/>; null where none is set.</summary>
    internal byte[]? PreviousSeed() => string.IsNullOrWhiteSpace(PreviousKey) ? null : SecretKeys.Bytes(PreviousKey);

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

        if (!string.IsNullOrWhiteSpace(PreviousKey) && SecretKeys.Fault("Evidence__PreviousKey", PreviousKey) is { } previous)
        {
            yield return new ValidationResult(previous);
        }
    }
}
