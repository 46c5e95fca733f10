using Microsoft.EntityFrameworkCore;
using Site.Data;
using Site.Declarations;
using Site.Staff;
using Site.Web;

namespace Site.Pages.Admin;

/// <summary>A stored form at an address of its own, to be shown inside a page of the desk and nowhere else.</summary>
internal static class NoticeFrame
{
    // The style sheets stand in the page: a sandboxed frame has no origin that could fetch them.
    internal static void MapNoticeFrame(this WebApplication app) =>
        app.MapGet("/admin/notices/{hash:length(64)}", async (string hash, SiteDb db, NoticeDocument documents) =>
        {
            var notice = await db.Set<Notice>().AsNoTracking().FirstOrDefaultAsync(n => n.Hash == hash);
            return notice is null ? Results.NotFound() : Results.Content(await documents.Of(notice), "text/html; charset=utf-8");
        }).RequireAuthorization(StaffSetup.Policy).WithSecurityHeadersPolicy(SecurityHeaders.Framed);
}
