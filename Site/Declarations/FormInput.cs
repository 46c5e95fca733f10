using System.Globalization;
using Site.Publishing;

namespace Site.Declarations;

/// <summary>A posted form, read against its declaration: the values, the boxes ticked, and what is wrong, in the person's language.</summary>
public sealed record FormInput(
    IReadOnlyDictionary<string, string> Values, IReadOnlySet<string> Ticked, IReadOnlyDictionary<string, string> Errors, IReadOnlyList<string> Undeclared)
{
    public const string NoticeKey = "notice";
    public const string AgreeKey = "agree";
    public const string HoneypotKey = "website";

    /// <summary>Name of the second submit button, which shows what would be kept and keeps nothing.</summary>
    public const string PreviewKey = "preview";

    public static readonly FormInput Empty = new(
        new Dictionary<string, string>(), new HashSet<string>(), new Dictionary<string, string>(), []);

    public bool IsValid => Errors.Count == 0 && Undeclared.Count == 0;

    public EmailAddress? Address => EmailAddress.Read(Values.GetValueOrDefault("email"));

    /// <summary>Reads every declared field. A key that the form does not declare is listed, not kept.</summary>
    public static FormInput Read(Form form, IFormCollection posted)
    {
        var values = form.Fields.ToDictionary(f => f.Key, f => Clean(posted[f.Key]));
        var ticked = posted[AgreeKey].OfType<string>().ToHashSet(StringComparer.Ordinal);
        var boxes = form.Boxes.Select(b => b.Key).ToHashSet(StringComparer.Ordinal);
        var known = values.Keys.Concat(Catalogue.Reserved).ToHashSet(StringComparer.Ordinal);
        var errors = form.Fields.Select(f => (f.Key, Error: Problem(f, posted[f.Key].Count, values[f.Key], form.In)))
            .Where(e => e.Error is not null).ToDictionary(e => e.Key, e => e.Error ?? "");
        return new FormInput(values, ticked, errors, [.. posted.Keys.Except(known).Concat(ticked.Except(boxes)).Concat(posted.Files.Select(f => f.Name))]);
    }

    /// <summary>The values that may be kept: those of fields that serve a purpose which follows from sending, or whose box is ticked.</summary>
    public IEnumerable<KeyValuePair<string, string>> Kept(Form form)
    {
        var purposes = form.Implied.Select(p => p.Key).Concat(Ticked).ToHashSet(StringComparer.Ordinal);
        return form.Fields.Where(f => f.Type != FieldType.Email && f.Purposes.Any(purposes.Contains) && Values[f.Key].Length > 0)
            .Select(f => KeyValuePair.Create(f.Key, Values[f.Key]));
    }

    private static string Clean(string? posted) => (posted ?? "").ReplaceLineEndings("\n").Trim();

    private static string? Problem(FormField field, int times, string value, Language language)
    {
        if (value.Length == 0)
        {
            return field.Required ? Missing(field, language) : null;
        }

        if (times > 1)
        {
            return language[$"„{field.Label}“ kam mehrmals an. Bitte füllen Sie es nur einmal aus.", $"“{field.Label}” arrived more than once. Please fill it in only once."];
        }

        if (value.Length > field.Max)
        {
            return language[$"„{field.Label}“ darf höchstens {field.Max} Zeichen lang sein.", $"“{field.Label}” must be {field.Max} characters or fewer."];
        }

        if (value.Any(c => IsUnreadable(c, field.Type)))
        {
            return language[$"„{field.Label}“ enthält Zeichen, die wir nicht lesen können. Bitte schreiben Sie es neu.", $"“{field.Label}” contains characters we cannot read. Please type it again."];
        }

        return IsOfType(field, value) ? null : Malformed(field, language);
    }

    // U+FFFD is what a wrong encoding leaves behind.
    private static bool IsUnreadable(char c, FieldType type) =>
        c == '\uFFFD' || (char.IsControl(c) && !(type == FieldType.LongText && c is '\n' or '\t'));

    private static bool IsOfType(FormField field, string value) => field.Type switch
    {
        FieldType.Email => EmailAddress.Read(value) is not null,
        FieldType.Choice => field.Choices.Any(c => c.Key == value),
        FieldType.Telephone => value.Count(char.IsAsciiDigit) >= 5 && value.All(c => char.IsAsciiDigit(c) || " +-/()".Contains(c)),
        FieldType.Date => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        FieldType.Country => value.Length == 2 && value.All(char.IsAsciiLetterUpper),
        FieldType.YesNo => value is "yes" or "no",
        _ => true,
    };

    private static string Missing(FormField field, Language language) => field.Type == FieldType.Email
        ? language["Geben Sie Ihre E-Mail-Adresse ein. Ohne sie erreichen wir Sie nicht.", "Enter your e-mail address. Without it we cannot reach you."]
        : language[$"Füllen Sie „{field.Label}“ aus.", $"Fill in “{field.Label}”."];

    private static string Malformed(FormField field, Language language) => field.Type switch
    {
        FieldType.Email => language["Geben Sie eine vollständige E-Mail-Adresse ein, zum Beispiel name@beispiel.example.", "Enter a full e-mail address, for example name@example.org."],
        FieldType.Choice => language[$"Wählen Sie bei „{field.Label}“ eine der Antworten aus.", $"Choose one of the answers for “{field.Label}”."],
        _ => language[$"„{field.Label}“ können wir so nicht lesen.", $"We cannot read “{field.Label}” like this."],
    };
}
