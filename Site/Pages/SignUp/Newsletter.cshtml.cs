using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Site.Declarations;
using Site.Pages.Shared;
using Site.Publishing;
using Site.SignUps;
using Site.Web;

namespace Site.Pages.SignUp;

[SameForEverybody]
public sealed class NewsletterModel(LiveSite live, Notices notices, FormPost post, IClock clock) : PageModel
{
    public required FormView Form { get; set; }

    public NewsletterBlock Block => live.Part<SiteSettings>().Newsletter;

    public string? Picture => Block.Picture is { } path ? live.Current.Url(path) : null;

    private PreviewDates Dates => new(clock.GetCurrentInstant(), null, live.Part<SiteSettings>().ConfirmWithin, live.Part<SiteSettings>().Zone);

    public IActionResult OnGet()
    {
        var language = HttpContext.Language();
        if (notices.Find(NewsletterForm.Key, language) is not { } notice)
        {
            return NotFound();
        }

        Form = FormView.Untouched(notice, Addresses.Path(Place.Newsletter, language));
        return Shown();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var outcome = await post.Take(NewsletterForm.Key, HttpContext);
        if (outcome?.Form is null)
        {
            return outcome is { IsDone: true } ? SeeOther.To(Addresses.Path(Place.Sent, HttpContext.Language())) : StatusCode(outcome?.Status ?? 404);
        }

        Form = outcome.Form;
        Response.StatusCode = outcome.Status;
        return Shown();
    }

    private PageResult Shown()
    {
        Form = Form with { Dates = Dates };
        var title = Block.Title[HttpContext.Language()];
        new Head(title, Block.Lead[HttpContext.Language()], Place.Newsletter) { HasNewsletter = false, HasErrors = Form.Problem is { IsError: true } }.Tell(ViewData);
        return Page();
    }
}
