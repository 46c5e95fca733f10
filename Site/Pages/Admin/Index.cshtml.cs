using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Declarations;
using Site.MyData;
using Site.Pages.Shared;
using Site.Prospects;
using Site.Publishing;
using Site.Webinars;
using SiteSignUp = Site.SignUps.SignUp;

namespace Site.Pages.Admin;

/// <summary>The list of sign-ups: who, which form, since when, state, each consent. A list is no view of a person and is not logged as one.</summary>
public sealed class IndexModel(SiteDb db, LiveSite live, RetentionRuns runs, Proofs proofs) : PageModel
{
    public const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Form { get; set; }

    [BindProperty(SupportsGet = true)]
    public SignUpState? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public int At { get; set; } = 1;

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>Of those in <see cref="Rows"/> of which only the proof is left, the last day on which it is kept.</summary>
    public IReadOnlyDictionary<Guid, LocalDate> Archived { get; private set; } = new Dictionary<Guid, LocalDate>();

    public int Total { get; private set; }

    /// <summary>When what is no longer needed was last erased, and how that went.</summary>
    public LastRetention Retention { get; private set; } = new(null, IsWorrying: false);

    public IReadOnlyList<Purpose> Consents => [.. live.Part<Catalogue>().Purposes.Values.Where(p => p.IsConsent)];

    public IEnumerable<string> Forms => live.Part<WebinarList>().BySlug.Values.Select(w => w.FormKey).Append("newsletter");

    public Language In => DeskLanguage.Of(HttpContext);

    public DateTimeZone Zone => live.Part<SiteSettings>().Zone;

    public async Task OnGetAsync()
    {
        ViewData["Title"] = In["Anmeldungen", "Registrations"];
        Retention = await runs.Last();
        At = Math.Clamp(At, 1, 100_000);
        var found = Filtered();
        Total = await found.CountAsync();
        Rows = await found.OrderByDescending(s => s.RequestedAt).ThenByDescending(s => s.Id).Skip((At - 1) * PageSize).Take(PageSize)
            .Select(s => new Row(s.PublicId, s.Prospect!.Address, s.Form, s.RequestedAt, s.ConfirmedAt, s.CancelledAt, s.ReplacedAt,
                db.Set<Basis>().Where(b => b.Submission == s.PublicId && b.IsConsent).Select(b => new ConsentCell(b.Purpose, b.LiveFrom, b.EndedAt)).ToList()))
            .ToListAsync();
        Archived = await proofs.LeftOf([.. Rows.Select(r => r.Id)]);
    }

    /// <summary>The title of a form in the language of the desk.</summary>
    public string Title(string formKey) => live.FormName(formKey, In);

    /// <summary>"yes", "no", "(yes)" before the confirmation, "withdrawn".</summary>
    public string Cell(Row row, Purpose purpose) => row.Consents.Find(c => c.Purpose == purpose.Key) switch
    {
        null => In["nein", "no"],
        { EndedAt: not null } => In["widerrufen", "withdrawn"],
        { LiveFrom: null } => In["(ja)", "(yes)"],
        _ => In["ja", "yes"],
    };

    private IQueryable<SiteSignUp> Filtered()
    {
        var all = db.Set<SiteSignUp>().AsNoTracking().SeenBy(User, db);
        var typed = Q?.Trim().ToLowerInvariant();
        all = Form is null ? all : all.Where(s => s.Form == Form);
        all = string.IsNullOrEmpty(typed) ? all : all.Where(s => s.Prospect!.AddressKey.Contains(typed));
        return State switch
        {
            SignUpState.Waiting => all.Where(s => s.ConfirmedAt == null && s.CancelledAt == null),
            SignUpState.Confirmed => all.Where(s => s.ConfirmedAt != null && s.CancelledAt == null && s.ReplacedAt == null),
            SignUpState.Cancelled => all.Where(s => s.CancelledAt != null),
            SignUpState.Replaced => all.Where(s => s.ReplacedAt != null && s.CancelledAt == null),
            _ => all,
        };
    }

    public sealed record ConsentCell(string Purpose, Instant? LiveFrom, Instant? EndedAt);

    public sealed record Row(
        Guid Id, string Address, string Form, Instant RequestedAt, Instant? ConfirmedAt, Instant? CancelledAt, Instant? ReplacedAt, List<ConsentCell> Consents)
    {
        public SignUpState State => SignUpStates.Of(ConfirmedAt, CancelledAt, ReplacedAt);
    }
}
