using Microsoft.AspNetCore.StaticFiles;
using Site.Web;

namespace Site.Publishing;

/// <summary>Serves the pictures and the theme of the live content at addresses that carry the file's hash, so that they may be kept for a year.</summary>
public static class Pictures
{
    private static readonly string[] _served = [".svg", ".png", ".jpg", ".webp", ".css"];
    private static readonly FileExtensionContentTypeProvider _types = new();

    /// <summary>"/content/0123456789ab/theme/logo.svg".</summary>
    public static string Url(this Snapshot snapshot, string path) =>
        snapshot.Files.TryGetValue(path, out var file) ? $"/content/{Convert.ToHexStringLower(file.Sha256)[..12]}/{path}" : "/content/missing";

    public static void MapPictures(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/content/{hash}/{**path}", (string hash, string path, LiveSite live, HttpContext context) =>
            Serve(live.Current, hash, path, context)).WithSecurityHeadersPolicy(SecurityHeaders.Picture);

    private static IResult Serve(Snapshot snapshot, string hash, string path, HttpContext context)
    {
        if (!snapshot.Files.TryGetValue(path, out var file) || !_served.Contains(Path.GetExtension(path)))
        {
            return Results.NotFound();
        }

        // An old hash gets today's bytes, but nobody may keep them under it.
        var isCurrent = Convert.ToHexStringLower(file.Sha256).StartsWith(hash, StringComparison.Ordinal);
        context.Response.Headers.CacheControl = isCurrent ? "public, max-age=31536000, immutable" : "no-cache";
        return Results.Bytes(file.Bytes, _types.TryGetContentType(path, out var type) ? type : "application/octet-stream");
    }
}
