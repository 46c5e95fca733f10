using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Site.Data;
using Site.Declarations;
using Site.Evidence;
using Site.Mail;
using Site.MyData;
using Site.MyData.Pack;
using Site.Pages.Shared;
using Site.Prospects;
using Site.Publishing;
using Site.Staff;
using Site.Webinars;

namespace Site.Pages.Admin;

/// <summary>One sign-up with its evidence in time order (rule P7). Opening it is a view and is logged: audit, ledger of use, evidence (rule S6).</summary>
public sealed class SignUpModel(SiteDb db, LiveSite live, PersonViews views, Proofs proofs, PackDesk packs, LetterDesk letters, IClock clock, IOptions<SiteOptions> site) : PageModel
{
    public required Site.SignUps.SignUp SignUp { get; set; }

    /// <summary>The form as it was declared when it was sent.</summary>
    public required Form Form { get; set; }

    public IReadOnlyList<Basis> Bases { get; private set; } = [];

    public IReadOnlyList<Entry> Entries { get; private set; } = [];

    private Schedule? Schedule { get; set; }

    public IReadOnlyList<OutboxRow> Letters { get; private set; } = [];

    /// <summary>Of a sign-up of which only the proof is left, the last day on which it is kept; null for every other.</summary>
    public LocalDate? ProofUntil { get; private set; }

    /// <summary>Whether the reader may erase the person: the privacy role.</summary>
    public bool MayErase => User.IsInRole(StaffRoles.Privacy);

    public Language In => DeskLanguage.Of(HttpContext);

    public string Address => SignUp.Prospect?.Address ?? "";

    /// <summary>As the list calls it, in the language of the desk.</summary>
    public string FormName => Webinar.SlugOf(SignUp.Form) is { } slug ? live.Part<WebinarList>().Find(slug)?.Texts[In].Title ?? Form.Title : "Newsletter";

    public SignUpState State => SignUpStates.Of(SignUp.ConfirmedAt, SignUp.CancelledAt, SignUp.ReplacedAt);

    /// <summary>Why an evidence pack is asked for (rule S6).</summary>
    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Of the pack's report; the desk's own unless chosen.</summary>
    [BindProperty]
    public string? Language { get; set; }

    /// <summary>What became of a letter that was to be sent again.</summary>
    [BindProperty(SupportsGet = true)]
    public Repeat? Again { get; set; }

    public bool MayExport => User.IsInRole(StaffRoles.Privacy);

    /// <summary>Where a person sees what is held about them, in the language they chose; null on a site without that page.</summary>
    public string? OwnData => live.Part<Catalogue>().Purposes.ContainsKey(Catalogue.Access) ? site.Value.Absolute(Addresses.Path(Place.MyData, Publishing.Language.Of(SignUp.Language))) : null;

    /// <summary>False where an export asks for the password and a code once more (rule S6).</summary>
    public bool IsFresh { get; private set; }

    /// <summary>Where the sign-in page comes back to.</summary>
    public string Here => DeskLanguage.Keep(HttpContext, HttpContext.Request.Path);

    /// <summary>Hands out the evidence pack of this person.</summary>
    public async Task<IActionResult> OnPostAsync([FromRoute] Guid id)
    {
        if (!MayExport)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (!await packs.IsFresh(HttpContext))
        {
            return RedirectToPage("/Staff/SignIn", new { returnUrl = Here });
        }

        if (Exports.IsReason(Reason))
        {
            return await packs.HandOut(User, id, Reason?.Trim() ?? "", Publishing.Language.Find(Language) ?? In) is { } pack ? new PackDownload(pack) : NotFound();
        }

        ModelState.AddModelError("reason", In[$"Schreiben Sie in {Exports.ShortestReason} bis {Exports.LongestReason} Zeichen, wofür das Paket gebraucht wird.", $"Write in {Exports.ShortestReason} to {Exports.LongestReason} characters what the pack is needed for."]);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return await OnGetAsync(id);
    }

    public async Task<IActionResult> OnGetAsync([FromRoute] Guid id)
    {
        IsFresh = MayExport && await packs.IsFresh(HttpContext);
        var signUp = await db.Set<Site.SignUps.SignUp>().AsNoTracking().Include(s => s.Answers).Include(s => s.Prospect).FirstOrDefaultAsync(s => s.PublicId == id);
        if (signUp is null)
        {
            return NotFound();
        }

        if (!await db.Set<Site.SignUps.SignUp>().Where(s => s.Id == signUp.Id).SeenBy(User, db).AnyAsync())
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        await views.Add(User, signUp, signUp.Answers.Select(a => a.Field).Prepend("email"));
        SignUp = signUp;
        Form = (await db.Set<Notice>().AsNoTracking().SingleAsync(n => n.Hash == signUp.NoticeHash)).Form;
        Bases = await db.Set<Basis>().AsNoTracking().Where(b => b.Submission == id).ToListAsync();
        ProofUntil = (await proofs.LeftOf([id])).TryGetValue(id, out var day) ? day : null;
        var slug = Webinar.SlugOf(signUp.Form);
        Schedule = await db.Set<Schedule>().AsNoTracking().FirstOrDefaultAsync(w => w.Slug == slug);
        Letters = await db.Set<OutboxRow>().AsNoTracking().Where(o => o.Submission == id).OrderBy(o => o.Id).ToListAsync();
        Entries = await db.Set<Payload>().AsNoTracking().Where(p => p.About == id).OrderBy(p => p.EventId)
            .Select(p => new Entry(p.Event.Act, p.Event.At, p.Event.Commitment, p.Bytes)).ToListAsync();
        ViewData["Title"] = Address;
        return Page();
    }

    public string Time(Instant? at) => at is { } instant ? Dates.Stamp(instant.InZone(live.Part<SiteSettings>().Zone), In, isExact: true) : "";

    /// <summary>Where a letter is.</summary>
    public string Said(OutboxRow letter) => LetterState.Of(letter, clock.GetCurrentInstant(), Time, In);

    public bool MayRepeat(OutboxRow letter) => letters.MayRepeat(letter, SignUp);

    public string? Answer(FormField field) =>
        field.Type == FieldType.Email ? Address : SignUp.Answers.Find(a => a.Field == field.Key)?.Value is { } value ? field.Said(value, In) : null;

    /// <summary>Until when the value of a field is kept and what for, by the notice it was given under.</summary>
    public string Kept(FormField field) => new KeptUntil(SignUp, Form, Bases, Schedule, live.Part<SiteSettings>().Zone, In).Of(field);

    public string Allowed(FormPurpose purpose) => Bases.FirstOrDefault(b => b.Purpose == purpose.Key) switch
    {
        null when !purpose.HasBox && purpose.Basis != LegalBasis.Consent && SignUp.ConfirmedAt is not null => In["beendet und gelöscht", "ended and erased"],
        null => In["nein", "no"],
        { EndedAt: { } ended } => $"{In["beendet", "ended"]} {Time(ended)}",
        { LiveFrom: { } since } => $"{In["ja, seit", "yes, since"]} {Time(since)}",
        _ => In["angekreuzt, nicht bestätigt", "ticked, not confirmed"],
    };

    /// <summary>One event of the evidence.</summary>
    public sealed record Entry(Act Act, Instant At, byte[] Commitment, byte[] Bytes)
    {
        public string Hash => Convert.ToHexStringLower(Commitment);

        /// <summary>What the event recorded beyond who and when, as name and value.</summary>
        public IEnumerable<(string Name, JsonElement Value)> Facts => JsonDocument.Parse(Bytes).RootElement.GetProperty("record").EnumerateObject()
            .Select(p => (p.Name, p.Value));
    }
}
