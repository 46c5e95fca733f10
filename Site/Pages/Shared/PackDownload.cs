using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Site.MyData.Pack;

namespace Site.Pages.Shared;

/// <summary>Sends the pack while it is being written, so that a large one needs no room.</summary>
internal sealed class PackDownload(PreparedPack pack) : ActionResult
{
    public override Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.ContentType = "application/zip";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(pack.FileName);
        response.Headers.ContentDisposition = disposition.ToString();
        return pack.Write(response.Body, context.HttpContext.RequestAborted);
    }
}
