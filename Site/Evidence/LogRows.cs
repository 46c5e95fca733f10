using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using Site.Data;

namespace Site.Evidence;

/// <summary>
/// A log: one Merkle tree under one origin. There is one, and another after each honest restore of a backup, which goes on from the last
/// <see cref="After">anchored checkpoint</see> of the one before.
/// </summary>
public sealed class Log : IAppendOnly
{
    public required int Number { get; init; }

    /// <summary>The first line of its checkpoints, unique: a host and a path without scheme.</summary>
    public required string Origin { get; init; }

    public required Instant OpenedAt { get; init; }

    /// <summary>The checkpoint it goes on from, a signed note; null for the first.</summary>
    public string? After { get; init; }
}

/// <summary>An event's place in a log: leaf hash = SHA-256(0x00 ‖ commitment) (rule C3).</summary>
public sealed class Leaf : IAppendOnly
{
    public required int Log { get; init; }

    public required long Index { get; init; }

    public required long EventId { get; init; }

    public required byte[] Hash { get; init; }
}

/// <summary>A complete node above the leaves, stored so that a proof reads about two rows for each doubling of the log.</summary>
public sealed class TreeNode : IAppendOnly
{
    public required int Log { get; init; }

    /// <summary>It covers 2^Level leaves; 1 and up.</summary>
    public required int Level { get; init; }

    public required long Index { get; init; }

    public required byte[] Hash { get; init; }
}

/// <summary>The signed head of a log at one time (rule C4).</summary>
public sealed class Checkpoint : IAppendOnly
{
    public long Id { get; init; }

    public required int Log { get; init; }

    public required long Size { get; init; }

    public required Instant At { get; init; }

    /// <summary>Shown to everybody and mailed; the others stay inside.</summary>
    public required bool IsPublic { get; init; }

    /// <summary>The signed note, exactly.</summary>
    public required string Note { get; init; }
}

/// <summary>A key that signs checkpoints, from one on until the next key. Its first checkpoint bears the signature of the one before, too.</summary>
public sealed class SigningKey : IAppendOnly
{
    public int Id { get; init; }

    public required string Name { get; init; }

    public required byte[] PublicKey { get; init; }

    /// <summary>The first checkpoint it signed.</summary>
    public long FromId { get; init; }

    public required Checkpoint From { get; init; }

    public NoteKey Key => new(Name, PublicKey);
}

internal sealed class LogMapping : IEntityTypeConfiguration<Log>, IEntityTypeConfiguration<Leaf>, IEntityTypeConfiguration<TreeNode>,
    IEntityTypeConfiguration<Checkpoint>, IEntityTypeConfiguration<SigningKey>
{
    private const int HashLength = 32;

    public void Configure(EntityTypeBuilder<Log> builder)
    {
        builder.ToTable("EvidenceLog", t => t.HasTrigger("EvidenceLog_NoUpdate"));
        builder.HasKey(l => l.Number);
        builder.Property(l => l.Number).ValueGeneratedNever();
        builder.Property(l => l.Origin).HasMaxLength(300);
        builder.HasIndex(l => l.Origin).IsUnique();
        builder.Property(l => l.After).HasMaxLength(Notes);
    }

    public void Configure(EntityTypeBuilder<Leaf> builder)
    {
        builder.ToTable(nameof(Leaf), t => t.HasTrigger("Leaf_NoUpdate"));
        builder.HasKey(l => new { l.Log, l.Index });
        builder.HasIndex(l => l.EventId).IsUnique();
        builder.HasOne<Event>().WithMany().HasForeignKey(l => l.EventId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(l => l.Hash).HasMaxLength(HashLength);
    }

    public void Configure(EntityTypeBuilder<TreeNode> builder)
    {
        builder.ToTable(nameof(TreeNode), t => t.HasTrigger("TreeNode_NoUpdate"));
        builder.HasKey(n => new { n.Log, n.Level, n.Index });
        builder.Property(n => n.Hash).HasMaxLength(HashLength);
    }

    public void Configure(EntityTypeBuilder<Checkpoint> builder)
    {
        builder.ToTable("EvidenceCheckpoint", t => t.HasTrigger("EvidenceCheckpoint_NoUpdate"));
        builder.Property(c => c.Note).HasMaxLength(Notes);
        builder.HasIndex(c => new { c.Log, c.Size });
        builder.HasIndex(c => new { c.IsPublic, c.Id });
    }

    public void Configure(EntityTypeBuilder<SigningKey> builder)
    {
        builder.ToTable(nameof(SigningKey), t => t.HasTrigger("SigningKey_NoUpdate"));
        builder.Property(k => k.Name).HasMaxLength(300);
        builder.Property(k => k.PublicKey).HasMaxLength(HashLength);
        builder.Ignore(k => k.Key);
        builder.HasOne(k => k.From).WithMany().HasForeignKey(k => k.FromId).OnDelete(DeleteBehavior.Restrict);
    }

    private const int Notes = 2000;
}
