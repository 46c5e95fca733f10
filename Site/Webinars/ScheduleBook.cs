using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Publishing;

namespace Site.Webinars;

/// <summary>Announces webinars that are new in the content. A change to one already announced stays a proposal until somebody announces it.</summary>
internal sealed class ScheduleBook(IClock clock) : IOnPublish
{
    public async Task Publish(Snapshot snapshot, SiteDb db)
    {
        var announced = await db.Set<Schedule>().Select(s => s.Slug).ToListAsync();
        var first = snapshot.Part<WebinarList>().BySlug.Values.Where(w => !announced.Contains(w.Slug)).Select(First).ToList();
        if (first.Count > 0)
        {
            db.AddRange(first);
            // An announcement names its schedule by an id that only the database gives.
            await db.SaveChangesAsync();
            db.AddRange(first.Select(s => Announcement.Of(s)));
        }
    }

    private Schedule First(Webinar webinar)
    {
        var now = clock.GetCurrentInstant();
        return new Schedule
        {
            Slug = webinar.Slug,
            Uid = Guid.NewGuid(),
            LocalStart = webinar.LocalStart,
            Zone = webinar.Zone.Id,
            Minutes = webinar.Minutes,
            StartsAt = webinar.StartsAt,
            Capacity = webinar.Capacity,
            CancelledAt = webinar.IsCancelled ? now : null,
            AnnouncedAt = now,
        };
    }
}
