namespace Site.Web;

/// <summary>
/// Reads a posted form before anything binds to it, so that one that is too large (413) or malformed (400) is refused with its own status.
/// Model binding would swallow both and go on with empty values.
/// </summary>
public sealed class FormReading(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.HasFormContentType && await Refusal(context.Request) is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }

        await next(context);
    }

    private static async Task<int?> Refusal(HttpRequest request)
    {
        try
        {
            await request.ReadFormAsync();
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
}
