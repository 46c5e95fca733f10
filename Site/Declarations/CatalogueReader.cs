using Site.Publishing;

namespace Site.Declarations;

/// <summary>Reads purposes.yml and fields.yml into the <see cref="Catalogue"/>.</summary>
internal sealed class CatalogueReader : IContentReader
{
    public object Read(ContentReading reading)
    {
        var purposes = reading.Yaml("purposes.yml", y => PurposeReader.Read(y, reading.Part<SiteSettings>().Controller.Name));
        return reading.Yaml("fields.yml", y => FieldReader.Read(y, purposes));
    }

    /// <summary>What is named in a list, each once and declared.</summary>
    internal static IReadOnlyList<T> Named<T>(YamlMap y, string key, IReadOnlyDictionary<string, T> known, string what)
    {
        var names = y.Texts(key);
        foreach (var name in names.Where(n => !known.ContainsKey(n)))
        {
            y.Refuse(key, $"names {what} that is not declared: {name}; declared are {string.Join(", ", known.Keys)}");
        }

        if (names.Count == 0)
        {
            y.Refuse(key, $"must name at least {what}");
        }

        return [.. names.Where(known.ContainsKey).Select(n => known[n])];
    }

    /// <summary>The words of an enumeration as files spell them: LongText is "long-text".</summary>
    internal static Dictionary<string, T> Kebab<T>() where T : struct, Enum => Enum.GetValues<T>().ToDictionary(
        v => string.Concat(v.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString())));
}
