using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Pages.Shared;
using Site.Publishing;
using Site.Staff;

namespace Site.Pages.Admin;

/// <summary>The changed terms that wait, before and after, and what was decided earlier. Everybody at the desk sees them; the privacy role decides.</summary>
public sealed class TermsModel(SiteDb db, StaffDb staff, LiveSite live, Decisions decisions, Audit audit) : PageModel
{
    private const int MostPast = 50;

    [BindProperty]
    public long Proposal { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public Verdict Verdict { get; set; }

    /// <summary>The proposal that was decided just now.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Decided { get; set; }

    public Proposal? Waiting { get; private set; }

    public IReadOnlyList<ChangedTerm> Changes { get; private set; } = [];

    /// <summary>All that would change in the files that wait, words that are no terms included.</summary>
    public IReadOnlyList<ChangedFile> Files { get; private set; } = [];

    /// <summary>What was rejected and still stands in the files; null if nothing does.</summary>
    public Proposal? Rejected { get; private set; }

    public IReadOnlyList<Proposal> Past { get; private set; } = [];

    public IReadOnlyDictionary<string, string> Members { get; private set; } = new Dictionary<string, string>();

    /// <summary>What stood in the way of a decision; null if nothing did.</summary>
    public string? Problem { get; private set; }

    public IReadOnlyList<ContentError> Errors { get; private set; } = [];

    public Language In => DeskLanguage.Of(HttpContext);

    public bool MayDecide => User.IsInRole(StaffRoles.Privacy);

    public async Task<IActionResult> OnGetAsync() => await Show();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!MayDecide)
        {
            return await Show(StatusCodes.Status403Forbidden, In["Entscheiden kann nur, wer die Rolle „Datenschutz“ hat.", "Only members with the privacy role can decide."]);
        }

        if (!IsFilledIn())
        {
            return await Show(StatusCodes.Status400BadRequest);
        }

        var (id, reason) = (User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "", Reason?.Trim() ?? "");
        var ruling = await (Verdict == Verdict.Approved ? decisions.Approve(Proposal, id, reason) : decisions.Reject(Proposal, id, reason));
        Errors = ruling.Errors;
        return ruling.State == RulingState.Done ? await Done() : await Show(StatusCodes.Status409Conflict, TermsTexts.Of(ruling.State, In));
    }

    public string Time(Instant at) => Dates.Stamp(at.InZone(live.Part<SiteSettings>().Zone), In);

    public string Member(string? id) => id is null ? In["der nächste Stand der Dateien", "the next state of the files"] : Members.GetValueOrDefault(id, id);

    private bool IsFilledIn()
    {
        var length = Reason?.Trim().Length ?? 0;
        if (length is 0 or > Decision.MaxReason)
        {
            ModelState.AddModelError("reason", length == 0
                ? In["Schreiben Sie, warum Sie so entscheiden.", "Write down why you decide so."]
                : In[$"Der Grund ist {length} Zeichen lang; höchstens {Decision.MaxReason} passen in die Akte.", $"The reason is {length} characters long; at most {Decision.MaxReason} fit into the file."]);
        }

        return ModelState.IsValid && Verdict is Verdict.Approved or Verdict.Rejected;
    }

    private async Task<IActionResult> Done()
    {
        await audit.Add(User, Verdict == Verdict.Approved ? StaffAct.TermsApproved : StaffAct.TermsRejected, detail: $"proposal {Proposal}");
        await live.Refresh();
        return SeeOther.To(DeskLanguage.Keep(HttpContext, $"/admin/terms?decided={Proposal}"));
    }

    private async Task<IActionResult> Show(int status = StatusCodes.Status200OK, string? problem = null)
    {
        (Response.StatusCode, Problem) = (status, problem);
        ViewData["Title"] = In["Bedingungen", "Terms"];
        Waiting = await decisions.Waiting();
        Changes = Waiting is null ? [] : await ChangedTerm.Of(Waiting.Changes, db);
        Files = Waiting is null ? [] : [.. (await decisions.Versions(Waiting)).Select(ChangedFile.Of)];
        Rejected = await decisions.Rejected();
        Past = await decisions.Past(MostPast);
        var ids = Past.Select(p => p.Decision?.StaffId).OfType<string>().Distinct().ToList();
        Members = await staff.Users.Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Email ?? u.Id);
        return Page();
    }
}
