using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Site.Data;
using Site.Pages.Machines;
using Site.Pages.Shared;
using Site.Publishing;
using Site.Web;

namespace Site.Pages.Articles;

[SameForEverybody]
public sealed class ArticleModel(LiveSite live, SiteDb db, IClock clock, StructuredData data) : PageModel
{
    public required Article Article { get; set; }

    /// <summary>The webinar it leads to, while that is ahead.</summary>
    public WebinarRow? Webinar { get; private set; }

    public string Picture(string path) => live.Current.Url(path);

    public async Task<IActionResult> OnGetAsync([FromRoute] string key)
    {
        if (live.Part<ArticleList>().Find(key) is not { } article)
        {
            return NotFound();
        }

        Article = article;
        Webinar = (await WebinarRow.Upcoming(db, live, clock)).FirstOrDefault(w => w.Webinar.Slug == article.Webinar);
        await Tell(HttpContext.Language());
        return Page();
    }

    private async Task Tell(Language language)
    {
        var (text, changes) = (Article.Texts[language], await LastChanges.Read(db, $"articles/{Article.Slug}/"));
        new Head(text.Title, text.Summary, Place.Article, Article.Slug) { Data = data.Article(Article, changes.Latest(language, "articles/"), language) }.Tell(ViewData);
    }
}
