using Microsoft.AspNetCore.Html;
using NodaTime;
using Site.Declarations;
using Site.Publishing;

namespace Site.Pages.Legal;

/// <summary>
/// The day on which a version began or ended, in the site's zone, for people and machines alike (HTML, "time"); with the time of day where several versions began that day.
/// </summary>
internal static class Day
{
    internal static IHtmlContent Of(Instant at, IEnumerable<PrivacyVersion> versions, DateTimeZone zone, Language language)
    {
        var (time, date) = (at.InZone(zone), at.InZone(zone).Date);
        if (versions.Count(v => v.From.InZone(zone).Date == date) > 1)
        {
            return new HtmlString($"<time datetime=\"{Dates.Machine(time)}\">{Dates.Exact(time, language)}</time>");
        }

        return new HtmlString($"<time datetime=\"{date:uuuu-MM-dd}\">{Dates.Plain(date, language)}</time>");
    }
}
