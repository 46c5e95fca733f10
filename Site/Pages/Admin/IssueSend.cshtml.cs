using System.Security.Claims;
using Hangfire;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using NodaTime.Text;
using Site.Journeys;
using Site.Pages.Shared;
using Site.Publishing;
using Site.Staff;

namespace Site.Pages.Admin;

/// <summary>When an issue goes out.</summary>
public enum IssueWhen
{
    Now,
    Later,
}

/// <summary>The last step before an issue goes out: how many will get it, and when.</summary>
public sealed class IssueSendModel(Journeys.Issues issues, IssueAudience audience, Audit audit, LiveSite live, IRecurringJobManager jobs, IClock clock) : PageModel
{
    /// <summary>Further ahead nobody plans; a mistyped year would be found too late.</summary>
    private const int MostDaysAhead = 366;

    private static readonly LocalDateTimePattern _typed = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public IssueWhen When { get; set; }

    [BindProperty]
    public string? At { get; set; }

    public required Issue Issue { get; set; }

    public required IssueCount Count { get; set; }

    public string? Problem { get; private set; }

    public Language In => DeskLanguage.Of(HttpContext);

    public DateTimeZone Zone => live.Part<SiteSettings>().Zone;

    public string Path => $"/admin/issues/{Issue.PublicId}";

    public async Task<IActionResult> OnGetAsync([FromRoute] Guid id)
    {
        if (await issues.Find(id) is not { } issue)
        {
            return NotFound();
        }

        (Issue, Version) = (issue, issue.Version);
        return await ShowOrGoBack(StatusCodes.Status200OK);
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] Guid id)
    {
        if (await issues.Find(id) is not { } issue)
        {
            return NotFound();
        }

        Issue = issue;
        ModelState.Clear();
        var due = When == IssueWhen.Later ? Later() : null;
        if (!ModelState.IsValid)
        {
            return await ShowOrGoBack(StatusCodes.Status400BadRequest);
        }

        var outcome = IsWhole() ? await issues.Release(id, Version, due, User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "") : IssueOutcome.Overtaken;
        return outcome == IssueOutcome.Done ? await Done() : await Refused(outcome);
    }

    private bool IsWhole()
    {
        var problems = new Microsoft.AspNetCore.Mvc.ModelBinding.ModelStateDictionary();
        IssueInput.Of(Issue).Demand(problems, In);
        return problems.IsValid;
    }

    // A time that a clock change skips is refused; of one that comes twice the earlier is meant.
    private Instant? Later()
    {
        var now = clock.GetCurrentInstant();
        var times = _typed.Parse(At ?? "") is { Success: true, Value: var local } ? Zone.MapLocal(local) : null;
        if (times is not { Count: > 0 })
        {
            ModelState.AddModelError("at", times is null
                ? In["Geben Sie an, wann die Ausgabe hinausgehen soll.", "Say when the issue is to go out."]
                : In["Diese Uhrzeit gibt es an dem Tag nicht: Die Uhren werden vorgestellt.", "There is no such time on that day: the clocks go forward."]);
            return null;
        }

        var at = times.First().ToInstant();
        if (at <= now || at > now + Duration.FromDays(MostDaysAhead))
        {
            ModelState.AddModelError("at", In["Der Zeitpunkt muss in den nächsten zwölf Monaten liegen.", "The time must lie within the next twelve months."]);
        }

        return at;
    }

    private async Task<IActionResult> Done()
    {
        await audit.Add(User, StaffAct.IssueReleased, detail: Issue.PublicId.ToString());
        jobs.Trigger(IssueSpread.Job);
        return SeeOther.To(DeskLanguage.Keep(HttpContext, Path));
    }

    // What was looked at is no longer what would go out.
    private async Task<IActionResult> Refused(IssueOutcome outcome)
    {
        if (await issues.Find(Issue.PublicId) is not { } now)
        {
            return NotFound();
        }

        (Issue, Version, Problem) = (now, now.Version, IssueTexts.Said(outcome, In));
        return await ShowOrGoBack(StatusCodes.Status409Conflict);
    }

    private async Task<IActionResult> ShowOrGoBack(int status)
    {
        if (Issue.DueAt is not null || !IsWhole())
        {
            return SeeOther.To(DeskLanguage.Keep(HttpContext, Path));
        }

        Response.StatusCode = status;
        ViewData["Title"] = In["Ausgabe versenden", "Send the issue"];
        Count = await audience.Count(clock.GetCurrentInstant());
        return Page();
    }
}
