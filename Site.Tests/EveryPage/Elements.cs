using AngleSharp;
using AngleSharp.Dom;

namespace Site.Tests.EveryPage;

internal static class Elements
{
    /// <summary>The element's start tag, by which a sentence names it.</summary>
    internal static string Tag(this IElement element) => element.Clone(deep: false).ToHtml().Split('>')[0] + ">";
}
