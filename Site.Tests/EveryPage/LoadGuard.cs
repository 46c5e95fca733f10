using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Site.Tests.EveryPage;

/// <summary>Finds what a page loads from, or sends to, anybody but the site itself, and what runs or paints from inside it (rules P18, S1).</summary>
internal static partial class LoadGuard
{
    // A link element that only says something; every other kind makes a browser fetch or connect.
    private static readonly string[] _saying = ["canonical", "alternate", "author", "license", "help", "search", "next", "prev", "me"];

    private static readonly string[] _loading = ["src", "srcset", "poster", "data", "action", "formaction", "ping", "background", "xlink:href"];

    internal static IEnumerable<string> Offences(IHtmlDocument page, Uri site) => page.All.SelectMany(e => Foreign(e, site).Concat(Inline(e)));

    /// <summary>What a style sheet would load from elsewhere.</summary>
    internal static IEnumerable<string> InStyles(string css) =>
        Load().Matches(css).Select(m => m.Groups[1].Value.Trim('"', '\'')).Where(url => url.Split('/')[0] is not "data:" && url.Contains("//", StringComparison.Ordinal));

    private static IEnumerable<string> Foreign(IElement element, Uri site)
    {
        var links = _loading.Select(element.GetAttribute).OfType<string>();
        if (element.LocalName is "link" or "image" or "use" && element.GetAttribute("href") is { } href && !_saying.Contains(element.GetAttribute("rel")))
        {
            links = links.Append(href);
        }

        return links.SelectMany(l => l.Split(',')).Select(l => l.Trim().Split(' ')[0]).Where(l => !IsOwn(l, site)).Select(l => $"{element.Tag()} goes to {l}.");
    }

    private static bool IsOwn(string link, Uri site) =>
        link.StartsWith("data:", StringComparison.Ordinal) || !Uri.TryCreate(site, link, out var target) || (target.Authority == site.Authority && target.Scheme == site.Scheme);

    private static IEnumerable<string> Inline(IElement element)
    {
        if (element.LocalName == "style" || (element.LocalName == "script" && !element.HasAttribute("src") && element.GetAttribute("type") != "application/ld+json"))
        {
            yield return $"{element.Tag()} stands inside the page.";
        }

        if (element.Attributes.Any(a => a.Name == "style" || a.Name.StartsWith("on", StringComparison.Ordinal)) || element.GetAttribute("href")?.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) == true)
        {
            yield return $"{element.Tag()} carries a style or a script.";
        }

        if (element.LocalName == "meta" && element.GetAttribute("http-equiv") is { } header)
        {
            yield return $"{element.Tag()} is a header ({header}), which belongs into the answer's head.";
        }
    }

    [GeneratedRegex("""(?:url\(|@import\s+)\s*("[^"]*"|'[^']*'|[^)\s;]+)""")]
    private static partial Regex Load();
}
