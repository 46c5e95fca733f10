using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using Site.Prospects;

namespace Site.MyData.Access;

/// <summary>What lets somebody at one person's data: 256 random bits, of which only a hash is stored (rule S4). It goes with the person.</summary>
public sealed class AccessPass
{
    public long Id { get; init; }

    /// <summary>SHA-256 of the token.</summary>
    public required byte[] Hash { get; init; }

    public required AccessPassKind Kind { get; init; }

    public required long ProspectId { get; init; }

    public Prospect? Prospect { get; init; }

    /// <summary>From when on it opens nothing.</summary>
    public required Instant Until { get; init; }
}

/// <summary>What a pass is good for; one kind never does what the other does.</summary>
public enum AccessPassKind
{
    /// <summary>The link in a letter: used up by opening a session.</summary>
    Link,

    /// <summary>The cookie of a session.</summary>
    Session,
}

internal sealed class AccessPassMapping : IEntityTypeConfiguration<AccessPass>
{
    public void Configure(EntityTypeBuilder<AccessPass> builder)
    {
        builder.ToTable(nameof(AccessPass));
        builder.HasOne(p => p.Prospect).WithMany().HasForeignKey(p => p.ProspectId).OnDelete(DeleteBehavior.Cascade);
        builder.Property(p => p.Hash).HasMaxLength(32);
        builder.Property(p => p.Kind).HasConversion<string>().HasMaxLength(20);
        builder.HasIndex(p => p.Hash).IsUnique();
        builder.HasIndex(p => p.Until);
    }
}
