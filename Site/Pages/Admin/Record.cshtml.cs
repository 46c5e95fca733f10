using Microsoft.AspNetCore.Mvc.RazorPages;
using Site.Declarations;
using Site.Publishing;

namespace Site.Pages.Admin;

/// <summary>The record of processing activities (Art. 30 GDPR), to read, print and hand over. It shows no person, so looking at it is not logged.</summary>
public sealed class RecordModel(LiveSite live, IEnumerable<IFormSource> sources) : PageModel
{
    public ProcessingRecord Record { get; private set; } = null!;

    public Language In => DeskLanguage.Of(HttpContext);

    public void OnGet()
    {
        ViewData["Title"] = In["Verzeichnis der Verarbeitungen", "Record of processing"];
        Record = ProcessingRecord.Of(DataUse.Of(live.Current, sources), In);
    }
}
