using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Site.Data;
using Site.Declarations;
using Site.Journeys;
using Site.Mail;
using Site.Pages.Shared;
using Site.Publishing;
using Site.SignUps;
using Site.Webinars;

namespace Site.Pages.SignUp;

/// <summary>Cancel a sign-up or withdraw one consent: GET shows, POST acts, no sign-in (rule P13).</summary>
public sealed class WayOutModel(WaysOut ways, LetterTokens tokens, LiveSite live, Notices notices, SiteDb db) : PageModel
{
    /// <summary>What is ended; empty once the person was erased.</summary>
    public required string What { get; set; }

    public bool IsOpen { get; private set; }

    /// <summary>What is kept after it was taken, why and until when (rule P16); empty before.</summary>
    public IReadOnlyList<string> Kept { get; private set; } = [];

    /// <summary>A receipt goes out for it: somebody confirmed to be at the address.</summary>
    public bool HasReceipt { get; private set; }

    /// <summary>Where the receipt is to be had; null before it was taken, and once nothing is held.</summary>
    public string? Receipt { get; private set; }

    internal WayOutWords Words { get; private set; } = null!;

    private Language In => HttpContext.Language();

    public async Task<IActionResult> OnGetAsync([FromRoute] string key) => await Show(key, await ways.Look(key, Act));

    public async Task<IActionResult> OnPostAsync([FromRoute] string key, [FromForm] string? from)
    {
        var taken = await ways.Take(key, Act, from == SuggestionView.From ? WaysOut.BesideSuggestions : WaysOut.InLetter);
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

        (IsOpen, What, Words) = (way.IsOpen, await Name(way), Said(way));
        HasReceipt = way.SignUp?.ConfirmedAt is not null;
        Receipt = way is { IsOpen: false, SignUp: not null } && tokens.Read(key) is { } read ? Addresses.Path(Place.Receipt, In, tokens.Write(read.Letter, LetterAct.Receipt)) : null;
        if (way is { IsOpen: false, IsConfirmed: true, SignUp: { } left })
        {
            var form = await notices.Terms(left.NoticeHash, db, HttpContext.RequestAborted);
            Kept = await KeptAfterwards.Of(left, form, way.Purpose ?? left.MainPurpose, In, live.Part<SiteSettings>().Zone, db);
        }

        new Head(IsOpen ? Words.Button : Words.Done, Place: way.Purpose is null ? Place.Cancel : Place.Withdraw, Key: key) { HasNewsletter = false }.Tell(ViewData);
        Response.StatusCode = way.SignUp is null ? StatusCodes.Status410Gone : StatusCodes.Status200OK;
        return Page();
    }

    // The person may have been erased meanwhile, so that there is nothing left to end.
    private WayOutWords Said(WayOut way) => way switch
    {
        { IsOpen: false, SignUp: null } => WayOutWords.Erased(In),
        { Purpose: Acquaintance.Personalisation } => WayOutWords.Suggestions(In),
        { Purpose: not null } => WayOutWords.Withdrawal(In),
        { IsConfirmed: false, SignUp: { } request } => WayOutWords.Request(In, request.DaysToConfirm),
        _ => WayOutWords.Cancellation(In),
    };

    private async Task<string> Name(WayOut way) =>
        way.SignUp is null ? ""
        : way.Purpose is { } purpose && live.Part<Catalogue>().Purposes.TryGetValue(purpose, out var declared) ? declared.Title[In]
        : way.Purpose is { } given && (await notices.Terms(way.SignUp.NoticeHash, db, HttpContext.RequestAborted)).Purposes.FirstOrDefault(p => p.Key == given) is { } agreed ? agreed.Title
        : Webinar.SlugOf(way.SignUp.Form) is not { } slug ? "Newsletter"
        : live.Part<WebinarList>().Find(slug)?.Texts[In].Title ?? (await notices.Terms(way.SignUp.NoticeHash, db, HttpContext.RequestAborted)).Title;
}
