using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Site.Journeys;
using Site.Pages.Shared;
using Site.Publishing;
using Site.Staff;

namespace Site.Pages.Admin;

/// <summary>What the buttons of an issue do.</summary>
public enum IssueDo
{
    Save,
    Continue,
    TestGerman,
    TestEnglish,
    Discard,
    Stop,
}

/// <summary>One issue of the newsletter: as long as it is a draft, its words to be changed; from the release on how far it is, and a button that stops it.</summary>
public sealed class IssueModel(Journeys.Issues issues, LetterSamples samples, TestLetters tests, StaffDb staff, Audit audit, LiveSite live, IClock clock) : PageModel
{
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public IssueDo Do { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    public required Issue Issue { get; set; }

    public required IssueInput Input { get; set; }

    public required IssueProgress Progress { get; set; }

    public string By { get; private set; } = "";

    public TestSent? Test { get; private set; }

    public string? Problem { get; private set; }

    /// <summary>What somebody else has saved meanwhile.</summary>
    public IssueInput? Theirs { get; private set; }

    /// <summary>What was typed into an issue that somebody has released meanwhile: it cannot be saved and must not be lost.</summary>
    public IssueInput? TooLate { get; private set; }

    public Language In => DeskLanguage.Of(HttpContext);

    public string Path => $"/admin/issues/{Issue.PublicId}";

    public IssueState State => Issue.State(clock.GetCurrentInstant(), Progress);

    private string Me => User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";

    public async Task<IActionResult> OnGetAsync([FromRoute] Guid id)
    {
        if (await issues.Find(id) is not { } issue)
        {
            return NotFound();
        }

        (Issue, Input, Version) = (issue, IssueInput.Of(issue), issue.Version);
        return await Show(StatusCodes.Status200OK);
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] Guid id)
    {
        if (await issues.Find(id) is not { } issue)
        {
            return NotFound();
        }

        (Issue, Input) = (issue, Request.HasFormContentType ? IssueInput.Of(Request.Form) : IssueInput.Of(issue));
        return Do switch
        {
            IssueDo.Stop => await Ended(await issues.Stop(id, Me), StaffAct.IssueStopped, Path),
            IssueDo.Discard => await Ended(await issues.Discard(id, Version, Me), StaffAct.IssueDiscarded, "/admin/issues"),
            _ => await Write(),
        };
    }

    public string Time(Instant at) => Dates.Moment(at.InZone(live.Part<SiteSettings>().Zone), In);

    private async Task<IActionResult> Write()
    {
        ModelState.Clear();
        Input.Check(ModelState, In);
        if (Do == IssueDo.Continue)
        {
            Input.Demand(ModelState, In);
        }

        return !ModelState.IsValid ? await Show(StatusCodes.Status400BadRequest)
            : Do is IssueDo.TestGerman or IssueDo.TestEnglish ? await SendTest(Do == IssueDo.TestGerman ? Language.German : Language.English)
            : await Save();
    }

    private async Task<IActionResult> Save()
    {
        var outcome = await issues.Save(Issue.PublicId, Version, Input.All, Me);
        return await Ended(outcome, StaffAct.IssueSaved, Do == IssueDo.Continue ? $"{Path}/send" : $"{Path}?saved=true");
    }

    private async Task<IActionResult> SendTest(Language tongue)
    {
        Test = await tests.Send(User, samples.Of(Input[tongue]), $"issue {Issue.PublicId}", HttpContext.RequestAborted);
        return await Show(Test switch { { IsTooOften: true } => StatusCodes.Status429TooManyRequests, { IsSent: false } => StatusCodes.Status502BadGateway, _ => StatusCodes.Status200OK });
    }

    private async Task<IActionResult> Ended(IssueOutcome outcome, StaffAct act, string next)
    {
        if (outcome == IssueOutcome.Done)
        {
            await audit.Add(User, act, detail: Issue.PublicId.ToString());
            return SeeOther.To(DeskLanguage.Keep(HttpContext, next));
        }

        Problem = IssueTexts.Said(outcome, In);
        if (await issues.Find(Issue.PublicId) is not { } now)
        {
            return NotFound();
        }

        // The typed text stays; whoever saves again knows what they save over.
        TooLate = now.DueAt is not null && Do != IssueDo.Stop ? Input : null;
        (Issue, Theirs, Version) = (now, now.DueAt is null ? IssueInput.Of(now) : null, now.Version);
        Input = now.DueAt is null ? Input : IssueInput.Of(now);
        return await Show(StatusCodes.Status409Conflict);
    }

    private async Task<IActionResult> Show(int status)
    {
        Response.StatusCode = status;
        ViewData["Title"] = Issue.Title(In);
        Progress = await issues.Progress(Issue.PublicId);
        By = (await staff.Names([Issue.StaffId])).GetValueOrDefault(Issue.StaffId, Issue.StaffId);
        return Page();
    }
}
