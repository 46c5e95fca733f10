using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Site.Data;
using Site.Declarations;
using Site.Pages.Shared;
using Site.Publishing;
using Site.Web;

namespace Site.Pages.Legal;

/// <summary>One version of the privacy notice at an address that stays, exactly as it was shown.</summary>
[SameForEverybody]
public sealed class PrivacyVersionModel(LiveSite live, PrivacyNotices notices, SiteDb db) : PageModel
{
    public string Html { get; private set; } = "";

    public PrivacyVersion Version { get; private set; } = null!;

    public int Current => notices.Current(HttpContext.Language()).Number;

    public async Task<IActionResult> OnGetAsync([FromRoute] string key)
    {
        var language = HttpContext.Language();
        if (Number(key) is not { } number || notices.Find(language, number) is not { } version)
        {
            return NotFound();
        }

        (Version, Html) = (version, await PrivacyNotices.Shown(version, db));
        new Head(language[$"Datenschutz, Fassung {number}", $"Privacy, version {number}"], Place: Place.PrivacyVersion, Key: key) { HasNewsletter = false }.Tell(ViewData);
        return Page();
    }

    public IHtmlContent Day(Instant at) => Legal.Day.Of(at, notices.In(HttpContext.Language()), live.Part<SiteSettings>().Zone, HttpContext.Language());

    /// <summary>A version's number as it stands in an address; null for anything else, so that each has one address.</summary>
    internal static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && text[0] != '0' ? number : null;
}
