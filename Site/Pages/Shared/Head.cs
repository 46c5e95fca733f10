using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Site.Publishing;

namespace Site.Pages.Shared;

/// <summary>What a page tells the layout about itself.</summary>
/// <param name="Title">In the browser's tab, before the brand's name.</param>
/// <param name="Description">For search results; null for pages that do not want to be found.</param>
/// <param name="Place">Which page it is, for the other language and the menu; null where there is no other language.</param>
/// <param name="Key">Its slug or token.</param>
public sealed record Head(string Title, string? Description = null, Place? Place = null, string Key = "")
{
    private const string Slot = "Head";

    /// <summary>False for pages with a token and pages after a form: they are kept out of search engines and caches.</summary>
    public bool IsPublic => Description is not null;

    /// <summary>What the page is about, for search engines: JSON-LD that may stand inside a script element; null for none.</summary>
    public string? Data { get; init; }

    public bool HasNewsletter { get; init; } = true;

    /// <summary>What the page was asked for beyond its address, kept in the link to the other language: "?topic=consent".</summary>
    public string Query { get; init; } = "";

    /// <summary>True for pages that somebody opened to see their own data: they have a cookie (rule P18).</summary>
    public bool HasSession { get; init; }

    /// <summary>True for pages whose facts the machine-readable declarations state too.</summary>
    public bool HasDeclarations { get; init; }

    /// <summary>True where the page shows a form again because of errors: the title says so first (WCAG technique G199).</summary>
    public bool HasErrors { get; init; }

    public void Tell(ViewDataDictionary data) => data[Slot] = this;

    public static Head Of(ViewDataDictionary data) => data[Slot] as Head ?? new Head("");
}
