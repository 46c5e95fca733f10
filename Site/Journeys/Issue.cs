using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Site.Journeys;

/// <summary>One issue of the newsletter, from the first draft to the last letter. Its letters are rows of the outbox whose occasion is <see cref="PublicId"/>.</summary>
public sealed class Issue
{
    public long Id { get; init; }

    public required Guid PublicId { get; init; }

    public required Instant CreatedAt { get; init; }

    public required Instant ChangedAt { get; set; }

    /// <summary>The account that changed it last.</summary>
    public required string StaffId { get; set; }

    /// <summary>Plus one with every change: who saves over somebody else's is told so.</summary>
    public int Version { get; set; }

    /// <summary>From when on it is sent; null for a draft.</summary>
    public Instant? DueAt { get; set; }

    /// <summary>When a letter for everybody who gets it lay in the outbox.</summary>
    public Instant? SpreadAt { get; set; }

    /// <summary>When somebody stopped it; what had not left by then stays.</summary>
    public Instant? StoppedAt { get; set; }

    public List<IssueText> Texts { get; init; } = [];
}

/// <summary>What an issue says in one language.</summary>
public sealed class IssueText
{
    public const int MaxSubject = 150, MaxPreheader = 200, MaxBody = 20_000;

    public long IssueId { get; init; }

    /// <summary>"de" or "en".</summary>
    public required string Language { get; init; }

    public required string Subject { get; set; }

    public required string Preheader { get; set; }

    /// <summary>Markdown, as letters take it.</summary>
    public required string Body { get; set; }
}

internal sealed class IssueMapping : IEntityTypeConfiguration<Issue>, IEntityTypeConfiguration<IssueText>
{
    private const int StaffIdLength = 36;

    public void Configure(EntityTypeBuilder<Issue> builder)
    {
        builder.ToTable(nameof(Issue));
        builder.HasIndex(i => i.PublicId).IsUnique();
        builder.HasIndex(i => i.DueAt).HasFilter("SpreadAt IS NULL AND StoppedAt IS NULL");
        builder.Property(i => i.StaffId).HasMaxLength(StaffIdLength);
        builder.Property(i => i.Version).IsConcurrencyToken();
        builder.HasMany(i => i.Texts).WithOne().HasForeignKey(t => t.IssueId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<IssueText> builder)
    {
        builder.ToTable(nameof(IssueText));
        builder.HasKey(t => new { t.IssueId, t.Language });
        builder.Property(t => t.Language).HasMaxLength(2);
        builder.Property(t => t.Subject).HasMaxLength(IssueText.MaxSubject);
        builder.Property(t => t.Preheader).HasMaxLength(IssueText.MaxPreheader);
        builder.Property(t => t.Body).HasMaxLength(IssueText.MaxBody);
    }
}
