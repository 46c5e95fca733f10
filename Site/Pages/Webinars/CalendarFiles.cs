using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Site.Data;
using Site.Mail;
using Site.Publishing;
using Site.SignUps;
using Site.Web;
using Site.Webinars;

namespace Site.Pages.Webinars;

/// <summary>A webinar's calendar entry as a file beside its page (RFC 5545, METHOD:PUBLISH): as announced, for everybody, without the way in.</summary>
internal static class CalendarFiles
{
    private static readonly string[] _methods = [HttpMethods.Get, HttpMethods.Head];

    internal static string Path(Language language, string slug) => $"{Addresses.Path(Place.Webinar, language, slug)}/{Name(language)}";

    internal static void MapCalendarFiles(this WebApplication app)
    {
        foreach (var language in Language.All)
        {
            Task<IResult> Answer(string key, HttpContext context) => Write(key, language, context);
            app.MapMethods($"{Addresses.Template(Place.Webinar, language)}/{Name(language)}", _methods, (Delegate)Answer).WithMetadata(new SameForEverybodyAttribute());
        }
    }

    private static string Name(Language language) => language["termin.ics", "event.ics"];

    private static async Task<IResult> Write(string key, Language language, HttpContext context)
    {
        var services = context.RequestServices;
        var live = services.GetRequiredService<LiveSite>();
        var schedule = await services.GetRequiredService<SiteDb>().Set<Schedule>().AsNoTracking().FirstOrDefaultAsync(s => s.Slug == key, context.RequestAborted);
        if (schedule is null || live.Part<WebinarList>().Find(key) is not { } webinar)
        {
            return Results.NotFound();
        }

        var part = services.GetRequiredService<CalendarParts>().Published(webinar, schedule, language, LetterBrands.Of(live.Current, language));
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = $"{key}.ics" }.ToString();
        return Results.Text(part.Text, $"text/calendar; charset=utf-8; method={part.Method}");
    }
}
