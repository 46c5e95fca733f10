using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Publishing;
using Site.Staff;

namespace Site.Pages.Admin;

/// <summary>
/// The audit of what staff did (rule S6), the latest first; of one registration where it is asked for. For the privacy role alone, and not itself a view of a
/// person: it names no prospect.
/// </summary>
public sealed class StaffAuditModel(StaffDb staff, SiteDb db, LiveSite live) : PageModel
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 50;

    /// <summary>Only what concerns this sign-up.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? About { get; set; }

    /// <summary>Only rows before this one.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Before { get; set; }

    public IReadOnlyList<AuditRow> Rows { get; private set; } = [];

    /// <summary>The sign-ups among the rows' subjects that are still held.</summary>
    public IReadOnlySet<Guid> Known { get; private set; } = new HashSet<Guid>();

    /// <summary>Where the next page is; null on the last.</summary>
    public string? Earlier { get; private set; }

    public Language In => DeskLanguage.Of(HttpContext);

    private IReadOnlyDictionary<string, string> Members { get; set; } = new Dictionary<string, string>();

    public async Task<IActionResult> OnGetAsync()
    {
        if (!User.IsInRole(StaffRoles.Privacy))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        var rows = await staff.Set<AuditRow>().AsNoTracking().Where(r => (About == null || r.Subject == About) && (Before == null || r.Id < Before))
            .OrderByDescending(r => r.Id).Take(PageSize + 1).ToListAsync(HttpContext.RequestAborted);
        Rows = [.. rows.Take(PageSize)];
        Earlier = rows.Count > PageSize ? $"/admin/audit?before={Rows[^1].Id}{(About is { } about ? $"&about={about}" : "")}" : null;
        Members = await staff.Names(Rows.Select(r => r.StaffId));
        var subjects = Rows.Select(r => r.Subject).OfType<Guid>().Distinct().ToList();
        Known = (await db.Set<Site.SignUps.SignUp>().Where(s => subjects.Contains(s.PublicId)).Select(s => s.PublicId).ToListAsync(HttpContext.RequestAborted)).ToHashSet();
        ViewData["Title"] = In["Wer was tat", "Who did what"];
        return Page();
    }

    public string Time(Instant at) => Dates.Stamp(at.InZone(live.Part<SiteSettings>().Zone), In);

    public string Who(AuditRow row) => row.StaffId == AuditRow.Operator ? In["Befehlszeile", "Command line"] : Members.GetValueOrDefault(row.StaffId, In["ein Konto, das es nicht mehr gibt", "an account that is gone"]);
}
