using Microsoft.EntityFrameworkCore;
using Site.Data;

namespace Site.Evidence;

/// <summary>Destroys payloads and their salts. The events stay: what they commit to can no longer be opened by anybody (rule C3).</summary>
public sealed class EvidenceEraser(SiteDb db, EvidenceLog log)
{
    /// <summary>
    /// Destroys every payload about <paramref name="submissions"/> and appends one "erased" event that names the events. Call it inside a transaction.
    /// </summary>
    public async Task Erase(IReadOnlyCollection<Guid> submissions, string reason) =>
        await Destroy(await About(submissions).Select(p => p.EventId).ToListAsync(), reason);

    /// <summary>The same, but for the payloads that are <paramref name="kept"/>.</summary>
    /// <param name="kept">Is told what happened and the bytes of the payload.</param>
    public async Task EraseAllBut(IReadOnlyCollection<Guid> submissions, Func<Act, byte[], bool> kept, string reason)
    {
        var payloads = await About(submissions).Select(p => new { p.EventId, p.Event.Act, p.Bytes }).ToListAsync();
        await Destroy([.. payloads.Where(p => !kept(p.Act, p.Bytes)).Select(p => p.EventId)], reason);
    }

    private IQueryable<Payload> About(IReadOnlyCollection<Guid> submissions) => db.Set<Payload>().Where(p => p.About != null && submissions.Contains(p.About.Value));

    private async Task Destroy(List<long> events, string reason)
    {
        if (events.Count == 0)
        {
            return;
        }

        // About nobody, or an erasure of its own would take away what explains this one.
        var erased = log.Append(Act.Erased, subject: null, about: null, new { Reason = reason, Events = events });
        await db.SaveChangesAsync();
        db.AddRange(events.Select(e => new Erasure { EventId = e, ErasedByEventId = erased.Id }));
        await db.SaveChangesAsync();
        await db.Set<Payload>().Where(p => events.Contains(p.EventId)).ExecuteDeleteAsync();
    }
}
