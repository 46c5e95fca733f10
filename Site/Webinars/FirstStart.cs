using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Publishing;

namespace Site.Webinars;

/// <summary>
/// The start a webinar was first announced with (rule W1). Where its announcements do not go back that far, the first revision of its file tells: what is new
/// in the content is announced as it is.
/// </summary>
public sealed class FirstStart(SiteDb db)
{
    /// <summary>Null where the webinar still starts when it was first announced to, or where that can no longer be told.</summary>
    public async Task<ZonedDateTime?> IfMoved(Schedule schedule)
    {
        if (schedule.Sequence == 0)
        {
            return null;
        }

        var announced = await db.Set<Announcement>().AsNoTracking().FirstOrDefaultAsync(a => a.ScheduleId == schedule.Id && a.Sequence == 0);
        var start = announced?.Start ?? await FromTheFile(schedule);
        return start?.ToInstant() == schedule.StartsAt ? null : start;
    }

    private async Task<ZonedDateTime?> FromTheFile(Schedule schedule)
    {
        var path = Webinar.FileOf(schedule.Slug);
        var first = await db.Set<Revision>().AsNoTracking().Where(r => r.Path == path).OrderBy(r => r.Id).FirstOrDefaultAsync();
        var known = await db.Set<RelativeDate>().AsNoTracking().Where(d => d.Path == path).ToListAsync();
        // It was checked before it was stored.
        return first is null ? null : Read(new ContentFile(path, first.Bytes), new RelativeDates(known));
    }

    private static ZonedDateTime? Read(ContentFile file, RelativeDates dates)
    {
        var map = YamlMap.Parse(file.Path, file.Text, new ContentErrors());
        var start = dates.Read(map, "start", LocalDate.MinIsoValue).InZoneLeniently(Zones.Read(map, "zone"));
        // A relative date that nobody resolved at the time says nothing today.
        return dates.New.Count == 0 ? start : null;
    }
}
