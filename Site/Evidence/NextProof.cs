using Microsoft.Extensions.Options;
using NodaTime;

namespace Site.Evidence;

/// <summary>When the proof of what has just happened is to be had.</summary>
public sealed class NextProof(LogBook logs, IOptions<EvidenceOptions> options, IClock clock)
{
    /// <summary>By when a checkpoint is published that covers everything up to now, as long as sealing goes on: the next one due, and one round of sealing.</summary>
    public async Task<Instant> By()
    {
        var (now, published) = (clock.GetCurrentInstant(), await logs.Published());
        var due = published is null ? now : Instant.Max(now, published.At + Duration.FromTimeSpan(options.Value.Publish));
        return due + Duration.FromTimeSpan(options.Value.Seal);
    }
}
