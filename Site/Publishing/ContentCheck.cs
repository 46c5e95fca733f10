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
}
