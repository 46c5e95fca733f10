using Site.Publishing;

namespace Site.Pages.Shared;

/// <summary>The language of a request: that of its path, and where the path has none the one the browser asks for.</summary>
public static class RequestLanguage
{
    public static Language Language(this Microsoft.AspNetCore.Mvc.ActionContext context) => context.HttpContext.Language();

    public static Language Language(this HttpContext context)
    {
        var original = context.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodeReExecuteFeature>()?.OriginalPath
            ?? context.Features.Get<Microsoft.AspNetCore.Diagnostics.IExceptionHandlerPathFeature>()?.Path;
        return Addresses.LanguageOf(original ?? context.Request.Path) ?? Publishing.Language.Accepted(context.Request.Headers.AcceptLanguage);
    }
}
