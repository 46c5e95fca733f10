namespace Site.Web;

/// <summary>
/// Where mail programs unsubscribe for a person (RFC 8058): a bare POST from anywhere, without cookie, origin or redirect. It is the one address that other sites
/// may post to (rule S2), and no limit by client applies to it: a mail provider posts for all its people.
/// </summary>
public static class OneClick
{
    public const string Path = "/unsubscribe";

    internal static bool IsAskedFor(HttpRequest request) => request.Path.StartsWithSegments(Path, StringComparison.Ordinal);
}
