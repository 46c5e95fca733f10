using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using Site.Evidence;

namespace Site.Mail;

/// <summary>That a published checkpoint goes, or went, to the data protection officer by mail: the anchor that nobody here can take back (rule C4).</summary>
public sealed class CheckpointLetter
{
    /// <summary>Which checkpoint; one letter each.</summary>
    public required long CheckpointId { get; init; }

    /// <summary>When a worker last took it.</summary>
    public required Instant ClaimedAt { get; set; }

    public Instant? SentAt { get; set; }
}

internal sealed class CheckpointLetterMapping : IEntityTypeConfiguration<CheckpointLetter>
{
    public void Configure(EntityTypeBuilder<CheckpointLetter> builder)
    {
        builder.ToTable(nameof(CheckpointLetter));
        builder.HasKey(l => l.CheckpointId);
        builder.Property(l => l.CheckpointId).ValueGeneratedNever();
        builder.HasOne<Checkpoint>().WithMany().HasForeignKey(l => l.CheckpointId).OnDelete(DeleteBehavior.Restrict);
    }
}
