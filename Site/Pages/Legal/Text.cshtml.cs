using Microsoft.AspNetCore.Mvc.RazorPages;
using Site.Pages.Shared;
using Site.Publishing;
using Site.Web;

namespace Site.Pages.Legal;

/// <summary>Imprint and accessibility statement.</summary>
[SameForEverybody]
public sealed class TextModel(LiveSite live) : PageModel
{
    public bool IsImprint => HttpContext.Request.Path == Addresses.Path(Place.Imprint, HttpContext.Language());

    public TextPage Text => live.Part<TextPages>()[IsImprint ? "imprint" : "accessibility", HttpContext.Language()];

    public SiteSettings Site => live.Part<SiteSettings>();

    public void OnGet() => new Head(Text.Title, Text.Summary, IsImprint ? Place.Imprint : Place.Accessibility) { HasNewsletter = false }.Tell(ViewData);
}
