using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Site.Journeys;
using Site.Pages.Shared;
using Site.Publishing;
using Site.Staff;

namespace Site.Pages.Admin;

/// <summary>The issues of the newsletter, the latest first, and a button that begins another.</summary>
public sealed class IssuesModel(Journeys.Issues issues, IssueAudience audience, StaffDb staff, Audit audit, LiveSite live, IClock clock) : PageModel
{
    /// <summary>Few, as each counts its letters.</summary>
    public const int PageSize = 20;

    [BindProperty(SupportsGet = true)]
    public int At { get; set; } = 1;

    public int Total { get; private set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public required IssueCount Audience { get; set; }

    public Language In => DeskLanguage.Of(HttpContext);

    public async Task OnGetAsync()
    {
        ViewData["Title"] = "Newsletter";
        At = Math.Clamp(At, 1, 100_000);
        Total = await issues.Count();
        var all = await issues.Some((At - 1) * PageSize, PageSize);
        var members = await staff.Names(all.Select(i => i.StaffId));
        var rows = new List<Row>();
        foreach (var issue in all)
        {
            var progress = issue.DueAt is null ? null : await issues.Progress(issue.PublicId);
            rows.Add(new Row(issue, issue.State(clock.GetCurrentInstant(), progress), progress, members.GetValueOrDefault(issue.StaffId, issue.StaffId)));
        }

        Rows = rows;
        Audience = await audience.Count(clock.GetCurrentInstant());
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var id = await issues.Begin(User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "");
        await audit.Add(User, StaffAct.IssueSaved, detail: id.ToString());
        return SeeOther.To(DeskLanguage.Keep(HttpContext, $"/admin/issues/{id}"));
    }

    public string Time(Instant at) => Dates.Stamp(at.InZone(live.Part<SiteSettings>().Zone), In);

    public sealed record Row(Issue Issue, IssueState State, IssueProgress? Progress, string By);
}
