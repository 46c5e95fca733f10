using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Publishing;
using Site.Webinars;

namespace Site.SignUps;

/// <summary>
/// Refuses that a webinar goes which is still to come and in which people hold a place, or asked for one: their letters and links would lead nowhere. One that
/// is over or was cancelled may go.
/// </summary>
internal sealed class HeldPlaces(IClock clock) : IContentJudge
{
    public async Task Judge(ContentChange change, SiteDb db)
    {
        var gone = change.Live.Part<WebinarList>().BySlug.Keys.Except(change.Next.Part<WebinarList>().BySlug.Keys).ToList();
        if (gone.Count == 0)
        {
            return;
        }

        var now = clock.GetCurrentInstant();
        var coming = (await db.Set<Schedule>().AsNoTracking().Where(s => gone.Contains(s.Slug) && s.CancelledAt == null).ToListAsync()).Where(s => s.EndsAt > now);
        foreach (var schedule in coming)
        {
            if (await People(db, schedule.Slug, now) is var people and > 0)
            {
                change.Refuse(Webinar.FileOf(schedule.Slug), $"is missing, but the webinar is still to come and {(people == 1 ? "1 person holds a place" : $"{people} people hold a place")} in it: leave its folder there until it is over");
            }
        }
    }

    private static Task<int> People(SiteDb db, string slug, Instant now)
    {
        var form = Webinar.FormKeyOf(slug);
        return db.Set<SignUp>().Where(s => s.Form == form && s.CancelledAt == null && s.ReplacedAt == null && (s.ConfirmedAt != null || s.ConfirmBy > now))
            .Select(s => s.ProspectId).Distinct().CountAsync();
    }
}
