using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Declarations;
using Site.Pages.Shared;
using Site.Publishing;
using Site.Web;

namespace Site.Pages.Legal;

/// <summary>The privacy notice (Art. 13 GDPR), made from the declarations alone.</summary>
[SameForEverybody]
public sealed class PrivacyModel(LiveSite live, SiteDb db) : PageModel
{
    public SiteSettings Settings => live.Part<SiteSettings>();

    public Catalogue Catalogue => live.Part<Catalogue>();

    /// <summary>Since when this wording stands.</summary>
    public Instant Since { get; private set; }

    public IEnumerable<Field> FieldsOf(Purpose purpose) => Catalogue.Fields.Values.Where(f => f.Purposes.Contains(purpose));

    public async Task OnGetAsync()
    {
        Since = await db.Set<LiveFile>().Where(f => f.Path == "purposes.yml" || f.Path == "fields.yml" || f.Path == "site.yml")
            .Select(f => f.Revision!.At).OrderByDescending(at => at).FirstAsync();
        var language = HttpContext.Language();
        var description = language["Was wir von Ihnen wissen, wozu, wie lange und wer es sieht.", "What we know about you, what for, for how long and who sees it."];
        new Head(language["Datenschutz", "Privacy"], description, Place.Privacy) { HasNewsletter = false }.Tell(ViewData);
    }
}
