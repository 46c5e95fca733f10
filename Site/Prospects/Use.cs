using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Site.Prospects;

/// <summary>One use of a person's data, in the ledger that they may read: a letter sent, a view by staff.</summary>
public sealed class Use
{
    public long Id { get; init; }

    public required long ProspectId { get; init; }

    public Prospect? Prospect { get; init; }

    public required Instant At { get; init; }

    /// <summary>What used it: "letter" or "staff".</summary>
    public required string By { get; init; }

    /// <summary>Which letter or which act: "reminder", "viewed".</summary>
    public required string What { get; init; }

    public string? Purpose { get; init; }

    /// <summary>Keys of the fields used, separated by commas.</summary>
    public required string Fields { get; init; }

    public Guid? Submission { get; init; }
}

internal sealed class UseMapping : IEntityTypeConfiguration<Use>
{
    public void Configure(EntityTypeBuilder<Use> builder)
    {
        builder.ToTable(nameof(Use));
        builder.HasOne(u => u.Prospect).WithMany().HasForeignKey(u => u.ProspectId).OnDelete(DeleteBehavior.Cascade);
        builder.Property(u => u.By).HasMaxLength(40);
        builder.Property(u => u.What).HasMaxLength(40);
        builder.Property(u => u.Purpose).HasMaxLength(60);
        builder.Property(u => u.Fields).HasMaxLength(1000);
    }
}
