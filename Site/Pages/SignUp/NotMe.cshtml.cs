using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Site.Mail;
using Site.Pages.Shared;
using Site.Publishing;
using Site.SignUps;

namespace Site.Pages.SignUp;

/// <summary>"This was not me": GET shows, POST blocks the address or lifts that again; twice says the same (rules M3, M7).</summary>
public sealed class NotMeModel(Blocks blocks, LetterTokens tokens, LiveSite live) : PageModel
{
    /// <summary>The name of the button that lifts; it says "1".</summary>
    public const string LiftKey = "lift";

    public NotMeState State { get; private set; }

    internal NotMeWords Words { get; private set; } = null!;

    /// <summary>Where a registration that was confirmed is cancelled.</summary>
    public string Cancel { get; private set; } = "";

    /// <summary>Where the proof of what became of the request is; null once it is erased.</summary>
    public string? Receipt { get; private set; }

    private Language In => HttpContext.Language();

    public async Task<IActionResult> OnGetAsync([FromRoute] string key) =>
        await blocks.Look(key) is { } block ? Show(block, key, StateOf(block)) : NotFound();

    public async Task<IActionResult> OnPostAsync([FromRoute] string key, [FromForm(Name = LiftKey)] string? lift) =>
        await (lift == "1" ? blocks.Lift(key) : blocks.Take(key)) is not { } block ? NotFound()
        : Show(block, key, lift == "1" && !block.IsBlocked ? NotMeState.Lifted : StateOf(block));

    private static NotMeState StateOf(Block block) =>
        block.IsBlocked ? NotMeState.Blocked : block.IsConfirmed ? NotMeState.Confirmed : NotMeState.Open;

    private PageResult Show(Block block, string key, NotMeState state)
    {
        State = state;
        Words = state switch
        {
            NotMeState.Blocked => NotMeWords.Blocked(In, Day(block.Since), Day(block.Until)),
            NotMeState.Confirmed => NotMeWords.Confirmed(In),
            NotMeState.Lifted => NotMeWords.Lifted(In),
            _ => NotMeWords.Open(In, block.SignUp is { CancelledAt: null }, live.Part<SiteSettings>().BlockedDays),
        };
        Cancel = Addresses.Path(Place.Cancel, In, tokens.Write(block.Letter, LetterAct.Cancel));
        Receipt = block is { IsBlocked: true, SignUp: not null } ? Addresses.Path(Place.Receipt, In, tokens.Write(block.Letter, LetterAct.Receipt)) : null;
        new Head(Words.Title, Place: Place.NotMe, Key: key) { HasNewsletter = false }.Tell(ViewData);
        return Page();
    }

    private string Day(Instant? at) => at is { } instant ? Dates.Plain(instant.InZone(live.Part<SiteSettings>().Zone).Date, In) : "";
}

/// <summary>What the page shows.</summary>
public enum NotMeState
{
    /// <summary>The address can be blocked.</summary>
    Open,
    Blocked,

    /// <summary>Blocked no longer, just now.</summary>
    Lifted,

    /// <summary>Somebody confirmed to be at the address: there is a registration to cancel, and none to disown.</summary>
    Confirmed,
}
