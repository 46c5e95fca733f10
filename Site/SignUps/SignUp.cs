using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using Site.Prospects;

namespace Site.SignUps;

/// <summary>
/// One submission of one form by one person. Effective only by its own confirmation. Among the confirmed it is unique by person and form:
/// a later confirmed one replaces the earlier.
/// </summary>
public sealed class SignUp
{
    public long Id { get; init; }

    public required Guid PublicId { get; init; }

    public required long ProspectId { get; init; }

    public Prospect? Prospect { get; init; }

    /// <summary>Key of the form: "webinar/slug" or "newsletter".</summary>
    public required string Form { get; init; }

    public required string Language { get; init; }

    /// <summary>The notice that was shown; its terms hold for all values of this submission.</summary>
    public required string NoticeHash { get; init; }

    public required Instant RequestedAt { get; init; }

    /// <summary>From when on it can no longer be confirmed and is erased (rule P12): as was said when it was sent, whatever is said since.</summary>
    public required Instant ConfirmBy { get; init; }

    public Instant? ConfirmedAt { get; set; }

    public Instant? CancelledAt { get; set; }

    /// <summary>When a later submission of the same form by the same person was confirmed.</summary>
    public Instant? ReplacedAt { get; set; }

    public List<Answer> Answers { get; init; } = [];

    /// <summary>The purpose that follows from sending this form: of a webinar's form "webinar", of the newsletter's "newsletter".</summary>
    public string MainPurpose => Form.Split('/')[0];

    /// <summary>How long it can be confirmed, in whole days.</summary>
    public int DaysToConfirm => (int)(ConfirmBy - RequestedAt).TotalDays;
}

/// <summary>One value that a person gave in a submission.</summary>
public sealed class Answer
{
    public const int MaxLength = 4000;

    public long Id { get; init; }

    public long SignUpId { get; init; }

    public required string Field { get; init; }

    public required string Value { get; set; }
}

internal sealed class SignUpMapping : IEntityTypeConfiguration<SignUp>, IEntityTypeConfiguration<Answer>
{
    public void Configure(EntityTypeBuilder<SignUp> builder)
    {
        builder.ToTable(nameof(SignUp));
        builder.HasOne(s => s.Prospect).WithMany().HasForeignKey(s => s.ProspectId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(s => s.Form).HasMaxLength(160);
        builder.Property(s => s.Language).HasMaxLength(2);
        builder.Property(s => s.NoticeHash).HasMaxLength(64);
        builder.Ignore(s => s.MainPurpose);
        builder.Ignore(s => s.DaysToConfirm);
        builder.HasIndex(s => s.PublicId).IsUnique();
        builder.HasIndex(s => new { s.Form, s.RequestedAt });
        builder.HasIndex(s => s.RequestedAt);
        builder.HasIndex(s => s.ConfirmBy);
        builder.HasIndex(s => new { s.NoticeHash, s.ConfirmedAt });
        builder.HasIndex(s => s.ProspectId);
        builder.HasIndex(s => new { s.ProspectId, s.Form }).IsUnique()
            .HasFilter("ConfirmedAt IS NOT NULL AND CancelledAt IS NULL AND ReplacedAt IS NULL");
    }

    public void Configure(EntityTypeBuilder<Answer> builder)
    {
        builder.ToTable(nameof(Answer));
        builder.HasOne<SignUp>().WithMany(s => s.Answers).HasForeignKey(a => a.SignUpId).OnDelete(DeleteBehavior.Cascade);
        builder.Property(a => a.Field).HasMaxLength(60);
        builder.Property(a => a.Value).HasMaxLength(Answer.MaxLength);
        builder.HasIndex(a => new { a.SignUpId, a.Field }).IsUnique();
    }
}
