using System.Globalization;
using Microsoft.Extensions.Primitives;
using Site.Publishing;

namespace Site.Declarations;

/// <summary>One posted answer read against its field: the text that is stored, and what is wrong with it.</summary>
internal static class FieldValue
{
    private const char Separator = ',';

    /// <summary>
    /// What is stored. Several choices are their keys in the order of the catalogue, joined with ","; a date is ISO 8601. What is no such answer stays as it
    /// was typed, so that it can be shown again.
    /// </summary>
    internal static string Read(FormField field, StringValues posted) => field.Type switch
    {
        FieldType.Choices => Chosen(field, posted),
        FieldType.Date => Dated(posted),
        _ => Clean(posted),
    };

    /// <summary>Null if the answer may be kept, otherwise what to do, in words.</summary>
    internal static string? Problem(FormField field, StringValues posted, string value, Language language)
    {
        if (value.Length == 0 && !IsGiven(field, posted))
        {
            return field.Required ? FieldProblems.Missing(field, language) : null;
        }

        if (posted.Count > 1 && field.Type is not (FieldType.Choices or FieldType.Date))
        {
            return FieldProblems.Twice(field, language);
        }

        if (value.Length > field.Max && IsTyped(field.Type))
        {
            return FieldProblems.TooLong(field, language);
        }

        return value.Any(c => IsUnreadable(c, field.Type)) ? FieldProblems.Unreadable(field, language)
            : !IsOfType(field, posted, value) ? FieldProblems.Malformed(field, value, language)
            : IsInTime(field, value) ? null : FieldProblems.OutOfTime(field, language);
    }

    /// <summary>The keys of several choices as stored.</summary>
    internal static string[] Keys(string value) => value.Split(Separator, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Null for a text that is no date as stored.</summary>
    internal static DateOnly? Date(string value) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>Year, month and day as they were typed, for showing a date again.</summary>
    internal static (string Year, string Month, string Day) Parts(string value)
    {
        var parts = value.Split('-', 3);
        return (parts[0], Part(parts, 1), Part(parts, 2));
    }

    /// <summary>A text that is no date, in the order it was typed in.</summary>
    internal static string Typed(string value)
    {
        var (year, month, day) = Parts(value);
        return $"{day} {month} {year}".Trim();
    }

    private static string Part(string[] parts, int index) => (parts.ElementAtOrDefault(index) ?? "").TrimStart('0');

    private static string Clean(string? posted) => (posted ?? "").ReplaceLineEndings("\n").Trim();

    private static string Chosen(FormField field, StringValues posted) =>
        string.Join(Separator, field.Choices.Select(c => c.Key).Where(k => posted.Contains(k, StringComparer.Ordinal)));

    // Day, month and year have a box each, under one name, in this order; nothing but a whole date is sent as one value.
    private static string Dated(StringValues posted)
    {
        if (posted.Count != 3)
        {
            return Clean(posted);
        }

        var (day, month, year) = (Digits(posted[0]), Digits(posted[1]), Clean(posted[2]));
        return day.Length + month.Length + year.Length == 0 ? "" : $"{year}-{month}-{day}";
    }

    // Germans write "3." for the third.
    private static string Digits(string? typed)
    {
        var text = Clean(typed).TrimEnd('.');
        return text.Length == 1 ? $"0{text}" : text;
    }

    // Several choices of which none is known leave nothing to store, and are an answer all the same.
    private static bool IsGiven(FormField field, StringValues posted) => field.Type == FieldType.Choices && posted.Any(p => !string.IsNullOrWhiteSpace(p));

    private static bool IsTyped(FieldType type) => type is FieldType.Text or FieldType.LongText or FieldType.Email or FieldType.Telephone;

    // U+FFFD is what a wrong encoding leaves behind; the others turn round the direction of what is written after them, in letters and lists too.
    private static bool IsUnreadable(char c, FieldType type) =>
        c is '\uFFFD' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') || (char.IsControl(c) && !(type == FieldType.LongText && c is '\n' or '\t'));

    private static bool IsOfType(FormField field, StringValues posted, string value) => field.Type switch
    {
        FieldType.Email => EmailAddress.Read(value) is not null,
        FieldType.Choice => field.Choices.Any(c => c.Key == value),
        FieldType.Choices => posted.Count == Keys(value).Length,
        FieldType.Telephone => value.Count(char.IsAsciiDigit) >= 5 && value.All(c => char.IsAsciiDigit(c) || " +-/()".Contains(c)),
        FieldType.Date => Date(value) is not null,
        FieldType.Country => Countries.IsKnown(value),
        FieldType.YesNo => value is FormField.Yes or FormField.No,
        _ => true,
    };

    private static bool IsInTime(FormField field, string value) =>
        field.Type != FieldType.Date || Date(value) is not { } date || !(date < field.Earliest || date > field.Latest);
}
