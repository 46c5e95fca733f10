using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using Site.Prospects;

namespace Site.Mail;

/// <summary>One letter that is due, was sent or was withheld. This row is the truth; whatever wakes the postman is only an alarm clock.</summary>
public sealed class OutboxRow
{
    /// <summary>Between the occasion of the first letter and the number of one that staff had sent again, or that is sent again because the one before came back.</summary>
    internal const string Again = "/again/", Returned = "/bounced/";

    public long Id { get; init; }

    /// <summary>Random; the Message-ID and the tokens of the letter derive from it, so a letter rendered again is the same letter.</summary>
    public required Guid PublicId { get; init; }

    public required LetterKind Kind { get; init; }

    /// <summary>One letter a key: (submission or issue, kind, due time).</summary>
    public required string DedupKey { get; init; }

    /// <summary>What tells letters of one kind about one submission apart, such as the lead time of a reminder.</summary>
    public required string Occasion { get; init; }

    /// <summary>The occasion of the letter that this one repeats; its own where it repeats none.</summary>
    public string FirstOccasion => Occasion.Split([Again, Returned], StringSplitOptions.None)[0];

    public required long ProspectId { get; init; }

    public Prospect? Prospect { get; init; }

    public required Guid Submission { get; init; }

    /// <summary>The purpose it is sent for; its basis must allow it when it is claimed.</summary>
    public required string Purpose { get; init; }

    public required string Language { get; init; }

    public required Instant CreatedAt { get; init; }

    public required Instant DueAt { get; set; }

    /// <summary>From when on it would say something outdated, such as a reminder after the start.</summary>
    public Instant? PastAt { get; init; }

    public int Attempts { get; set; }

    public Instant? ClaimedAt { get; set; }

    /// <summary>Of the worker that holds it.</summary>
    public Guid? Claim { get; set; }

    public Instant? SentAt { get; set; }

    public Instant? WithheldAt { get; set; }

    public WithheldReason? WithheldReason { get; set; }

    /// <summary>What the mail server last said, masked.</summary>
    public string? LastError { get; set; }

    /// <summary>When a message came back that says it could not be delivered (RFC 3464).</summary>
    public Instant? BouncedAt { get; set; }

    /// <summary>The status of that message, such as 5.1.1 (RFC 3463).</summary>
    public string? BounceStatus { get; set; }

    /// <summary>What was read to write it. Not stored.</summary>
    internal Readings Readings { get; } = new();
}

/// <summary>Which letter. The number is its priority: a confirmation leaves before a reminder.</summary>
public enum LetterKind
{
    Confirmation = 10,

    /// <summary>The link to a person's own data, for which they wait. It needs no purpose that is live: whoever is known may ask (Art. 15 GDPR).</summary>
    Access = 15,
    Welcome = 20,

    /// <summary>The receipt for what was withdrawn or cancelled. It needs no purpose that is live: it says that one has ended.</summary>
    Withdrawal = 25,

    /// <summary>The webinar has another time; with the update for the calendar.</summary>
    Moved = 27,

    /// <summary>The webinar does not take place; with the cancellation for the calendar.</summary>
    CalledOff = 28,
    Reminder = 30,

    /// <summary>After the webinar, with the recording.</summary>
    FollowUp = 40,

    /// <summary>The next webinar that fits, to those who want to hear of it.</summary>
    Next = 45,

    /// <summary>One issue of the newsletter.</summary>
    Issue = 50,
}

/// <summary>Why a letter was not sent (rule M5).</summary>
public enum WithheldReason
{
    /// <summary>The purpose is no longer live for the person: cancelled, withdrawn or erased.</summary>
    Ended,
    Past,
    RecipientLimit,
    Blocked,
    Refused,

    /// <summary>The address cannot be reached, as an earlier letter showed.</summary>
    Unreachable,

    /// <summary>It could not be written or handed over time and again; <see cref="OutboxRow.LastError"/> says why. Staff may send it again.</summary>
    Parked,

    /// <summary>Staff stopped it before it left.</summary>
    Stopped,
}

internal sealed class OutboxMapping : IEntityTypeConfiguration<OutboxRow>
{
    public void Configure(EntityTypeBuilder<OutboxRow> builder)
    {
        builder.ToTable("Outbox");
        builder.HasOne(o => o.Prospect).WithMany().HasForeignKey(o => o.ProspectId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(o => o.DedupKey).HasMaxLength(200);
        builder.Property(o => o.Occasion).HasMaxLength(60);
        builder.Ignore(o => o.FirstOccasion);
        builder.HasIndex(o => o.DedupKey).IsUnique();
        builder.HasIndex(o => o.PublicId).IsUnique();
        builder.HasIndex(o => o.Submission);
        builder.HasIndex(o => new { o.ProspectId, o.Kind, o.CreatedAt });
        builder.HasIndex(o => new { o.DueAt, o.Kind }).HasFilter("SentAt IS NULL AND WithheldAt IS NULL");
        builder.HasIndex(o => o.Claim).HasFilter("Claim IS NOT NULL");
        builder.Property(o => o.WithheldReason).HasConversion<string>().HasMaxLength(40);
        builder.Property(o => o.Purpose).HasMaxLength(60);
        builder.Property(o => o.Language).HasMaxLength(2);
        builder.Property(o => o.LastError).HasMaxLength(500);
        builder.Property(o => o.BounceStatus).HasMaxLength(20);
        // The progress of an issue; sign-ups do not pay for it.
        builder.HasIndex(o => o.Occasion).HasFilter($"Kind = {(int)LetterKind.Issue}");
    }
}
