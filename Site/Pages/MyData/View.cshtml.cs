using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Site.Declarations;
using Site.MyData.Access;
using Site.Pages.Shared;
using Site.Prospects;
using Site.Publishing;

namespace Site.Pages.MyData;

/// <summary>Everything that is held about the person whose session this is (Art. 15 (1)(a) to (h) GDPR, rule P14), and what they can do about it.</summary>
public sealed class ViewModel(OwnSession session, LiveSite live) : PageModel
{
    /// <summary>So many lines of the ledger are shown.</summary>
    public const int Most = 50;

    /// <summary>Null where there is no session, or it is over.</summary>
    public HeldPerson? Person { get; private set; }

    public int Minutes => session.Minutes;

    public SiteSettings Site => live.Part<SiteSettings>();

    private Language In => HttpContext.Language();

    public async Task OnGetAsync()
    {
        Person = await session.Person(HttpContext);
        Response.StatusCode = Person is null ? StatusCodes.Status403Forbidden : StatusCodes.Status200OK;
        var title = Person is null ? In["Diese Sitzung ist zu Ende", "This session is over"] : In["Was wir über Sie haben", "What we hold about you"];
        new Head(title, Place: Place.MyDataView) { HasNewsletter = false, HasSession = true }.Tell(ViewData);
    }

    /// <summary>Ends the session.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await session.Close(HttpContext);
        return SeeOther.To(Addresses.Path(Place.MyData, In));
    }

    /// <summary>What a button ends: a sign-up, or one purpose of it.</summary>
    public string Key(HeldSignUp held, FormPurpose? purpose = null) => EndModel.Key(held.SignUp.PublicId, purpose?.Key);

    /// <summary>The language of what was shown, where the page speaks another.</summary>
    public string? Lang(HeldSignUp held) => held.Form.In == In ? null : held.Form.Language;

    public string Day(Instant? at) => at is { } instant ? Dates.Plain(instant.InZone(Site.Zone).Date, In) : "";

    public string When(Instant at) => Dates.Moment(at.InZone(Site.Zone), In);

    /// <summary>What became of a sign-up, in a sentence.</summary>
    public string State(HeldSignUp held) => held switch
    {
        { ProofUntil: { } until } => In[$"Davon ist nur noch der Nachweis da, dass Sie eingewilligt hatten; er wird nach dem {Dates.Plain(until, In)} gelöscht.", $"Nothing is left of it but the proof that you had consented; it is erased after {Dates.Plain(until, In)}."],
        { SignUp.CancelledAt: { } cancelled } => In[$"Abgesagt am {Day(cancelled)}.", $"Cancelled on {Day(cancelled)}."],
        { SignUp.ReplacedAt: { } replaced } => In[$"Am {Day(replaced)} durch eine neuere ersetzt.", $"Replaced by a later one on {Day(replaced)}."],
        { SignUp.ConfirmedAt: { } confirmed } => In[$"Bestätigt am {Day(confirmed)}.", $"Confirmed on {Day(confirmed)}."],
        _ => In[$"Am {Day(held.SignUp.RequestedAt)} abgeschickt, noch nicht bestätigt. Ohne Bestätigung wird alles nach dem {Day(held.SignUp.ConfirmBy)} gelöscht.", $"Sent on {Day(held.SignUp.RequestedAt)}, not confirmed yet. Unless it is confirmed, all of it is erased after {Day(held.SignUp.ConfirmBy)}."],
    };

    /// <summary>A line of the ledger, in a sentence.</summary>
    public string Said(Use use)
    {
        var title = Person?.SignUps.SelectMany(s => s.Form.Purposes).FirstOrDefault(p => p.Key == use.Purpose)?.Title;
        var labels = use.Fields.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Label).ToList();
        return UseWords.Of(use, title, string.Join(", ", labels), In);
    }

    private string Label(string field) => Person?.SignUps.SelectMany(s => s.Form.Fields).FirstOrDefault(f => f.Key == field)?.Label ?? field;
}
