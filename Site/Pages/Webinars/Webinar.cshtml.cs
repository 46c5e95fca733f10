using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Site.Data;
using Site.Declarations;
using Site.Pages.Machines;
using Site.Pages.Shared;
using Site.Pages.SignUp;
using Site.Publishing;
using Site.SignUps;
using Site.Web;
using Site.Webinars;

namespace Site.Pages.Webinars;

[SameForEverybody]
public sealed class WebinarModel(LiveSite live, SiteDb db, Notices notices, FormPost post, Seats seats, IClock clock, FirstStart first, StructuredData data, IOptions<SiteOptions> site) : PageModel
{
    public required Webinar Webinar { get; set; }

    public required Schedule Schedule { get; set; }

    /// <summary>Open, or why nobody can sign up any more.</summary>
    public Door Door { get; private set; }

    public FormView? Form { get; private set; }

    private PreviewDates Dates => new(clock.GetCurrentInstant(), Schedule.EndsAt, live.Part<SiteSettings>().ConfirmWithin, Schedule.Start.Zone);

    /// <summary>Null where there is nothing left to put into a calendar.</summary>
    public CalendarLinks? Calendar => CalendarLinks.Of(Webinar, Schedule, HttpContext.Language(), site.Value, clock.GetCurrentInstant());

    public WebinarText Text => Webinar.Texts[HttpContext.Language()];

    public string Picture(string path) => live.Current.Url(path);

    public async Task<IActionResult> OnGetAsync([FromRoute] string key)
    {
        if (!await Find(key))
        {
            return NotFound();
        }

        Door = await seats.Look(Webinar.FormKey);
        var language = HttpContext.Language();
        Form = Door == Door.Open && notices.Find(Webinar.FormKey, language) is { } notice
            ? FormView.Untouched(notice, Addresses.Path(Place.Webinar, language, key)) : null;
        (Head.Of(ViewData) with { Data = data.Event(Webinar, Schedule, Door, await first.IfMoved(Schedule), language) }).Tell(ViewData);
        return Shown();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string key)
    {
        if (await post.Take(Site.Webinars.Webinar.FormKeyOf(key), HttpContext) is not { } outcome)
        {
            return NotFound();
        }

        if (outcome.Form is null)
        {
            return outcome.IsDone ? SeeOther.To(Addresses.Path(Place.Sent, HttpContext.Language())) : StatusCode(outcome.Status);
        }

        if (!await Find(key))
        {
            return NotFound();
        }

        Form = outcome.Form;
        Response.StatusCode = outcome.Status;
        return Shown();
    }

    // One form a page: the newsletter's stands below only where nobody can sign up any more.
    private PageResult Shown()
    {
        Form = Form is null ? null : Form with { Dates = Dates };
        (Head.Of(ViewData) with { HasErrors = Form?.Problem is { IsError: true }, HasNewsletter = Form is null }).Tell(ViewData);
        return Page();
    }

    private async Task<bool> Find(string key)
    {
        var webinar = live.Part<WebinarList>().Find(key);
        var schedule = await db.Set<Schedule>().AsNoTracking().FirstOrDefaultAsync(s => s.Slug == key);
        if (webinar is null || schedule is null)
        {
            return false;
        }

        (Webinar, Schedule) = (webinar, schedule);
        new Head(Text.Title, Text.Summary, Place.Webinar, key).Tell(ViewData);
        return true;
    }
}
