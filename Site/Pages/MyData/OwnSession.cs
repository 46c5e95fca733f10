using Microsoft.Extensions.Options;
using Site.MyData;
using Site.MyData.Access;

namespace Site.Pages.MyData;

/// <summary>
/// The session of somebody who looks at their own data: the one cookie there is (rule P18). It holds a random number and nothing else, goes to this host alone, is
/// out of reach of scripts, and ends with the browser or after half an hour.
/// </summary>
public sealed class OwnSession(AccessPasses passes, HeldData held, IOptions<MyDataOptions> options, IHostEnvironment environment)
{
    // A __Host- cookie is for https alone, which Development has not.
    internal string Name => environment.IsDevelopment() ? "my-data" : "__Host-my-data";

    /// <summary>How long it lasts, in minutes.</summary>
    public int Minutes => (int)options.Value.SessionLasts.TotalMinutes;

    /// <summary>Everything about the person whose session this is; null if there is none or it is over.</summary>
    public async Task<HeldPerson?> Person(HttpContext context) =>
        await passes.Person(context.Request.Cookies[Name]) is { } person ? await held.Of(person, context.RequestAborted) : null;

    /// <summary>Uses a link up. False if it is none, was used or is too old.</summary>
    public async Task<bool> Open(string link, HttpContext context)
    {
        var token = await passes.Open(link);
        if (token is not null)
        {
            context.Response.Cookies.Append(Name, token, Options);
        }

        return token is not null;
    }

    /// <summary>Ends it, here and in the browser.</summary>
    public async Task Close(HttpContext context)
    {
        await passes.Close(context.Request.Cookies[Name]);
        context.Response.Cookies.Delete(Name, Options);
    }

    private CookieOptions Options => new() { Path = "/", HttpOnly = true, Secure = !environment.IsDevelopment(), SameSite = SameSiteMode.Strict };
}
