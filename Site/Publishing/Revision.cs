using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using Site.Data;

namespace Site.Publishing;

/// <summary>One version of one file: its exact bytes, where they came from and when.</summary>
public sealed class Revision : IAppendOnly
{
    public long Id { get; init; }

    public required string Path { get; init; }

    public required byte[] Bytes { get; init; }

    public required byte[] Sha256 { get; init; }

    /// <summary>Who edited it in the browser; null if a deployment brought it.</summary>
    public string? Editor { get; init; }

    public required Instant At { get; init; }
}

/// <summary>Which revision of a file is live.</summary>
public sealed class LiveFile
{
    public required string Path { get; init; }

    public required long RevisionId { get; set; }

    public Revision? Revision { get; init; }

    /// <summary>Every file as it is live.</summary>
    internal static Task<List<ContentFile>> Read(SiteDb db) => db.Set<LiveFile>().Select(f => new ContentFile(f.Path, f.Revision!.Bytes)).ToListAsync();
}

/// <summary>The number that moves whenever the live content does; each node polls it. One row.</summary>
public sealed class ContentVersion
{
    public const int TheOne = 1;

    public int Id { get; init; } = TheOne;

    public long Version { get; set; }

    /// <summary>
    /// The proposal that waits for a decision, of which there is one at most; null if nothing waits. Not a foreign key: SQLite would have to build
    /// the table anew for it, outside a transaction.
    /// </summary>
    public long? WaitingId { get; set; }
}

/// <summary>What a node polls: the version, what waits, and whether anything ever did.</summary>
internal sealed record ContentState(long Version, long? WaitingId, bool HadProposals)
{
    /// <summary>Null as long as nothing was imported.</summary>
    internal static Task<ContentState?> Read(SiteDb db) => db.Set<ContentVersion>().Where(v => v.Id == ContentVersion.TheOne)
        .Select(v => new ContentState(v.Version, v.WaitingId, db.Set<Proposal>().Any())).SingleOrDefaultAsync();
}

/// <summary>What a relative date in a file was resolved to, once.</summary>
public sealed class RelativeDate
{
    public required string Path { get; init; }

    public required string Text { get; init; }

    public required LocalDateTime Date { get; init; }
}

internal sealed class PublishingMapping :
    IEntityTypeConfiguration<Revision>, IEntityTypeConfiguration<LiveFile>, IEntityTypeConfiguration<ContentVersion>, IEntityTypeConfiguration<RelativeDate>
{
    public void Configure(EntityTypeBuilder<Revision> builder)
    {
        builder.ToTable(nameof(Revision), t => t.HasTrigger("Revision_NoUpdate"));
        builder.Property(r => r.Path).HasMaxLength(200).IsComparedBinary();
        builder.Property(r => r.Sha256).HasMaxLength(32);
        builder.Property(r => r.Editor).HasMaxLength(100);
        builder.HasIndex(r => new { r.Path, r.Id });
    }

    public void Configure(EntityTypeBuilder<LiveFile> builder)
    {
        builder.ToTable(nameof(LiveFile));
        builder.HasKey(f => f.Path);
        builder.Property(f => f.Path).HasMaxLength(200).IsComparedBinary();
        builder.HasOne(f => f.Revision).WithMany().HasForeignKey(f => f.RevisionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ContentVersion> builder)
    {
        builder.ToTable(nameof(ContentVersion));
        builder.Property(v => v.Id).ValueGeneratedNever();
        builder.Property(v => v.Version).IsConcurrencyToken();
        builder.Property(v => v.WaitingId).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<RelativeDate> builder)
    {
        builder.ToTable(nameof(RelativeDate));
        builder.HasKey(d => new { d.Path, d.Text });
        builder.Property(d => d.Path).HasMaxLength(200).IsComparedBinary();
        builder.Property(d => d.Text).HasMaxLength(40).IsComparedBinary();
    }
}
