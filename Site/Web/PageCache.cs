using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Site.Web;

/// <summary>Marks a page that is the same for everybody: no cookie, no token, nothing of the person who asks. It is kept for a few seconds.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SameForEverybodyAttribute : Attribute;

/// <summary>Says which version of the site a kept page belongs to; set by what publishes.</summary>
public sealed class PageVersion
{
    private long _version;

    public long Current => Volatile.Read(ref _version);

    public void Move() => Interlocked.Increment(ref _version);
}

/// <summary>
/// Keeps whole answers of pages marked <see cref="SameForEverybodyAttribute"/>, compressed and with the headers of the page itself, by path, topic,
/// accepted encodings and scheme (HSTS is for https alone); never by host. Nothing of the desk, and nothing that sets a cookie. An answer from here says its Age [RFC 9111 5.1].
/// </summary>
public sealed class PageCache(RequestDelegate next, PageVersion version)
{
    // Far more than there are pages; whoever makes up addresses to fill it only makes it start again.
    private const int MaxPages = 1000;

    // What browsers send is shorter; longer keys would only fill the memory.
    private const int MaxKey = 300;

    // Said of the one connection or message, not of the page [RFC 9110 7.6.1]: one client's "close" must not hang up on all.
    private static readonly FrozenSet<string> _ofTheMessage = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "Date", "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Upgrade", "Trailer", "Alt-Svc");

    private readonly ConcurrentDictionary<PageKey, KeptPage> _pages = new();

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsGet(request.Method) || WebSetup.IsStaff(request.Path))
        {
            return next(context);
        }

        // What comes with a GET has no meaning [RFC 9110 9.3.1]: no page that is kept for others may be made from it.
        request.ContentType = null;
        var key = PageKey.Of(request);
        return _pages.TryGetValue(key, out var page) && page.IsCurrent(version.Current) ? page.Send(context) : Answer(key, context);
    }

    private async Task Answer(PageKey key, HttpContext context)
    {
        var (asked, copy) = (version.Current, new MemoryStream());
        var body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(new CopyingStream(body.Stream, copy, () => IsMarked(context)), body));
        await next(context);
        await context.Response.CompleteAsync();
        // Whoever hung up half-way may have got half a page.
        if (IsForEverybody(context) && asked == version.Current && !context.RequestAborted.IsCancellationRequested && key.Length <= MaxKey)
        {
            Keep(key, new KeptPage(asked, [.. context.Response.Headers.Where(h => !_ofTheMessage.Contains(h.Key))], copy.ToArray()));
        }
    }

    private static bool IsForEverybody(HttpContext context) =>
        context.Response.StatusCode == StatusCodes.Status200OK && context.Response.Headers.SetCookie.Count == 0 && IsMarked(context);

    // Known only behind the routing; a picture is not worth a copy for each who asks.
    private static bool IsMarked(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<SameForEverybodyAttribute>() is not null;

    private void Keep(PageKey key, KeptPage page)
    {
        if (_pages.Count >= MaxPages)
        {
            _pages.Clear();
        }

        _pages[key] = page;
    }

    private readonly record struct PageKey(string Path, string Topic, string Encodings, bool IsHttps)
    {
        internal int Length => Path.Length + Topic.Length + Encodings.Length;

        internal static PageKey Of(HttpRequest request) => new(
            request.Path.Value ?? "", request.QueryString.HasValue ? request.Query["topic"].ToString() : "", request.Headers.AcceptEncoding.ToString(), request.IsHttps);
    }

    private sealed record KeptPage(long Version, KeyValuePair<string, StringValues>[] Headers, ReadOnlyMemory<byte> Body)
    {
        private const int KeptSeconds = 15;

        private static readonly StringValues[] _seconds = [.. Enumerable.Range(0, KeptSeconds).Select(s => new StringValues(s.ToString(CultureInfo.InvariantCulture)))];

        private readonly long _since = Environment.TickCount64;

        private long Age => (Environment.TickCount64 - _since) / 1000;

        internal bool IsCurrent(long version) => Version == version && Age < KeptSeconds;

        internal Task Send(HttpContext context)
        {
            var response = context.Response;
            foreach (var (name, value) in Headers)
            {
                response.Headers[name] = value;
            }

            response.Headers.Age = _seconds[Math.Min(Age, KeptSeconds - 1)];
            return IsKnown(context.Request, response.Headers.ETag) ? NotModified(response) : Whole(response);
        }

        // Tags here are always weak: the same page goes out compressed and plain [RFC 9110 13.1.2].
        private static bool IsKnown(HttpRequest request, string? tag) =>
            tag is not null && request.Headers.IfNoneMatch.Count > 0 && EntityTagHeaderValue.TryParse(tag, out var current)
            && request.GetTypedHeaders().IfNoneMatch.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(current, useStrongComparison: false));

        private static Task NotModified(HttpResponse response)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            response.Headers.Remove("Content-Type");
            response.Headers.Remove("Content-Encoding");
            return Task.CompletedTask;
        }

        private Task Whole(HttpResponse response)
        {
            response.ContentLength = Body.Length;
            return response.Body.WriteAsync(Body).AsTask();
        }
    }
}
