using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Publishing;

namespace Site.Webinars;

/// <summary>
/// The start a webinar was first announced with (rule W1). What is new in the content is announced as it is, so the first revision of its file tells;
/// it was checked before it was stored.
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

        var path = Webinar.FileOf(schedule.Slug);
        var first = await db.Set<Revision>().AsNoTracking().Where(r => r.Path == path).OrderBy(r => r.Id).FirstOrDefaultAsync();
        var known = await db.Set<RelativeDate>().AsNoTracking().Where(d => d.Path == path).ToListAsync();
        var start = first is null ? null : Read(new ContentFile(path, first.Bytes), new RelativeDates(known));
        return start?.ToInstant() == schedule.StartsAt ? null : start;
    }

    private static ZonedDateTime? Read(ContentFile file, RelativeDates dates)
    {
        var map = YamlMap.Parse(file.Path, file.Text, new ContentErrors());
        var start = dates.Read(map, "start", LocalDate.MinIsoValue).InZoneLeniently(Zones.Read(map, "zone"));
        // A relative date that nobody resolved at the time says nothing today.
        return dates.New.Count == 0 ? start : null;
    }
}
