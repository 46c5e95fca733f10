using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Site.Data;
using Site.Declarations;
using Site.Journeys;
using Site.Mail;
using Site.Pages.Shared;
using Site.Pages.Webinars;
using Site.Prospects;
using Site.Publishing;
using Site.SignUps;
using Site.Webinars;

namespace Site.Pages.SignUp;

public sealed class ConfirmModel(
    Confirmations confirmations, Acquaintance acquaintance, Suggestions suggestions, LetterTokens tokens, LiveSite live, SiteDb db, Notices notices, IClock clock, IOptions<SiteOptions> site) : PageModel
{
    private const int MostSuggestions = 3;

    public Confirmation Found { get; private set; } = new(ConfirmationState.Unknown, null);

    public Webinar? Webinar { get; private set; }

    /// <summary>False for a webinar's form, also where the webinar is no longer in the content.</summary>
    public bool IsNewsletter { get; private set; }

    /// <summary>What the form was called when it was sent; null where the sign-up is gone.</summary>
    public string? FormTitle { get; private set; }

    /// <summary>Null for the newsletter.</summary>
    public Schedule? Schedule { get; private set; }

    /// <summary>Null for the newsletter, and where there is nothing left to put into a calendar.</summary>
    public CalendarLinks? Calendar => Webinar is null || Schedule is null ? null : CalendarLinks.Of(Webinar, Schedule, In, site.Value, clock.GetCurrentInstant());

    /// <summary>When reminders come: "einen Tag und eine Stunde"; empty where there are none.</summary>
    public string Reminders => live.Part<Journey>().Before(In);

    /// <summary>What was allowed by this sign-up: the label of each box, and whether it is live; null if it was and has been withdrawn.</summary>
    public IReadOnlyList<(string Label, bool? IsGranted)> Choices { get; private set; } = [];

    /// <summary>The consent that the button itself is; null where the boxes of a form say it.</summary>
    public string? Agreement { get; private set; }

    /// <summary>What comes next, and why; null before the confirmation, and once the link is old: it shall not tell what the person said since.</summary>
    public SuggestionView? Next { get; private set; }

    /// <summary>The newsletter was confirmed here and withdrawn since: nothing is left to look forward to.</summary>
    public bool IsWithdrawn => IsNewsletter && Choices.Any(c => c.IsGranted is null);

    public string Title => Webinar?.Texts[In].Title ?? (IsNewsletter ? live.Part<SiteSettings>().Newsletter.Title[In] : FormTitle ?? "");

    /// <summary>What the page is about, at a glance.</summary>
    public string? Picture => (IsNewsletter ? live.Part<SiteSettings>().Newsletter.Picture : Webinar?.Picture) is { } path ? live.Current.Url(path) : null;

    public string PictureAlt => Webinar?.Texts[In].PictureAlt ?? "";

    /// <summary>How long this sign-up can be confirmed.</summary>
    public int Days => Found.SignUp?.DaysToConfirm ?? (int)live.Part<SiteSettings>().ConfirmWithin.TotalDays;

    public string Button => IsNewsletter ? In["Newsletter bestätigen", "Confirm my subscription"] : In["Platz bestätigen", "Confirm my place"];

    public string Welcome => IsWithdrawn ? In["Den Newsletter haben Sie wieder abbestellt", "You have withdrawn this subscription"]
        : IsNewsletter ? In["Willkommen, Sie bekommen unseren Newsletter", "Welcome, you will get our newsletter"]
        : Webinar is null ? In["Dieses Webinar steht nicht mehr auf unserer Website", "This webinar is no longer on our site"] : In["Willkommen, Ihr Platz ist sicher", "Welcome, your place is safe"];

    public (string Title, string Text) Refusal => Refusals.Of(Found.State, In);

    private Language In => HttpContext.Language();

    public Task<IActionResult> OnGetAsync([FromRoute] string key) => Show(key, confirmations.Look(key));

    public Task<IActionResult> OnPostAsync([FromRoute] string key) => Show(key, confirmations.Confirm(key));

    private async Task<IActionResult> Show(string key, Task<Confirmation> found)
    {
        Found = await found;
        if (Found.State == ConfirmationState.Unknown)
        {
            return NotFound();
        }

        await Tell(Found.SignUp);
        if (Found.State == ConfirmationState.Open && !IsNewsletter && Webinar is null)
        {
            // Nobody could come to it any more, so there is nothing to confirm.
            Found = Found with { State = ConfirmationState.Closed };
        }

        Next = await Suggest(key, Found.SignUp);
        var title = Found.State switch { ConfirmationState.Open => Button, ConfirmationState.Confirmed => Welcome, _ => Refusal.Title };
        new Head(title, Place: Place.Confirm, Key: key) { HasNewsletter = false }.Tell(ViewData);
        Response.StatusCode = Refusals.Status(Found.State);
        return Page();
    }

    private async Task Tell(Site.SignUps.SignUp? signUp)
    {
        var slug = Site.Webinars.Webinar.SlugOf(signUp?.Form ?? "");
        IsNewsletter = slug is null;
        Webinar = slug is null ? null : live.Part<WebinarList>().Find(slug);
        Schedule = await db.Set<Schedule>().AsNoTracking().FirstOrDefaultAsync(s => s.Slug == slug);
        if (signUp is not null && Found.State is ConfirmationState.Open or ConfirmationState.Confirmed)
        {
            FormTitle = (await notices.Terms(signUp!.NoticeHash, db, HttpContext.RequestAborted)).Title;
            Choices = await (Found.State == ConfirmationState.Open ? Asked(signUp!) : Granted(signUp!));
        }
    }

    private async Task<SuggestionView?> Suggest(string key, Site.SignUps.SignUp? signUp)
    {
        var isRecent = signUp?.ConfirmedAt + live.Part<SiteSettings>().ConfirmWithin > clock.GetCurrentInstant();
        if (signUp is null || Found.State != ConfirmationState.Confirmed || !isRecent || IsWithdrawn)
        {
            return null;
        }

        var known = await acquaintance.With(signUp.ProspectId);
        return new SuggestionView(await suggestions.For(known, MostSuggestions), known.AllowsSuggestions ? Off(key) : null);
    }

    // The way out of the letter that led here: it needs no sign-in.
    private string? Off(string key) => tokens.Read(key) is { } read
        ? Addresses.Path(Place.Withdraw, In, tokens.Write(read.Letter, LetterAct.Withdraw, Acquaintance.Personalisation)) : null;

    // Whoever confirms on another device has not seen the form there: each box, as it was left.
    private async Task<IReadOnlyList<(string, bool?)>> Asked(Site.SignUps.SignUp signUp)
    {
        var form = await notices.Terms(signUp.NoticeHash, db, HttpContext.RequestAborted);
        var asked = await db.Set<Basis>().AsNoTracking().Where(b => b.Submission == signUp.PublicId).Select(b => b.Purpose).ToListAsync();
        Agreement = form.Implied.FirstOrDefault(p => p.Basis == LegalBasis.Consent)?.Consent;
        return [.. form.Boxes.Select(p => (p.Label ?? p.Title, (bool?)asked.Contains(p.Key)))];
    }

    private async Task<IReadOnlyList<(string, bool?)>> Granted(Site.SignUps.SignUp signUp)
    {
        var allowed = await db.Set<Basis>().AsNoTracking().Where(b => b.Submission == signUp.PublicId && b.LiveFrom != null).ToListAsync();
        bool? IsGranted(string purpose) => allowed.Find(b => b.Purpose == purpose) is not { } basis ? false : basis.EndedAt is null ? true : basis.IsConsent ? null : false;
        var form = (await db.Set<Notice>().AsNoTracking().SingleAsync(n => n.Hash == signUp.NoticeHash)).Form;
        // What has ended and was erased is nothing that could count or not.
        return [.. form.Purposes.Where(p => p.HasBox || allowed.Exists(b => b.Purpose == p.Key)).Select(p => (p.Label ?? p.Title, IsGranted(p.Key)))];
    }
}
