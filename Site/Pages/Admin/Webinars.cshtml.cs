using System.Security.Claims;
using Hangfire;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Journeys;
using Site.Pages.Shared;
using Site.Publishing;
using Site.SignUps;
using Site.Staff;
using Site.Web;
using Site.Webinars;

namespace Site.Pages.Admin;

/// <summary>The webinars as announced, who comes, and what the content plans otherwise: that is announced here (rule M9). It shows no person.</summary>
public sealed class WebinarsModel(
    SiteDb db, Announcing announcing, ChangeDesk desk, Seats seats, Audit audit, LiveSite live, PageVersion version, IBackgroundJobClient jobs, IClock clock) : PageModel
{
    /// <summary>Which webinar's change is announced.</summary>
    [BindProperty]
    public string Slug { get; set; } = "";

    /// <summary>What the member has seen of it.</summary>
    [BindProperty]
    public string Mark { get; set; } = "";

    /// <summary>What was announced just now.</summary>
    [BindProperty(SupportsGet = true, Name = "announced")]
    public string? Done { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public IReadOnlyList<ChangeView> Changes { get; private set; } = [];

    /// <summary>What stood in the way; null if nothing did.</summary>
    public string? Problem { get; private set; }

    public Language In => DeskLanguage.Of(HttpContext);

    public DateTimeZone Zone => live.Part<SiteSettings>().Zone;

    public Instant Now => clock.GetCurrentInstant();

    public Task<IActionResult> OnGetAsync() => Show();

    public async Task<IActionResult> OnPostAsync()
    {
        var outcome = await announcing.Announce(Slug, Mark, User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "");
        if (outcome != Announced.Done)
        {
            return await Show(StatusCodes.Status409Conflict, ChangeTexts.Of(outcome, In));
        }

        await audit.Add(User, StaffAct.Announced, detail: Slug);
        version.Move();
        // The sweep would find them within its pause; nobody who has just pressed the button wants to wait for that.
        jobs.Enqueue<AnnouncementSweep>(sweep => sweep.Run(CancellationToken.None));
        return SeeOther.To(DeskLanguage.Keep(HttpContext, $"/admin/webinars?announced={Uri.EscapeDataString(Slug)}"));
    }

    public string Title(string slug) => live.FormName(Webinar.FormKeyOf(slug), In);

    public string State(Row row) => row.Schedule switch
    {
        { CancelledAt: not null } => In["fällt aus", "called off"],
        var s when s.EndsAt <= Now => In["vorbei", "over"],
        var s when s.StartsAt <= Now => In["läuft", "in progress"],
        _ => In["angekündigt", "announced"],
    };

    private async Task<IActionResult> Show(int status = StatusCodes.Status200OK, string? problem = null)
    {
        (Response.StatusCode, Problem) = (status, problem);
        ViewData["Title"] = In["Webinare", "Webinars"];
        Changes = await desk.Waiting(HttpContext.RequestAborted);
        var (taken, confirmed) = (await seats.Taken(HttpContext.RequestAborted), await Confirmed());
        var schedules = await db.Set<Schedule>().AsNoTracking().OrderByDescending(s => s.StartsAt).ToListAsync();
        var told = await desk.Told(schedules, HttpContext.RequestAborted);
        Rows = [.. schedules.Select(s => new Row(s, taken.GetValueOrDefault(s.Slug), confirmed.GetValueOrDefault(Webinar.FormKeyOf(s.Slug)), told.GetValueOrDefault(s.Slug)))];
        return Page();
    }

    private Task<Dictionary<string, int>> Confirmed() => db.Set<Site.SignUps.SignUp>()
        .Where(s => s.ConfirmedAt != null && s.CancelledAt == null && s.ReplacedAt == null).GroupBy(s => s.Form)
        .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count);

    /// <summary>One webinar as announced.</summary>
    /// <param name="Taken">Seats that nobody else can have now: of the confirmed, and of those who still may confirm.</param>
    /// <param name="Told">How far the letters about the last change have come; null where nothing was changed since it was first announced.</param>
    public sealed record Row(Schedule Schedule, int Taken, int Confirmed, ToldSoFar? Told);
}
