using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Site.Web;

namespace Site.Pages.Shared;

/// <summary>
/// Pages that do not want to be found (those with a token, those after a form) and every answer to a form may be kept by no cache [RFC 9111 5.2.2.5, rule W2]:
/// they may show what somebody typed. The desk's pages carry an antiforgery token, which says the same of them.
/// </summary>
internal sealed class KeptByNobody : IPageFilter
{
    public void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
    }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
        var isAsked = HttpMethods.IsGet(context.HttpContext.Request.Method) || HttpMethods.IsHead(context.HttpContext.Request.Method);
        if (WebSetup.IsStaff(context.HttpContext.Request.Path))
        {
            return;
        }

        if (!isAsked || (context.HandlerInstance is PageModel page && !Head.Of(page.ViewData).IsPublic))
        {
            context.HttpContext.Response.Headers.CacheControl = "no-store";
        }
    }
}
