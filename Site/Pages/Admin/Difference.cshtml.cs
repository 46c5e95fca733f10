using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Declarations;
using Site.Publishing;

namespace Site.Pages.Admin;

/// <summary>What became of a form's words from one notice to another, in the order in which they were live.</summary>
public sealed class DifferenceModel(SiteDb db, LiveSite live) : PageModel
{
    public required NoticeRow Old { get; set; }

    public required NoticeRow New { get; set; }

    public required NoticeComparison Comparison { get; set; }

    public Language In => DeskLanguage.Of(HttpContext);

    public async Task<IActionResult> OnGetAsync([FromQuery] string? older, [FromQuery] string? newer)
    {
        var rows = await NoticeRow.Read(db.Set<NoticePublication>().AsNoTracking().Where(p => p.NoticeHash == older || p.NoticeHash == newer).OrderBy(p => p.Id), db);
        var pair = new[] { rows.LastOrDefault(r => r.Hash == older), rows.LastOrDefault(r => r.Hash == newer) }.OfType<NoticeRow>().OrderBy(r => r.From).ToList();
        if (pair is not [var one, var other])
        {
            return NotFound();
        }

        (Old, New) = (one, other);
        Comparison = NoticeComparison.Of(await Html(Old), await Html(New));
        ViewData["Title"] = In["Unterschied", "Difference"];
        return Page();
    }

    public string Title(NoticeRow row) => live.FormName(row.Form, In);

    public string Time(Instant at) => Dates.Stamp(at.InZone(live.Part<SiteSettings>().Zone), In);

    private async Task<string> Html(NoticeRow row) =>
        Encoding.UTF8.GetString(await db.Set<Notice>().Where(n => n.Hash == row.Hash).Select(n => n.Html).SingleAsync());
}
