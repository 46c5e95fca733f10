using Microsoft.EntityFrameworkCore;
using Site.Data;

namespace Site.Evidence;

/// <summary>Destroys payloads and their salts. The events stay: what they commit to can no longer be opened by anybody (rule C3).</summary>
public sealed class EvidenceEraser(SiteDb db, EvidenceLog log)
{
    /// <summary>
    /// Destroys every payload about <paramref name="submissions"/> and appends one "erased" event that names the events. Call it inside a transaction.
    /// </summary>
    public async Task Erase(IReadOnlyCollection<Guid> submissions, string reason)
    {
        var events = await db.Set<Payload>().Where(p => p.About != null && submissions.Contains(p.About.Value)).Select(p => p.EventId).ToListAsync();
        if (events.Count == 0)
        {
            return;
        }

        var erased = log.Append(Act.Erased, subject: null, about: null, new { Reason = reason, Events = events });
        await db.SaveChangesAsync();
        db.AddRange(events.Select(e => new Erasure { EventId = e, ErasedByEventId = erased.Id }));
        await db.SaveChangesAsync();
        await db.Set<Payload>().Where(p => events.Contains(p.EventId)).ExecuteDeleteAsync();
    }
}
