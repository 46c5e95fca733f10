using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using Site.Data;

namespace Site.Webinars;

/// <summary>One announced change of a <see cref="Schedule"/>: what it was changed to, when and by whom. What people were told before is the one before.</summary>
public sealed class Announcement : IAppendOnly
{
    public long Id { get; init; }

    public required long ScheduleId { get; init; }

    /// <summary>The calendar's SEQUENCE from then on (RFC 5545 3.8.7.4).</summary>
    public required int Sequence { get; init; }

    public required Instant At { get; init; }

    public required Instant StartsAt { get; init; }

    /// <summary>IANA name of the time zone.</summary>
    public required string Zone { get; init; }

    public required int Minutes { get; init; }

    public required bool IsCancelled { get; init; }

    /// <summary>The account that announced it; null for a command, and for what was new in the content.</summary>
    public string? StaffId { get; init; }

    public ZonedDateTime Start => StartsAt.InZone(DateTimeZoneProviders.Tzdb[Zone]);

    /// <summary>What a schedule says now. It must have been stored.</summary>
    internal static Announcement Of(Schedule schedule, string? staffId = null) => new()
    {
        ScheduleId = schedule.Id,
        Sequence = schedule.Sequence,
        At = schedule.AnnouncedAt,
        StartsAt = schedule.StartsAt,
        Zone = schedule.Zone,
        Minutes = schedule.Minutes,
        IsCancelled = schedule.CancelledAt is not null,
        StaffId = staffId,
    };

    /// <summary>Who was told this knows all that the schedule says.</summary>
    public bool Says(Schedule schedule) =>
        IsCancelled == schedule.CancelledAt is not null && (IsCancelled || (StartsAt == schedule.StartsAt && Zone == schedule.Zone && Minutes == schedule.Minutes));
}

internal sealed class AnnouncementMapping : IEntityTypeConfiguration<Announcement>
{
    private const int StaffIdLength = 36;

    public void Configure(EntityTypeBuilder<Announcement> builder)
    {
        builder.ToTable(nameof(Announcement), t => t.HasTrigger("Announcement_NoUpdate"));
        builder.HasOne<Schedule>().WithMany().HasForeignKey(a => a.ScheduleId).OnDelete(DeleteBehavior.Restrict);
        builder.Ignore(a => a.Start);
        builder.Property(a => a.Zone).HasMaxLength(60);
        builder.Property(a => a.StaffId).HasMaxLength(StaffIdLength);
        builder.HasIndex(a => new { a.ScheduleId, a.Sequence }).IsUnique();
    }
}
