using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Site.Web;

/// <summary>
/// Reads a posted form before anything binds to it, so that one that is too large (413) or malformed (400) is refused with its own status.
/// Model binding would swallow both and go on with empty values.
/// </summary>
public sealed class FormReading(RequestDelegate next, IOptions<LimitOptions> limits)
{
    // So much of a body that is too large is still read: a server that answers and hangs up at once makes a browser report a broken connection.
    private const int MostDrained = 4_000_000;

    public async Task InvokeAsync(HttpContext context)
    {
        var refusal = context.Request.ContentLength > limits.Value.BodyBytes ? await Drained(context)
            : context.Request.HasFormContentType ? await Refusal(context.Request) : null;
        if (refusal is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }

        await next(context);
    }

    private static async Task<int?> Drained(HttpContext context)
    {
        if (context.Request.ContentLength <= MostDrained && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MostDrained;
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        }

        return StatusCodes.Status413PayloadTooLarge;
    }

    private async Task<int?> Refusal(HttpRequest request)
    {
        try
        {
            request.EnableBuffering(limits.Value.BodyBytes);
            var form = await request.ReadFormAsync();
            if (form.Any(pair => pair.Value.Any(v => v?.Contains('%', StringComparison.Ordinal) == true)))
            {
                await Reread(request);
            }

            return null;
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode;
        }
        catch (Exception e) when (e is InvalidDataException or IOException || IsUnknownCharset(e))
        {
            return StatusCodes.Status400BadRequest;
        }
    }

    // .NET refuses UTF-7 even to whoever only asks what it is.
    private static bool IsUnknownCharset(Exception e) => e is NotSupportedException or ArgumentException;

    // ASP.NET leaves an escaped byte that is no UTF-8 standing as "%F6", and a name would be stored so. Here it becomes U+FFFD, which fields refuse.
    private static async Task Reread(HttpRequest request)
    {
        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true)
        {
            request.Body.Position = 0;
            using var reader = new StreamReader(request.Body, Encoding.Latin1, leaveOpen: true);
            var form = new KeyValueAccumulator();
            foreach (var pair in (await reader.ReadToEndAsync()).Split('&', StringSplitOptions.RemoveEmptyEntries))
            {
                var parts = pair.Split('=', 2);
                form.Append(Decoded(parts[0]), Decoded(parts.ElementAtOrDefault(1) ?? ""));
            }

            request.Form = new FormCollection(form.GetResults());
        }
    }

    private static string Decoded(string escaped)
    {
        var bytes = Encoding.Latin1.GetBytes(escaped);
        return Encoding.UTF8.GetString(WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length) ?? []);
    }
}
