using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Site.Webinars;

/// <summary>What was announced about a webinar: letters, calendars and pages go by this, whatever the content proposes meanwhile.</summary>
public sealed class Schedule
{
    public long Id { get; init; }

    public required string Slug { get; init; }

    /// <summary>Random and stable: the calendar entry's UID (RFC 5545 3.8.4.7).</summary>
    public required Guid Uid { get; init; }

    public required LocalDateTime LocalStart { get; set; }

    /// <summary>IANA name of the time zone.</summary>
    public required string Zone { get; set; }

    public required int Minutes { get; set; }

    /// <summary>The start as UTC, for ordering and for what is due.</summary>
    public required Instant StartsAt { get; set; }

    /// <summary>Plus one with every announced change (RFC 5545 3.8.7.4).</summary>
    public int Sequence { get; set; }

    public Instant? CancelledAt { get; set; }

    /// <summary>Seats; null for no limit.</summary>
    public int? Capacity { get; set; }

    public required Instant AnnouncedAt { get; set; }

    public Instant EndsAt => StartsAt + Duration.FromMinutes(Minutes);

    public ZonedDateTime Start => StartsAt.InZone(DateTimeZoneProviders.Tzdb[Zone]);
}

internal sealed class ScheduleMapping : IEntityTypeConfiguration<Schedule>
{
    public void Configure(EntityTypeBuilder<Schedule> builder)
    {
        builder.ToTable(nameof(Schedule));
        builder.Ignore(s => s.EndsAt);
        builder.Ignore(s => s.Start);
        builder.Property(s => s.Slug).HasMaxLength(120);
        builder.Property(s => s.Zone).HasMaxLength(60);
        builder.HasIndex(s => s.Slug).IsUnique();
        builder.HasIndex(s => s.StartsAt);
    }
}
