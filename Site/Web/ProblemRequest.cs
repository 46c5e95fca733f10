using Microsoft.AspNetCore.Diagnostics;

namespace Site.Web;

/// <summary>
/// Asks for the page that says what went wrong with GET and without the body that was refused: the checks behind would refuse the
/// explanation for the same reason as the request, and the person would see nothing.
/// </summary>
public sealed class ProblemRequest(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (IsProblem(context.Features))
        {
            context.Request.Method = HttpMethods.IsHead(context.Request.Method) ? HttpMethods.Head : HttpMethods.Get;
            (context.Request.ContentType, context.Request.ContentLength) = (null, null);
        }

        return next(context);
    }

    private static bool IsProblem(Microsoft.AspNetCore.Http.Features.IFeatureCollection features) =>
        features.Get<IStatusCodeReExecuteFeature>() is not null || features.Get<IExceptionHandlerFeature>() is not null;
}
