using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using Site.Data;

namespace Site.Evidence;

public enum InspectionKind
{
    Sealing,
    Verification,
}

/// <summary>What looking at the evidence found: each verification, and each time that sealing began to refuse or went on again.</summary>
public sealed class Inspection : IAppendOnly
{
    public long Id { get; init; }

    public required InspectionKind Kind { get; init; }

    public required Instant At { get; init; }

    /// <summary>How many events were looked at.</summary>
    public required long Events { get; init; }

    /// <summary>The first row that does not hold, in a sentence; null if everything did.</summary>
    public string? Fault { get; init; }
}

/// <summary>Keeps what was found, and raises the alarm.</summary>
public sealed class Inspections(SiteDb db, IClock clock, ILogger<Inspections> log)
{
    public const int MaxFault = 500;

    public Task<Inspection?> Last(InspectionKind kind) =>
        db.Set<Inspection>().AsNoTracking().Where(i => i.Kind == kind).OrderByDescending(i => i.Id).FirstOrDefaultAsync();

    /// <summary>What is wrong with the evidence as far as is known; null if nothing.</summary>
    public async Task<string?> FaultNow() => (await Last(InspectionKind.Verification))?.Fault ?? (await Last(InspectionKind.Sealing))?.Fault;

    /// <summary>Records a finding; sealing only where it differs from the one before.</summary>
    internal async Task Record(InspectionKind kind, long events, string? fault)
    {
        if (fault is not null)
        {
            log.LogCritical("The evidence does not hold ({Kind}): {Fault}", kind, fault);
        }

        var said = fault is { Length: > MaxFault } ? fault[..MaxFault] : fault;
        if (kind == InspectionKind.Verification || (await Last(kind))?.Fault != said)
        {
            db.Add(new Inspection { Kind = kind, At = clock.GetCurrentInstant(), Events = events, Fault = said });
            await db.SaveChangesAsync();
        }
    }
}

internal sealed class InspectionMapping : IEntityTypeConfiguration<Inspection>
{
    public void Configure(EntityTypeBuilder<Inspection> builder)
    {
        builder.ToTable("EvidenceInspection", t => t.HasTrigger("EvidenceInspection_NoUpdate"));
        builder.Property(i => i.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(i => i.Fault).HasMaxLength(Inspections.MaxFault);
        builder.HasIndex(i => new { i.Kind, i.Id });
    }
}
