using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Site.Data;
using Site.Declarations;
using Site.Pages.Shared;
using Site.Publishing;
using Site.Web;

namespace Site.Pages.Webinars;

[SameForEverybody]
public sealed class IndexModel(LiveSite live, SiteDb db, IClock clock) : PageModel
{
    public IReadOnlyList<WebinarRow> Rows { get; private set; } = [];

    public IReadOnlyList<Choice> Topics => live.Part<Catalogue>().Fields.GetValueOrDefault("topic")?.Choices ?? [];

    /// <summary>The topic chosen in the address bar, nothing stored; null for an unknown one.</summary>
    public string? Topic { get; private set; }

    public string Picture(string path) => live.Current.Url(path);

    public async Task OnGetAsync(string? topic)
    {
        Topic = Topics.Any(t => t.Key == topic) ? topic : null;
        Rows = [.. (await WebinarRow.Upcoming(db, live, clock)).Where(r => Topic is null || r.Webinar.Topic == Topic)];
        var language = HttpContext.Language();
        new Head(language["Webinare", "Webinars"],
            language["Die nächsten Webinare über Kundenreisen mit Daten aus erster Hand.", "The next webinars on customer journeys with first-party data."], Place.Webinars).Tell(ViewData);
    }
}
