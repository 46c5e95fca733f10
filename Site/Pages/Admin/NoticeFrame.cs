using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Site.Data;
using Site.Declarations;
using Site.Publishing;
using Site.Staff;
using Site.Web;

namespace Site.Pages.Admin;

/// <summary>A stored form at an address of its own, to be shown inside a page of the desk and nowhere else.</summary>
internal static class NoticeFrame
{
    internal static void MapNoticeFrame(this WebApplication app) =>
        app.MapGet("/admin/notices/{hash:length(64)}", async (string hash, SiteDb db, LiveSite live, IWebHostEnvironment environment) =>
        {
            var notice = await db.Set<Notice>().AsNoTracking().FirstOrDefaultAsync(n => n.Hash == hash);
            return notice is null ? Results.NotFound() : Results.Content(await Page(notice, live, environment), "text/html; charset=utf-8");
        }).RequireAuthorization(StaffSetup.Policy).WithSecurityHeadersPolicy(SecurityHeaders.Framed);

    // The style sheets stand in the page: a sandboxed frame has no origin that could fetch them.
    private static async Task<string> Page(Notice notice, LiveSite live, IWebHostEnvironment environment)
    {
        var sheets = await Task.WhenAll(new[] { "site.css", "form.css" }.Select(f => File.ReadAllTextAsync(Path.Combine(environment.WebRootPath, f))));
        var css = live.Current.Files[Theme.Path].Text + string.Concat(sheets);
        var declared = JsonDocument.Parse(notice.Json).RootElement;
        // The privacy notice has no title of its own.
        var title = declared.TryGetProperty("title", out var named) ? named.GetString() : live.Part<SiteSettings>().Controller.Name;
        return $"<!DOCTYPE html><html lang=\"{declared.GetProperty("language").GetString()}\"><meta charset=\"utf-8\"><title>{System.Net.WebUtility.HtmlEncode(title)}</title>"
            + $"<style>{css}</style><body><main class=\"sheet\">{Encoding.UTF8.GetString(notice.Html)}</main></body></html>";
    }
}
