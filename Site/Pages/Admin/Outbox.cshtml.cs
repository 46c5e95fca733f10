using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Mail;
using Site.Pages.Shared;
using Site.Publishing;

namespace Site.Pages.Admin;

/// <summary>
/// What lies in the outbox, and the letters that need somebody's eye: parked, refused, put off, held back by a limit. It names no address: whose letter it is stands on the page of
/// the sign-up, which is a view and is logged.
/// </summary>
public sealed class OutboxModel(SiteDb db, LiveSite live, LetterDesk letters, IClock clock) : PageModel
{
    private const int MostShown = 50;
    private const int Days = 30;

    /// <summary>The form stands on the page of a sign-up, and that is where it leads back to.</summary>
    [BindProperty]
    public bool FromSignUp { get; set; }

    /// <summary>What became of a letter that was to be sent again.</summary>
    [BindProperty(SupportsGet = true)]
    public Repeat? Again { get; set; }

    public Counts Now { get; private set; } = new(0, 0, 0, 0);

    /// <summary>How many were withheld in the last thirty days, by reason, the most frequent first.</summary>
    public IReadOnlyList<(WithheldReason Reason, int Count)> Withheld { get; private set; } = [];

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public Language In => DeskLanguage.Of(HttpContext);

    private DateTimeZone Zone => live.Part<SiteSettings>().Zone;

    public async Task OnGetAsync()
    {
        ViewData["Title"] = In["Ausgang", "Outbox"];
        Now = await Count();
        var since = clock.GetCurrentInstant() - Duration.FromDays(Days);
        var withheld = await db.Set<OutboxRow>().Where(o => o.WithheldAt > since).GroupBy(o => o.WithheldReason).Select(g => new { Reason = g.Key, Count = g.Count() }).ToListAsync();
        Withheld = [.. withheld.OrderByDescending(w => w.Count).Where(w => w.Reason is not null).Select(w => (w.Reason.GetValueOrDefault(), w.Count))];
        Rows = await Troubled();
    }

    /// <summary>Sends one letter once more.</summary>
    public async Task<IActionResult> OnPostAsync([FromRoute] Guid letter) => await letters.Again(User, letter) is { } done
        ? SeeOther.To(DeskLanguage.Keep(HttpContext, $"{(FromSignUp ? $"/admin/sign-ups/{done.Submission}" : "/admin/outbox")}?again={done.Result}"))
        : NotFound();

    public string Time(Instant? at) => at is { } instant ? Dates.Stamp(instant.InZone(Zone), In) : "";

    private async Task<Counts> Count()
    {
        var now = clock.GetCurrentInstant();
        var today = now.InZone(Zone).Date.AtStartOfDayInZone(Zone).ToInstant();
        var unsent = db.Set<OutboxRow>().Where(o => o.SentAt == null && o.WithheldAt == null);
        return new Counts(
            await unsent.CountAsync(o => o.DueAt > now), await unsent.CountAsync(o => o.DueAt <= now && o.Claim == null),
            await unsent.CountAsync(o => o.Claim != null), await db.Set<OutboxRow>().CountAsync(o => o.SentAt >= today));
    }

    private async Task<List<Row>> Troubled()
    {
        var rows = await db.Set<OutboxRow>().AsNoTracking()
            .Where(o => o.WithheldReason == WithheldReason.Parked || o.WithheldReason == WithheldReason.Refused || o.WithheldReason == WithheldReason.RecipientLimit
                || o.SentAt == null && o.WithheldAt == null && o.LastError != null)
            // Anybody can make as many of these as they like: they come after what needs an eye.
            .OrderBy(o => o.WithheldReason == WithheldReason.RecipientLimit).ThenByDescending(o => o.Id).Take(MostShown).ToListAsync();
        var submissions = rows.ConvertAll(r => r.Submission);
        var seen = await db.Set<Site.SignUps.SignUp>().AsNoTracking().Where(s => submissions.Contains(s.PublicId)).SeenBy(User, db).ToDictionaryAsync(s => s.PublicId);
        return rows.ConvertAll(r => new Row(r, LetterState.Of(r, clock.GetCurrentInstant(), Time, In), seen.ContainsKey(r.Submission),
            seen.TryGetValue(r.Submission, out var signUp) && letters.MayRepeat(r, signUp)));
    }

    /// <param name="Later">Not due yet.</param>
    /// <param name="Due">Due, and nobody is sending them.</param>
    /// <param name="Claimed">Being sent.</param>
    public sealed record Counts(int Later, int Due, int Claimed, int SentToday);

    /// <param name="IsSeen">The reader may open the sign-up.</param>
    public sealed record Row(OutboxRow Letter, string State, bool IsSeen, bool MayRepeat);
}
