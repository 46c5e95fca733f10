namespace Site.Web;

/// <summary>
/// Refuses unsafe requests from other sites, without a cookie (rule S2): <c>Sec-Fetch-Site</c> must be same-origin or none;
/// where a browser does not send it, <c>Origin</c> must be the site's own. Only <see cref="OneClick"/> takes them from anywhere.
/// </summary>
public sealed class OriginCheck(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (IsSafe(context.Request.Method) || IsOwn(context.Request) || OneClick.IsAskedFor(context.Request))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static bool IsOwn(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        return site.Length > 0
            ? site is "same-origin" or "none"
            : request.Headers.Origin == $"{request.Scheme}://{request.Host}";
    }
}
