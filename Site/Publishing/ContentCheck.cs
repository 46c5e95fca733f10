using NodaTime;

namespace Site.Publishing;

/// <summary>Reads files into a snapshot, or says everything that is wrong with them.</summary>
public sealed class ContentCheck(IEnumerable<IContentReader> readers, IClock clock)
{
    /// <exception cref="ContentException">At least one file is broken.</exception>
    public void Files(IReadOnlyList<ContentFile> files) => Read(files, new RelativeDates([]), version: 0);

    /// <inheritdoc cref="Files"/>
    internal Snapshot Read(IReadOnlyList<ContentFile> files, RelativeDates dates, long version)
    {
        var reading = new ContentReading(files, dates, clock.GetCurrentInstant().InUtc().Date);
        var snapshot = reading.Run(readers, version);
        reading.Errors.ThrowIfAny();
        return snapshot;
    }

    /// <summary>Reads as far as can be: what an earlier version of the site took for whole may lack something today.</summary>
    internal Snapshot ReadLeniently(IReadOnlyList<ContentFile> files) =>
        new ContentReading(files, new RelativeDates([]), clock.GetCurrentInstant().InUtc().Date).Run(readers, version: 0);
}
