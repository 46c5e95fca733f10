using System.Text.RegularExpressions;
using Site.Publishing;

namespace Site.Declarations;

/// <summary>Reads fields.yml and the questions that a form declares for itself. A field without its explanation cannot be read.</summary>
internal static partial class FieldReader
{
    // Far more than anybody would answer.
    private const int MaxFields = 1000;

    // All of them ticked still fit where an answer is stored.
    private const int MaxChoices = 50;

    private static readonly Dictionary<string, FieldType> _types = CatalogueReader.Kebab<FieldType>();

    internal static Catalogue Read(YamlMap y, Dictionary<string, Purpose> purposes)
    {
        var groups = Groups(y.Map("groups"));
        var fields = y.Map("fields").Each((key, f) => Field(key, f, purposes, f.OneOf("group", groups), CatalogueReader.Named(f, "purposes", purposes, "a purpose")));
        if (fields.Count > MaxFields)
        {
            y.Refuse("fields", $"declares {fields.Count} fields; at most {MaxFields} are read: remove those that no form asks");
        }

        return new Catalogue(purposes, fields, groups);
    }

    /// <summary>Questions of one form: they serve its <paramref name="purpose"/> and stand in the last group unless they say otherwise.</summary>
    internal static Dictionary<string, Field> Questions(YamlMap y, Catalogue catalogue, string purpose) => y.Each((key, f) =>
    {
        if (catalogue.Fields.ContainsKey(key))
        {
            f.Refuse("words", $"belongs to \"{key}\", which fields.yml declares already: choose another name, or list it under \"fields\"");
        }

        var group = f.Has("group") || catalogue.Groups.Count == 0 ? f.OneOf("group", catalogue.Groups) : catalogue.Groups.Values.Last();
        return Field(key, f, catalogue.Purposes, group, Serves(f, catalogue, purpose));
    });

    private static IReadOnlyList<Purpose> Serves(YamlMap f, Catalogue catalogue, string purpose) =>
        f.Has("purposes") || !catalogue.Purposes.TryGetValue(purpose, out var only) ? CatalogueReader.Named(f, "purposes", catalogue.Purposes, "a purpose") : [only];

    private static Dictionary<string, FieldGroup> Groups(YamlMap y)
    {
        var groups = y.Keys.ToDictionary(k => k, k => new FieldGroup(k, y.Words(k)));
        y.Close();
        return groups;
    }

    private static Field Field(string key, YamlMap y, IReadOnlyDictionary<string, Purpose> purposes, FieldGroup? group, IReadOnlyList<Purpose> serves)
    {
        if (Catalogue.Reserved.Contains(key) || Taken().IsMatch(key))
        {
            y.Refuse("type", $"belongs to a field named \"{key}\", which is reserved: choose another name");
        }

        var type = Type(key, y);
        if ((type == FieldType.Email) != (key == "email"))
        {
            y.Refuse("type", "\"email\" belongs to the field named \"email\", and to no other: that is where letters go");
        }

        var autocomplete = Autocomplete(y);
        KeepFromMarketing(y, type, autocomplete, serves);
        return new Field(
            key, type, autocomplete, Required(y, type), LimitsReader.Read(y, type), IsSpecial(y, serves), group ?? new FieldGroup(key, new Words("", "")),
            serves, Choices(y, type), AllWords(y.Map("words")));
    }

    // A misspelt one is read as what it most likely is: what would only follow from it is not worth saying.
    private static FieldType Type(string key, YamlMap y)
    {
        var type = y.Has("type") ? y.OneOf("type", _types) : FieldType.Text;
        return key == "email" && y.Has("type") && !_types.ContainsKey(y.TextOrNull("type") ?? "") ? FieldType.Email : type;
    }

    private static string? Autocomplete(YamlMap y)
    {
        var token = y.TextOrNull("autocomplete");
        if (token is not null && !AutocompleteTokens.IsKnown(token))
        {
            y.Refuse("autocomplete", $"is no token of HTML's autofill: {token}; known are {AutocompleteTokens.All}");
        }

        return token;
    }

    // Rule P11: a consent given here is one to letters, and they need no number.
    private static void KeepFromMarketing(YamlMap y, FieldType type, string? autocomplete, IReadOnlyList<Purpose> serves)
    {
        var isNumber = type == FieldType.Telephone || autocomplete?.Split(' ').Any(token => token == "tel" || token.StartsWith("tel-", StringComparison.Ordinal)) == true;
        foreach (var purpose in serves.Where(p => isNumber && p.Basis is (LegalBasis.Consent or LegalBasis.LegitimateInterest)))
        {
            y.Refuse(type == FieldType.Telephone ? "type" : "autocomplete", $"asks for a telephone number, and \"{purpose.Key}\" rests on a {(purpose.IsConsent ? "consent" : "legitimate interest")}: a number is asked for what somebody registers for, never for marketing; leave that purpose out");
        }
    }

    // Rule P4: only what is needed is mandatory, and that is where to write to.
    private static bool Required(YamlMap y, FieldType type)
    {
        var required = y.Flag("required");
        if (required != (type == FieldType.Email))
        {
            y.Refuse("required", required
                ? "may be true for the e-mail address only: nothing else is needed (Art. 5 (1)(c) GDPR)"
                : "must be true: without an address nothing can be confirmed");
        }

        return required;
    }

    private static bool IsSpecial(YamlMap y, IReadOnlyList<Purpose> serves)
    {
        var isSpecial = y.Flag("special-category");
        foreach (var purpose in serves.Where(p => isSpecial && !p.IsExplicit))
        {
            y.Refuse("special-category", $"is true, but the purpose \"{purpose.Key}\" may not use such data (Art. 9 GDPR): serve only purposes with \"basis: consent\" and \"explicit: true\"");
        }

        return isSpecial;
    }

    private static IReadOnlyList<Choice> Choices(YamlMap y, FieldType type)
    {
        if (type is not (FieldType.Choice or FieldType.Choices))
        {
            return [];
        }

        // Keys are named like fields, so that several can be stored side by side.
        IReadOnlyList<Choice> result = [.. y.Map("choices").Each((key, words) => new Choice(key, new Words(words.Text("de"), words.Text("en")))).Values];
        foreach (var choice in result.Where(c => Taken().IsMatch($"-{c.Key}")))
        {
            y.Refuse("choices", $"offers \"{choice.Key}\", which is reserved: choose another name");
        }

        if (result.Count is < 2 or > MaxChoices)
        {
            y.Refuse("choices", $"must offer at least two answers, at most {MaxChoices}");
        }

        return result;
    }

    private static Dictionary<Language, FieldWords> AllWords(YamlMap y)
    {
        var words = Language.All.ToDictionary(l => l, l => FieldWords(y.Map(l.Code)));
        y.Close();
        return words;
    }

    // What a form names its own elements; two of a name would tie an explanation to the wrong field.
    [GeneratedRegex("^(agree-.*|.*-(note|error|hint|title|none|month|year)|keep|place|about)$")]
    private static partial Regex Taken();

    private static FieldWords FieldWords(YamlMap y)
    {
        var words = new FieldWords(y.Text("label"), y.Text("why"), y.Text("benefit"), y.Text("if-empty"));
        y.Close();
        return words;
    }
}
