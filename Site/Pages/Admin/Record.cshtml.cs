using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Site.Declarations;
using Site.Publishing;

namespace Site.Pages.Admin;

/// <summary>The record of processing activities (Art. 30 GDPR), to read, print and hand over. It shows no person, so looking at it is not logged.</summary>
public sealed class RecordModel(LiveSite live, IEnumerable<IFormSource> sources, PrivacyNotices notices, IClock clock) : PageModel
{
    public ProcessingRecord Record { get; private set; } = null!;

    public Language In => DeskLanguage.Of(HttpContext);

    /// <summary>When it was made, in the site's zone.</summary>
    public ZonedDateTime At => Record.State.At.InZone(live.Part<SiteSettings>().Zone);

    public void OnGet()
    {
        ViewData["Title"] = In["Verzeichnis der Verarbeitungen", "Record of processing"];
        Record = RecordFiles.Of(live.Current, sources, notices, clock, In);
    }
}
