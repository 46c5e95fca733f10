using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Site.Pages.Shared;
using Site.Publishing;
using Site.Web;

namespace Site.Pages.Articles;

[SameForEverybody]
public sealed class IndexModel(LiveSite live) : PageModel
{
    public IReadOnlyList<Article> Articles { get; private set; } = [];

    public TopicChoice Topic { get; private set; } = TopicChoice.None(Place.Articles);

    public string Picture(string path) => live.Current.Url(path);

    public void OnGet([FromQuery] string? topic)
    {
        Topic = TopicChoice.Of(topic, Place.Articles, live);
        Articles = [.. live.Part<ArticleList>().All.Where(a => Topic.Takes(a.Topic))];
        var language = HttpContext.Language();
        new Head(language["Artikel", "Articles"],
            language["Artikel über Kundenreisen mit Daten aus erster Hand.", "Articles on customer journeys with first-party data."], Place.Articles)
        { Query = Topic.Query }.Tell(ViewData);
    }
}
