using System.Security.Cryptography;

namespace Site.Pages.Shared;

/// <summary>The style sheets under addresses that carry their hash, so that a browser may keep them for a year.</summary>
public static class StyleSheet
{
    private static string _root = "wwwroot";
    private static readonly Lazy<string> _site = new(() => Hashed("site.css"));
    private static readonly Lazy<string> _form = new(() => Hashed("form.css"));
    private static readonly Lazy<string> _desk = new(() => Hashed("desk.css"));

    /// <summary>Of the public pages.</summary>
    public static string Url => _site.Value;

    /// <summary>Of the notes and forms on them; it follows <see cref="Url"/>.</summary>
    public static string Form => _form.Value;

    /// <summary>Of the staff's pages.</summary>
    public static string Desk => _desk.Value;

    public static void UseStyleSheets(this WebApplication app)
    {
        _root = app.Environment.WebRootPath;
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = c => c.Context.Response.Headers.CacheControl =
                c.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "no-cache",
        });
    }

    internal static string Hashed(string file) =>
        $"/{file}?v={Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(_root, file))))[..12]}";
}
