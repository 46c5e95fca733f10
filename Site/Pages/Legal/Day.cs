using Microsoft.AspNetCore.Html;
using NodaTime;
using Site.Publishing;

namespace Site.Pages.Legal;

/// <summary>The day of a moment in the site's zone, for people and machines alike (HTML, "time").</summary>
internal static class Day
{
    internal static IHtmlContent Of(Instant at, DateTimeZone zone, Language language)
    {
        var date = at.InZone(zone).Date;
        return new HtmlString($"<time datetime=\"{date:uuuu-MM-dd}\">{Dates.Plain(date, language)}</time>");
    }
}
