using Site.Staff;
using Site.Tests.Support;

namespace Site.Tests.Staff;

/// <summary>A way to the desk of a site that runs in Development, where its cookies work over plain http.</summary>
internal static class DeskDoor
{
    internal const string Email = "erika@wegwarte.example";

    /// <summary>A browser that is signed in, as a member with these roles.</summary>
    internal static Task<StaffBrowser> Open(SiteHost site, params string[] roles) => OpenAs(site, Email, roles);

    /// <inheritdoc cref="Open"/>
    internal static async Task<StaffBrowser> OpenAs(SiteHost site, string email, params string[] roles)
    {
        var token = await site.With((Invitations i) => i.Create(roles));
        var browser = new StaffBrowser(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = site.Address });
        var form = await browser.Get($"/staff/setup/{token}");
        await browser.Post($"/staff/setup/{token}",
            [.. StaffBrowser.Hidden(form.Page), ("email", email), ("password", Member.Password), ("code", Totp.Code(Member.SecretOn(form), site.Clock.GetCurrentInstant()))]);
        return browser;
    }
}
