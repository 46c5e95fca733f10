using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Site.Data;
using Site.Declarations;
using Site.Pages.Shared;
using Site.Publishing;
using Site.Web;

namespace Site.Pages.Legal;

/// <summary>The privacy notice in force (Art. 13 GDPR), as it was stored when it was published, and the way to every earlier version.</summary>
[SameForEverybody]
public sealed class PrivacyModel(LiveSite live, PrivacyNotices notices, SiteDb db) : PageModel
{
    public string Html { get; private set; } = "";

    public PrivacyVersion Version { get; private set; } = null!;

    /// <summary>The latest first.</summary>
    public IEnumerable<PrivacyVersion> Earlier => notices.In(HttpContext.Language()).Reverse().Skip(1);

    public async Task OnGetAsync()
    {
        var language = HttpContext.Language();
        Version = notices.Current(language);
        Html = await PrivacyNotices.Shown(Version, db);
        var description = language["Was wir von Ihnen wissen, wozu, wie lange und wer es sieht.", "What we know about you, what for, for how long and who sees it."];
        new Head(language["Datenschutz", "Privacy"], description, Place.Privacy) { HasNewsletter = false, HasDeclarations = true }.Tell(ViewData);
    }

    public IHtmlContent Day(Instant at) => Legal.Day.Of(at, notices.In(HttpContext.Language()), live.Part<SiteSettings>().Zone, HttpContext.Language());
}
