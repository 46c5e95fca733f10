using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Site.Prospects;

/// <summary>
/// Why one prospect's data may be used for one purpose: a consent they gave or a service they asked for, in one submission
/// (Art. 6 (1)(a) and (b) GDPR). Nothing may be done for a purpose without a live one. Requested by the form, live only from the confirmation on.
/// </summary>
public sealed class Basis
{
    public long Id { get; init; }

    public required long ProspectId { get; init; }

    public Prospect? Prospect { get; init; }

    /// <summary>The submission's random id.</summary>
    public required Guid Submission { get; init; }

    /// <summary>Key of the purpose as declared in the notice.</summary>
    public required string Purpose { get; init; }

    /// <summary>True where it was a box or a subscribe button, false where it follows from the service asked for.</summary>
    public required bool IsConsent { get; init; }

    public required string NoticeHash { get; init; }

    public required Instant RequestedAt { get; init; }

    public Instant? LiveFrom { get; set; }

    public Instant? EndedAt { get; set; }
}

/// <summary>What may be done with somebody's data is asked for in many places and answered here.</summary>
public static class LiveBases
{
    /// <summary>Those that allow their purpose now: confirmed, and neither withdrawn nor ended.</summary>
    public static IQueryable<Basis> Live(this IQueryable<Basis> bases) => bases.Where(b => b.LiveFrom != null && b.EndedAt == null);
}

internal sealed class BasisMapping : IEntityTypeConfiguration<Basis>
{
    public void Configure(EntityTypeBuilder<Basis> builder)
    {
        builder.ToTable(nameof(Basis));
        builder.HasOne(b => b.Prospect).WithMany().HasForeignKey(b => b.ProspectId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(b => b.Purpose).HasMaxLength(60);
        builder.Property(b => b.NoticeHash).HasMaxLength(64);
        builder.HasIndex(b => new { b.Submission, b.Purpose }).IsUnique();
        builder.HasIndex(b => new { b.ProspectId, b.Purpose });
    }
}
