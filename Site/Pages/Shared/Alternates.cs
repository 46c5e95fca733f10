using Site.Publishing;

namespace Site.Pages.Shared;

/// <summary>A page in its languages, for rel="alternate": each page names all of them, itself too, so that they are reciprocal (rule W2).</summary>
public static class Alternates
{
    /// <summary>The language codes with the paths; last <c>x-default</c>, for readers of other languages.</summary>
    public static IEnumerable<(string Hreflang, string Path)> Of(Place place, string key) =>
        Language.All.Select(l => (l.Code, Addresses.Path(place, l, key))).Append(("x-default", place == Place.Home ? "/" : Addresses.Path(place, Language.English, key)));
}
