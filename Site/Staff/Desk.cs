using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Site.Staff;

/// <summary>The desk: every path that is for staff, whether there is something at it or not.</summary>
public static class Desk
{
    private static readonly PathString _inner = "/admin";
    private static readonly PathString _door = "/staff";

    /// <summary>True under /admin and /staff, for paths of requests and of pages alike. Everywhere else no cookie is set or looked at (rule P18).</summary>
    public static bool Owns(PathString path) => NeedsSession(path) || path.StartsWithSegments(_door, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Lets nobody to anything under /admin without a session, and has nothing of the desk stored anywhere. Stands before whatever answers there,
    /// the jobs dashboard included.
    /// </summary>
    public static WebApplication UseStaff(this WebApplication app)
    {
        // Said here, or the framework puts it in front of the cached pages of prospects. It does nothing by itself, as no scheme is the default.
        app.UseAuthentication();
        app.UseWhen(context => Owns(context.Request.Path), desk => desk.Use(Guard));
        app.UseAuthorization();
        return app;
    }

    private static bool NeedsSession(PathString path) => path.StartsWithSegments(_inner, StringComparison.OrdinalIgnoreCase);

    private static async Task Guard(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(ForbidStoring, context);
        var session = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        if (session.Principal is { } staff)
        {
            context.User = staff;
        }
        else if (NeedsSession(context.Request.Path))
        {
            await context.ChallengeAsync(IdentityConstants.ApplicationScheme);
            return;
        }

        await next(context);
    }

    private static Task ForbidStoring(object context)
    {
        ((HttpContext)context).Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
