using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Site.Data;
using Site.Declarations;
using Site.Publishing;

namespace Site.Pages.Legal;

/// <summary>Serves the machine-readable declarations (rule C2): the same for everybody, made once for each version of the content, and kept by whoever asked.</summary>
internal static class DataUseDocument
{
    internal const string ContentType = "application/ld+json";

    private static readonly ConditionalWeakTable<Snapshot, Document> _made = [];

    internal static void MapDataUse(this WebApplication app)
    {
        var (live, notices) = (app.Services.GetRequiredService<LiveSite>(), app.Services.GetRequiredService<PrivacyNotices>());
        var (sources, site) = (app.Services.GetServices<IFormSource>().ToList(), app.Services.GetRequiredService<IOptions<SiteOptions>>());
        app.MapMethods(DataUseJsonLd.Path, [HttpMethods.Get, HttpMethods.Head], (HttpContext context) =>
        {
            var document = _made.GetValue(live.Current, s => Document.Of(new DataUseJsonLd(DataUse.Of(s, sources), notices, site.Value).Write()));
            context.Response.Headers.CacheControl = "public, max-age=60";
            return Results.Bytes(document.Bytes, ContentType, entityTag: document.Tag);
        });
    }

    private sealed record Document(byte[] Bytes, EntityTagHeaderValue Tag)
    {
        // Weak, because the answer may be compressed on the way [RFC 9110 8.8.3].
        internal static Document Of(byte[] bytes) => new(bytes, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"", isWeak: true));
    }
}
