using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using NodaTime.Text;
using Site.Data;
using Site.Publishing;
using Site.Webinars;

namespace Site.Pages.Webinars;

/// <summary>
/// Ways to put a webinar into a calendar: the file of ours, and what Google and Microsoft take as a link. Plain links: whoever follows one hands them title, time and
/// public page, never the way in.
/// </summary>
public sealed record CalendarLinks(string File, string Google, string Outlook)
{
    private static readonly InstantPattern _basic = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    /// <summary>Null for a webinar that is over or was called off.</summary>
    public static CalendarLinks? Of(Webinar webinar, Schedule schedule, Language language, SiteOptions site, Instant now)
    {
        if (schedule.CancelledAt is not null || schedule.EndsAt <= now)
        {
            return null;
        }

        var (text, page) = (webinar.Texts[language], site.Absolute(Addresses.Path(Place.Webinar, language, webinar.Slug)));
        return new CalendarLinks(CalendarFiles.Path(language, webinar.Slug), OfGoogle(schedule, text, page), OfOutlook(schedule, text, page));
    }

    private static string OfGoogle(Schedule schedule, WebinarText text, string page) =>
        QueryHelpers.AddQueryString("https://calendar.google.com/calendar/render", new Dictionary<string, string?>
        {
            ["action"] = "TEMPLATE",
            ["text"] = text.Title,
            ["dates"] = $"{_basic.Format(schedule.StartsAt)}/{_basic.Format(schedule.EndsAt)}",
            ["ctz"] = schedule.Zone,
            ["details"] = text.Summary,
            ["location"] = page,
        });

    private static string OfOutlook(Schedule schedule, WebinarText text, string page) =>
        QueryHelpers.AddQueryString("https://outlook.live.com/calendar/0/deeplink/compose", new Dictionary<string, string?>
        {
            ["path"] = "/calendar/action/compose",
            ["rru"] = "addevent",
            ["subject"] = text.Title,
            ["startdt"] = schedule.StartsAt.ToString("g", CultureInfo.InvariantCulture),
            ["enddt"] = schedule.EndsAt.ToString("g", CultureInfo.InvariantCulture),
            ["body"] = text.Summary,
            ["location"] = page,
        });
}
