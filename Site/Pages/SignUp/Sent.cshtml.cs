using Microsoft.AspNetCore.Mvc.RazorPages;
using Site.Pages.Shared;
using Site.Publishing;
using Site.Web;

namespace Site.Pages.SignUp;

[SameForEverybody]
public sealed class SentModel(LiveSite live) : PageModel
{
    public string Sender => live.Part<SiteSettings>().Controller.Email;

    public int Days => (int)live.Part<SiteSettings>().ConfirmWithin.TotalDays;

    public void OnGet() =>
        new Head(HttpContext.Language()["Sehen Sie in Ihr Postfach", "Look in your mailbox"], Place: Place.Sent) { HasNewsletter = false }.Tell(ViewData);
}
