using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Site.MyData;
using Site.Pages.Shared;
using Site.Publishing;
using Site.Web;

namespace Site.Pages.MyData;

[SameForEverybody]
public sealed class AskSentModel(LiveSite live, IOptions<MyDataOptions> options) : PageModel
{
    public string Sender => live.Part<SiteSettings>().Controller.Email;

    public string Officer => live.Part<SiteSettings>().PrivacyOfficer.Email;

    /// <summary>How long the link works.</summary>
    public int Minutes => (int)options.Value.LinkLasts.TotalMinutes;

    public void OnGet() =>
        new Head(HttpContext.Language()["Sehen Sie in Ihr Postfach", "Look in your mailbox"], Place: Place.MyDataSent) { HasNewsletter = false }.Tell(ViewData);
}
