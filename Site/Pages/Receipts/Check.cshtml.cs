using Microsoft.AspNetCore.Mvc.RazorPages;
using Site.Pages.Shared;
using Site.Publishing;
using Site.Web;

namespace Site.Pages.Receipts;

/// <summary>Where everybody can check a receipt. It is read by the browser alone: nothing of it is sent anywhere.</summary>
[SameForEverybody]
public sealed class CheckModel(LiveSite live) : PageModel
{
    private static readonly Lazy<string> _script = new(() => StyleSheet.Hashed("receipt.js"));

    /// <summary>The script that checks, under an address that carries its hash.</summary>
    public static string Script => _script.Value;

    /// <summary>In which zone times are shown.</summary>
    public string Zone => live.Part<SiteSettings>().Zone.Id;

    public void OnGet()
    {
        var l = HttpContext.Language();
        var description = l["Prüfen Sie einen Beleg über Ihre Einwilligung in Ihrem Browser: was vereinbart wurde, wann, und ob es seither geändert wurde.", "Check the receipt of your consent in your browser: what was agreed, when, and whether it was changed since."];
        new Head(l["Beleg prüfen", "Check a receipt"], description, Place.CheckReceipt) { HasNewsletter = false }.Tell(ViewData);
    }
}
