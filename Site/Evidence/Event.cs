using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using Site.Data;

namespace Site.Evidence;

/// <summary>
/// One thing that happened, in the append-only log. It says nothing about anybody: <see cref="Commitment"/> =
/// SHA-256(salt ‖ bytes of the payload) binds it to a <see cref="Payload"/> that erasure may destroy (rule C3).
/// </summary>
public sealed class Event : IAppendOnly
{
    public long Id { get; init; }

    public required Act Act { get; init; }

    public required Instant At { get; init; }

    public required byte[] Commitment { get; init; }

    /// <summary>HMAC-SHA256 of the commitment under a key outside the database: what the site did not append itself is never sealed.</summary>
    public required byte[] Mac { get; init; }
}

/// <summary>What an event, so long as nobody has been erased, says: about whom, about which submission, and the exact bytes.</summary>
public sealed class Payload : IAppendOnly
{
    public long EventId { get; init; }

    /// <summary>The prospect's random id; null for events about nobody.</summary>
    public Guid? Subject { get; init; }

    /// <summary>The random id of the submission it is about, if it is about one.</summary>
    public Guid? About { get; init; }

    public required byte[] Salt { get; init; }

    public required byte[] Bytes { get; init; }

    public required Event Event { get; init; }
}

/// <summary>Names the event whose payload an erasure destroyed and the event that says so. Without this row the payload cannot be deleted.</summary>
public sealed class Erasure : IAppendOnly
{
    public long EventId { get; init; }

    public long ErasedByEventId { get; init; }
}

internal sealed class EventMapping : IEntityTypeConfiguration<Event>, IEntityTypeConfiguration<Payload>, IEntityTypeConfiguration<Erasure>
{
    public void Configure(EntityTypeBuilder<Event> builder)
    {
        builder.ToTable(nameof(Event), t => t.HasTrigger("Event_NoUpdate"));
        builder.Property(e => e.Act).HasConversion<string>().HasMaxLength(40);
        builder.Property(e => e.Commitment).HasMaxLength(32);
        builder.Property(e => e.Mac).HasMaxLength(32);
    }

    public void Configure(EntityTypeBuilder<Payload> builder)
    {
        builder.ToTable(nameof(Payload), t => t.HasTrigger("Payload_NoUpdate"));
        builder.HasKey(p => p.EventId);
        builder.HasOne(p => p.Event).WithOne().HasForeignKey<Payload>(p => p.EventId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(p => p.Salt).HasMaxLength(32);
        builder.HasIndex(p => p.About);
    }

    public void Configure(EntityTypeBuilder<Erasure> builder)
    {
        builder.ToTable(nameof(Erasure), t => t.HasTrigger("Erasure_NoUpdate"));
        builder.HasKey(e => e.EventId);
        builder.Property(e => e.EventId).ValueGeneratedNever();
        builder.HasOne<Event>().WithMany().HasForeignKey(e => e.EventId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Event>().WithMany().HasForeignKey(e => e.ErasedByEventId).OnDelete(DeleteBehavior.Restrict);
    }
}
