using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Publishing;
using Site.Webinars;

namespace Site.Pages.Shared;

/// <summary>A webinar in a list: what the content says of it and what was announced.</summary>
public sealed record WebinarRow(Webinar Webinar, Schedule Schedule)
{
    public bool IsOver(Instant now) => Schedule.EndsAt <= now;

    /// <summary>All that are ahead and stand in the live content, the next one first.</summary>
    public static async Task<IReadOnlyList<WebinarRow>> Upcoming(SiteDb db, LiveSite live, IClock clock)
    {
        var now = clock.GetCurrentInstant();
        var schedules = await db.Set<Schedule>().AsNoTracking().Where(s => s.CancelledAt == null).OrderBy(s => s.StartsAt).ToListAsync();
        var webinars = live.Part<WebinarList>();
        return [.. schedules.Where(s => s.EndsAt > now && webinars.Find(s.Slug) is not null).Select(s => new WebinarRow(webinars.BySlug[s.Slug], s))];
    }
}
