using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Site.Prospects;

/// <summary>
/// An address that is not to be written to for some time. It outlives the prospect, whose address is erased: only an HMAC of it under a key outside the
/// database is kept, so nobody who holds the database alone can test an address against it. It is declared, it expires, and it is not called erasure.
/// </summary>
public sealed class Suppression
{
    public long Id { get; init; }

    /// <summary>HMAC-SHA256 of the address key.</summary>
    public required byte[] Key { get; init; }

    public required SuppressionReason Reason { get; init; }

    public required Instant At { get; set; }

    /// <summary>From when on it no longer counts, and is removed.</summary>
    public required Instant Until { get; set; }
}

/// <summary>Why an address is not written to.</summary>
public enum SuppressionReason
{
    /// <summary>"This was not me": nobody may have a confirmation letter sent there (rule M7).</summary>
    NotMe,

    /// <summary>Its mail server said for good that it cannot be reached: no letter goes there (rule M6).</summary>
    Bounced,
}

internal sealed class SuppressionMapping : IEntityTypeConfiguration<Suppression>
{
    public void Configure(EntityTypeBuilder<Suppression> builder)
    {
        builder.ToTable(nameof(Suppression));
        builder.Property(s => s.Key).HasMaxLength(32);
        builder.Property(s => s.Reason).HasConversion<string>().HasMaxLength(20);
        builder.HasIndex(s => new { s.Key, s.Reason }).IsUnique();
        builder.HasIndex(s => s.Until);
    }
}
