using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using NodaTime;
using NodaTime.Text;

namespace Site.Staff;

/// <summary>
/// When a member last gave both factors (rule S6). The cookie's own time of issue does not say: it is renewed while the session goes on.
/// </summary>
public sealed class FreshSignIn(IClock clock)
{
    /// <summary>How long a sign-in counts as fresh.</summary>
    public static readonly Duration Lasts = Duration.FromMinutes(10);

    private const string Key = "signed-in-at";

    /// <summary>True if the session that asks was opened within the last ten minutes.</summary>
    public async Task<bool> Is(HttpContext context)
    {
        var session = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        var now = clock.GetCurrentInstant();
        return session.Properties?.Items.TryGetValue(Key, out var said) == true && said is not null
            && InstantPattern.ExtendedIso.Parse(said) is { Success: true, Value: var at } && at <= now && now - at <= Lasts;
    }

    /// <summary>What the cookie of a session opened now carries; it is kept as long as the session.</summary>
    internal AuthenticationProperties Now() => new() { Items = { [Key] = InstantPattern.ExtendedIso.Format(clock.GetCurrentInstant()) } };
}
