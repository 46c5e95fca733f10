using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using Site.Data;

namespace Site.Publishing;

/// <summary>Files that may not go live before somebody has approved them. Which one waits stands in <see cref="ContentVersion.WaitingId"/>.</summary>
public sealed class Proposal : IAppendOnly
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public long Id { get; init; }

    public required Instant At { get; init; }

    /// <summary>The changes as JSON: what is decided on is what was shown.</summary>
    public required string Why { get; init; }

    public List<ProposedFile> Files { get; init; } = [];

    public Decision? Decision { get; init; }

    public IReadOnlyList<WaitingChange> Changes => JsonSerializer.Deserialize<List<WaitingChange>>(Why, _json) ?? [];

    internal static string Written(IReadOnlyList<WaitingChange> changes) => JsonSerializer.Serialize(changes, _json);

    /// <summary>True if it is about exactly these revisions.</summary>
    internal bool IsOf(IReadOnlyCollection<ProposedFile> files) =>
        Files.Count == files.Count && files.All(f => Files.Exists(mine => mine.Path == f.Path && mine.RevisionId == f.RevisionId));
}

/// <summary>A revision that would go live.</summary>
public sealed class ProposedFile : IAppendOnly
{
    public long ProposalId { get; init; }

    public required string Path { get; init; }

    /// <summary>Null where the file would go.</summary>
    public required long? RevisionId { get; init; }
}

/// <summary>What became of a proposal: one answer, never changed.</summary>
public sealed class Decision : IAppendOnly
{
    public const int MaxReason = 400;

    public required long ProposalId { get; init; }

    public required Instant At { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>The account that decided; null where the files themselves went another way.</summary>
    public required string? StaffId { get; init; }

    public required string Reason { get; init; }
}

/// <summary>How a proposal ended.</summary>
public enum Verdict
{
    Approved,
    Rejected,

    /// <summary>The files were changed again, or back, before anybody decided.</summary>
    Replaced,
}

internal sealed class ProposalMapping : IEntityTypeConfiguration<Proposal>, IEntityTypeConfiguration<ProposedFile>, IEntityTypeConfiguration<Decision>
{
    private const int StaffIdLength = 36;

    public void Configure(EntityTypeBuilder<Proposal> builder)
    {
        builder.ToTable(nameof(Proposal), t => t.HasTrigger("Proposal_NoUpdate"));
        builder.Ignore(p => p.Changes);
        builder.HasMany(p => p.Files).WithOne().HasForeignKey(f => f.ProposalId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(p => p.Decision).WithOne().HasForeignKey<Decision>(d => d.ProposalId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ProposedFile> builder)
    {
        builder.ToTable(nameof(ProposedFile), t => t.HasTrigger("ProposedFile_NoUpdate"));
        builder.HasKey(f => new { f.ProposalId, f.Path });
        builder.Property(f => f.Path).HasMaxLength(200).IsComparedBinary();
        builder.HasOne<Revision>().WithMany().HasForeignKey(f => f.RevisionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Decision> builder)
    {
        builder.ToTable(nameof(Decision), t => t.HasTrigger("Decision_NoUpdate"));
        builder.HasKey(d => d.ProposalId);
        builder.Property(d => d.ProposalId).ValueGeneratedNever();
        builder.Property(d => d.Verdict).HasConversion<string>().HasMaxLength(20);
        builder.Property(d => d.StaffId).HasMaxLength(StaffIdLength);
        builder.Property(d => d.Reason).HasMaxLength(Decision.MaxReason);
    }
}
