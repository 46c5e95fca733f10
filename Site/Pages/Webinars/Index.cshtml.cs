using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Site.Data;
using Site.Pages.Shared;
using Site.Publishing;
using Site.Web;

namespace Site.Pages.Webinars;

[SameForEverybody]
public sealed class IndexModel(LiveSite live, SiteDb db, IClock clock) : PageModel
{
    public IReadOnlyList<WebinarRow> Rows { get; private set; } = [];

    public TopicChoice Topic { get; private set; } = TopicChoice.None(Place.Webinars);

    public string Picture(string path) => live.Current.Url(path);

    public async Task OnGetAsync([FromQuery] string? topic)
    {
        Topic = TopicChoice.Of(topic, Place.Webinars, live);
        Rows = [.. (await WebinarRow.Upcoming(db, live, clock)).Where(r => Topic.Takes(r.Webinar.Topic))];
        var language = HttpContext.Language();
        new Head(language["Webinare", "Webinars"],
            language["Die nächsten Webinare über Kundenreisen mit Daten aus erster Hand.", "The next webinars on customer journeys with first-party data."], Place.Webinars)
        { Query = Topic.Query }.Tell(ViewData);
    }
}
