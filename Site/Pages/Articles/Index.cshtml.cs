using Microsoft.AspNetCore.Mvc.RazorPages;
using Site.Pages.Shared;
using Site.Publishing;
using Site.Web;

namespace Site.Pages.Articles;

[SameForEverybody]
public sealed class IndexModel(LiveSite live) : PageModel
{
    public IReadOnlyList<Article> Articles => live.Part<ArticleList>().All;

    public string Picture(string path) => live.Current.Url(path);

    public void OnGet()
    {
        var language = HttpContext.Language();
        new Head(language["Artikel", "Articles"],
            language["Artikel über Kundenreisen mit Daten aus erster Hand.", "Articles on customer journeys with first-party data."], Place.Articles).Tell(ViewData);
    }
}
