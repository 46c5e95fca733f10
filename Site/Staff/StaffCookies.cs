using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using NodaTime;

namespace Site.Staff;

/// <summary>The only cookies there are: the session, the wait for the second factor, and the guard of forms (rule S2).</summary>
internal static class StaffCookies
{
    private static readonly TimeSpan _session = TimeSpan.FromHours(8);

    internal static void AddStaffCookies(this IServiceCollection services, bool isDevelopment)
    {
        // No default scheme: a page for prospects must not even look at these cookies, as looking may renew one.
        services.AddAuthentication()
            .AddCookie(IdentityConstants.ApplicationScheme, o => Session(o, isDevelopment))
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, o => Waiting(o, isDevelopment))
            // Never set: Identity signs out of it whenever it ends a session, and fails if it is not there.
            .AddCookie(IdentityConstants.TwoFactorRememberMeScheme, o => Shape(o.Cookie, "desk-remembered", isDevelopment));
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<IClock>((o, clock) => o.TimeProvider = new HouseTime(clock));
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme).Configure<IClock>((o, clock) => o.TimeProvider = new HouseTime(clock));
        services.AddOptions<SecurityStampValidatorOptions>().Configure<IClock>((o, clock) =>
        {
            o.ValidationInterval = TimeSpan.FromMinutes(1);
            o.TimeProvider = new HouseTime(clock);
        });
        services.AddAntiforgery(o => Shape(o.Cookie, "desk-form", isDevelopment));
    }

    private static void Session(CookieAuthenticationOptions options, bool isDevelopment)
    {
        Shape(options.Cookie, "desk", isDevelopment);
        options.ExpireTimeSpan = _session;
        options.SlidingExpiration = true;
        options.LoginPath = "/staff/sign-in";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    private static void Waiting(CookieAuthenticationOptions options, bool isDevelopment)
    {
        Shape(options.Cookie, "desk-code", isDevelopment);
        options.ExpireTimeSpan = TimeSpan.FromMinutes(5);
        options.SlidingExpiration = false;
    }

    // Browsers refuse a __Host- cookie over plain http, which is what Development is served by.
    private static void Shape(CookieBuilder cookie, string name, bool isDevelopment)
    {
        cookie.Name = isDevelopment ? name : $"__Host-{name}";
        cookie.SecurePolicy = isDevelopment ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        cookie.SameSite = SameSiteMode.Strict;
        cookie.HttpOnly = true;
        cookie.Path = "/";
        cookie.IsEssential = true;
    }

    private sealed class HouseTime(IClock clock) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => clock.GetCurrentInstant().ToDateTimeOffset();
    }
}
