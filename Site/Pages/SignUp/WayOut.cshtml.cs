using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Declarations;
using Site.Mail;
using Site.Pages.Shared;
using Site.Prospects;
using Site.Publishing;
using Site.SignUps;
using Site.Webinars;

namespace Site.Pages.SignUp;

/// <summary>Cancel a sign-up or withdraw one consent: GET shows, POST acts, no sign-in (rule P13).</summary>
public sealed class WayOutModel(WaysOut ways, LiveSite live, Notices notices, SiteDb db) : PageModel
{
    public required string What { get; set; }

    public bool IsOpen { get; private set; }

    public bool IsWithdrawal { get; private set; }

    /// <summary>Nobody confirmed it yet: whoever comes here most likely never asked for it.</summary>
    public bool IsRequest { get; private set; }

    public string Question => IsRequest
        ? In["Waren Sie das nicht?", "Was this not you?"]
        : IsWithdrawal
        ? In["Möchten Sie Ihre Einwilligung widerrufen?", "Do you want to withdraw your consent?"]
        : In["Möchten Sie Ihre Anmeldung absagen?", "Do you want to cancel your registration?"];

    public string Effect => IsRequest
        ? In[$"Dann verwerfen wir die Anfrage. Der Link zum Bestätigen gilt nicht mehr, und spätestens nach {Days} Tagen löschen wir, was eingetragen wurde.", $"Then we discard the request. The link to confirm stops working, and within {Days} days we erase what was entered."]
        : IsWithdrawal
        ? In["Wir verwenden Ihre Angaben dann nicht mehr dafür. Alles andere bleibt, wie es ist. Einen Grund brauchen wir nicht.", "We will then no longer use your data for this. Everything else stays as it is. We need no reason."]
        : In["Es kommen dann keine E-Mails mehr dazu. Einen Grund brauchen wir nicht.", "You will get no more e-mails about it. We need no reason."];

    public string Aftermath => IsErased
        ? In["Es gibt nichts mehr zu beenden, und es kommen keine E-Mails mehr dazu.", "There is nothing left to end, and no more e-mails will come of it."]
        : IsRequest
        ? In[$"Wir schreiben Ihnen dazu nicht wieder. Was eingetragen wurde, löschen wir spätestens {Days} Tage nach der Anfrage.", $"We will not write to you about it again. What was entered is erased within {Days} days of the request."]
        : In["Das gilt ab sofort, auch für E-Mails, die schon bereitlagen.", "This takes effect at once, also for e-mails that were already waiting."];

    public string Button => IsRequest
        ? In["Anfrage verwerfen", "Discard the request"]
        : IsWithdrawal ? In["Einwilligung widerrufen", "Withdraw consent"] : In["Anmeldung absagen", "Cancel registration"];

    /// <summary>The person was erased meanwhile, so there is nothing left to end.</summary>
    public bool IsErased { get; private set; }

    public string Done => IsErased ? In["Ihre Angaben sind schon gelöscht", "Your data has already been erased"]
        : IsRequest ? In["Die Anfrage ist verworfen", "The request is discarded"]
        : IsWithdrawal ? In["Ihre Einwilligung ist widerrufen", "Your consent is withdrawn"] : In["Ihre Anmeldung ist abgesagt", "Your registration is cancelled"];

    /// <summary>What becomes of the answers, and of the proof, after a withdrawal (rule P16); null where there is none of it.</summary>
    public string? Gone { get; private set; }

    /// <inheritdoc cref="Gone"/>
    public string? Proof { get; private set; }

    private Language In => HttpContext.Language();

    private int Days { get; set; }

    public async Task<IActionResult> OnGetAsync([FromRoute] string key) => await Show(key, await ways.Look(key, Act));

    public async Task<IActionResult> OnPostAsync([FromRoute] string key)
    {
        var taken = await ways.Take(key, Act);
        return await Show(key, taken is null ? null : taken with { IsOpen = false });
    }

    private LetterAct Act => HttpContext.Request.Path.StartsWithSegments(Addresses.Template(Place.Withdraw, In).Replace("/{key}", "", StringComparison.Ordinal), StringComparison.Ordinal)
        ? LetterAct.Withdraw : LetterAct.Cancel;

    private async Task<IActionResult> Show(string key, WayOut? way)
    {
        if (way is null)
        {
            return NotFound();
        }

        (IsOpen, IsWithdrawal, IsErased, What) = (way.IsOpen, way.Purpose is not null, way.SignUp is null, await Name(way));
        if (way is { IsOpen: false, SignUp: { } left, Purpose: { } withdrawn })
        {
            await Tell(left, withdrawn);
        }

        Days = way.SignUp?.DaysToConfirm ?? 0;
        IsRequest = way is { Purpose: null, SignUp: not null, IsConfirmed: false };
        new Head(IsOpen ? Button : Done, Place: IsWithdrawal ? Place.Withdraw : Place.Cancel, Key: key) { HasNewsletter = false }.Tell(ViewData);
        Response.StatusCode = IsErased ? StatusCodes.Status410Gone : StatusCodes.Status200OK;
        return Page();
    }

    private async Task Tell(Site.SignUps.SignUp signUp, string purpose)
    {
        var form = await notices.Terms(signUp.NoticeHash, db, HttpContext.RequestAborted);
        var ended = await db.Set<Basis>().Where(b => b.Submission == signUp.PublicId && b.Purpose == purpose && b.LiveFrom != null).Select(b => b.EndedAt).FirstOrDefaultAsync();
        if (form.Purposes.FirstOrDefault(p => p.Key == purpose) is not { Basis: LegalBasis.Consent } agreed || ended is not { } at)
        {
            return;
        }

        var zone = live.Part<SiteSettings>().Zone;
        Gone = agreed.Retention.Amount == 0 ? In["Was wir nur dafür gespeichert hatten, löschen wir in der folgenden Nacht.", "What we kept for this alone is erased in the night that follows."]
            : In[$"Was wir nur dafür gespeichert hatten, behalten wir noch {Wording.Kept(agreed.Retention, In)}.", $"What we kept for this alone stays {Wording.Kept(agreed.Retention, In)}."];
        var day = Dates.Plain(new LocalDate(at.InZone(zone).Year + agreed.ProofYears, 12, 31), In);
        Proof = agreed.ProofYears == 0 ? null : In[
            $"Den Nachweis, dass Sie eingewilligt hatten (Adresse, Wortlaut, Zeitpunkte), bewahren wir bis zum {day} auf, für nichts anderes. Dann löschen wir auch ihn.",
            $"The proof that you had consented (address, wording, times) is kept until {day}, for nothing else. Then it is erased too."];
    }

    private async Task<string> Name(WayOut way) =>
        way.Purpose is { } purpose && live.Part<Catalogue>().Purposes.TryGetValue(purpose, out var declared) ? declared.Title[In]
        : way.SignUp is null ? ""
        : way.Purpose is { } given && (await notices.Terms(way.SignUp.NoticeHash, db, HttpContext.RequestAborted)).Purposes.FirstOrDefault(p => p.Key == given) is { } agreed ? agreed.Title
        : Webinar.SlugOf(way.SignUp.Form) is not { } slug ? "Newsletter"
        : live.Part<WebinarList>().Find(slug)?.Texts[In].Title ?? (await notices.Terms(way.SignUp.NoticeHash, db, HttpContext.RequestAborted)).Title;
}
