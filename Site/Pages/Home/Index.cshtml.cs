using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Site.Data;
using Site.Declarations;
using Site.Pages.Shared;
using Site.Publishing;
using Site.Web;

namespace Site.Pages.Home;

[SameForEverybody]
public sealed class IndexModel(LiveSite live, SiteDb db, IClock clock) : PageModel
{
    public TextPage Text => live.Part<TextPages>()["home", HttpContext.Language()];

    public IReadOnlyList<WebinarRow> Upcoming { get; private set; } = [];

    public Article? Article => live.Part<ArticleList>().All is [var latest, ..] ? latest : null;

    /// <summary>A field to look at, with its note as it stands beside the forms; null where none asks for a longer answer.</summary>
    public Field? Specimen => live.Part<Catalogue>().Fields.Values.FirstOrDefault(f => f.Type == FieldType.LongText);

    public string Picture(string? path) => live.Current.Url(path ?? "");

    public async Task OnGetAsync()
    {
        Upcoming = await WebinarRow.Upcoming(db, live, clock);
        new Head(Text.Title, Text.Summary, Place.Home).Tell(ViewData);
    }
}
