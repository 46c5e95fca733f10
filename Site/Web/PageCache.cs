using Microsoft.AspNetCore.OutputCaching;

namespace Site.Web;

/// <summary>Marks a page that is the same for everybody: no cookie, no token, nothing of the person who asks. It is kept for a few seconds.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SameForEverybodyAttribute : Attribute;

/// <summary>Says which version of the site a cached page belongs to; set by what publishes.</summary>
public sealed class PageVersion
{
    private long _version;

    public string Current => Volatile.Read(ref _version).ToString(System.Globalization.CultureInfo.InvariantCulture);

    public void Move() => Interlocked.Increment(ref _version);
}

/// <summary>Caches pages marked <see cref="SameForEverybodyAttribute"/>, by path, topic, encoding and version of the content; never by host.</summary>
internal sealed class PageCachePolicy(PageVersion version) : IOutputCachePolicy
{
    private static readonly TimeSpan _kept = TimeSpan.FromSeconds(15);

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var request = context.HttpContext.Request;
        context.EnableOutputCaching = (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && !WebSetup.IsStaff(request.Path);
        context.AllowCacheLookup = context.EnableOutputCaching;
        // Without it here nothing is ever kept; which page may be is known only when it has answered.
        context.AllowCacheStorage = context.EnableOutputCaching;
        // Requests that wait for each other would share an answer before it is known whether it may be shared.
        context.AllowLocking = false;
        context.ResponseExpirationTimeSpan = _kept;
        context.CacheVaryByRules.VaryByHost = false;
        context.CacheVaryByRules.QueryKeys = "topic";
        context.CacheVaryByRules.CacheKeyPrefix = version.Current + Encoding(request);
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        var marked = context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<SameForEverybodyAttribute>() is not null;
        context.AllowCacheStorage = marked && response.StatusCode == StatusCodes.Status200OK && response.Headers.SetCookie.Count == 0;
        return ValueTask.CompletedTask;
    }

    private static string Encoding(HttpRequest request)
    {
        var accepted = request.Headers.AcceptEncoding.ToString();
        return accepted.Contains("br", StringComparison.Ordinal) ? "br" : accepted.Contains("gzip", StringComparison.Ordinal) ? "gzip" : "plain";
    }
}
