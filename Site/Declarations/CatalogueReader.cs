using System.Text.RegularExpressions;
using Site.Publishing;

namespace Site.Declarations;

/// <summary>Reads purposes.yml and fields.yml into the <see cref="Catalogue"/>.</summary>
internal sealed partial class CatalogueReader : IContentReader
{
    private static readonly Dictionary<string, LegalBasis> _bases = Kebab<LegalBasis>();
    private static readonly Dictionary<string, FieldType> _types = Kebab<FieldType>();
    private static readonly Dictionary<string, string> _channels = new(StringComparer.Ordinal) { ["email"] = "email" };

    public object Read(ContentReading reading)
    {
        var purposes = reading.Yaml("purposes.yml", Purposes);
        var fields = reading.Yaml("fields.yml", y => Fields(y, purposes));
        return new Catalogue(purposes, fields);
    }

    private static Dictionary<string, Purpose> Purposes(YamlMap y)
    {
        var recipients = Each(y.Map("recipients"), Recipient);
        return Each(y.Map("purposes"), (key, p) => Purpose(key, p, recipients));
    }

    private static Recipient Recipient(string key, YamlMap y) =>
        new(key, y.Text("name"), Country(y), y.Words("role"), y.WordsOrNull("safeguard"));

    private static string Country(YamlMap y)
    {
        var country = y.Text("country");
        if (country.Length != 2 || !country.All(char.IsAsciiLetterUpper))
        {
            y.Refuse("country", "must be a two-letter country code like DE");
        }
        else if (!Countries.IsInEea(country) && !y.Has("safeguard"))
        {
            y.Refuse("country", "lies outside the European Economic Area: add the \"safeguard\" of Art. 46 GDPR in words");
        }

        return country;
    }

    private static Purpose Purpose(string key, YamlMap y, Dictionary<string, Recipient> recipients)
    {
        var basis = y.OneOf("basis", _bases);
        return new Purpose(
            key, basis, Named(y, "recipients", recipients, "a recipient"), Retention.Read(y, "retention"), y.OneOf("channel", _channels),
            y.Words("title"), y.Words("what"), y.Words("benefit"), y.WordsOrNull("frequency"),
            basis == LegalBasis.Consent ? y.Words("label") : null,
            basis == LegalBasis.Consent ? y.Words("consent") : null,
            basis == LegalBasis.LegitimateInterest ? y.Words("interest") : null);
    }

    private static Dictionary<string, Field> Fields(YamlMap y, Dictionary<string, Purpose> purposes)
    {
        var groups = Groups(y.Map("groups"));
        return Each(y.Map("fields"), (key, f) => Field(key, f, purposes, groups));
    }

    private static Dictionary<string, FieldGroup> Groups(YamlMap y)
    {
        var groups = y.Keys.ToDictionary(k => k, k => new FieldGroup(k, y.Words(k)));
        y.Close();
        return groups;
    }

    private static Field Field(string key, YamlMap y, Dictionary<string, Purpose> purposes, Dictionary<string, FieldGroup> groups)
    {
        if (Catalogue.Reserved.Contains(key))
        {
            y.Refuse("type", $"belongs to a field named \"{key}\", which is reserved");
        }

        var type = y.OneOf("type", _types);
        return new Field(
            key, type, y.TextOrNull("autocomplete"), y.Flag("required"), y.IntOrNull("max", 1, 4000) ?? 200, y.OneOf("group", groups),
            Named(y, "purposes", purposes, "a purpose"), Choices(y, type), AllWords(y.Map("words")));
    }

    private static IReadOnlyList<Choice> Choices(YamlMap y, FieldType type)
    {
        if (type is not (FieldType.Choice or FieldType.Choices))
        {
            return [];
        }

        var choices = y.Map("choices");
        IReadOnlyList<Choice> result = [.. choices.Keys.Select(k => new Choice(k, choices.Words(k)))];
        choices.Close();
        return result;
    }

    private static Dictionary<Language, FieldWords> AllWords(YamlMap y)
    {
        var words = Language.All.ToDictionary(l => l, l => FieldWords(y.Map(l.Code)));
        y.Close();
        return words;
    }

    private static FieldWords FieldWords(YamlMap y)
    {
        var words = new FieldWords(y.Text("label"), y.Text("why"), y.Text("benefit"), y.Text("if-empty"));
        y.Close();
        return words;
    }

    private static IReadOnlyList<T> Named<T>(YamlMap y, string key, Dictionary<string, T> known, string what)
    {
        var names = y.Texts(key);
        foreach (var name in names.Where(n => !known.ContainsKey(n)))
        {
            y.Refuse(key, $"names {what} that is not declared: {name}");
        }

        if (names.Count == 0)
        {
            y.Refuse(key, $"must name at least {what}");
        }

        return [.. names.Where(known.ContainsKey).Select(n => known[n])];
    }

    private static Dictionary<string, T> Each<T>(YamlMap y, Func<string, YamlMap, T> read)
    {
        var all = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var key in y.Keys)
        {
            var entry = y.Map(key);
            if (!Key().IsMatch(key))
            {
                y.Refuse(key, "must be named in small letters, digits and hyphens, at most 60");
            }

            all[key] = read(key, entry);
            entry.Close();
        }

        y.Close();
        return all;
    }

    private static Dictionary<string, T> Kebab<T>() where T : struct, Enum =>
        Enum.GetValues<T>().ToDictionary(v => Hump().Replace(v.ToString(), "-$1").ToLowerInvariant().TrimStart('-'));

    [GeneratedRegex("([A-Z])")]
    private static partial Regex Hump();

    [GeneratedRegex("^[a-z][a-z0-9-]{0,59}$")]
    private static partial Regex Key();
}
