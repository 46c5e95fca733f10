using Microsoft.AspNetCore.Mvc;

namespace Site.Pages.Shared;

/// <summary>Sends the browser on with GET after a POST [RFC 9110 15.4.4], so that reloading sends nothing twice.</summary>
public sealed class SeeOther(string path) : IActionResult
{
    public static SeeOther To(string path) => new(path);

    public Task ExecuteResultAsync(ActionContext context)
    {
        context.HttpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.HttpContext.Response.Headers.Location = path;
        return Task.CompletedTask;
    }
}
