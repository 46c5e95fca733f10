using Site.Publishing;

namespace Site.Declarations;

/// <summary>What to do about an answer that cannot be kept as it is: one sentence beside the field and in the summary (rule A2).</summary>
internal static class FieldProblems
{
    internal static string Missing(FormField field, Language language) => field.Type == FieldType.Email
        ? language["Geben Sie Ihre E-Mail-Adresse ein. Ohne sie erreichen wir Sie nicht.", "Enter your e-mail address. Without it we cannot reach you."]
        : language[$"Füllen Sie „{field.Label}“ aus.", $"Fill in “{field.Label}”."];

    internal static string Twice(FormField field, Language language) =>
        language[$"„{field.Label}“ kam mehrmals an. Bitte füllen Sie es nur einmal aus.", $"“{field.Label}” arrived more than once. Please fill it in only once."];

    internal static string TooLong(FormField field, Language language) =>
        language[$"„{field.Label}“ darf höchstens {field.Max} Zeichen lang sein.", $"“{field.Label}” must be {field.Max} characters or fewer."];

    internal static string Unreadable(FormField field, Language language) =>
        language[$"„{field.Label}“ enthält Zeichen, die wir nicht lesen können. Bitte schreiben Sie es neu.", $"“{field.Label}” contains characters we cannot read. Please type it again."];

    internal static string Malformed(FormField field, string value, Language language) => field.Type switch
    {
        FieldType.Email => language["Geben Sie eine vollständige E-Mail-Adresse ein, zum Beispiel name@beispiel.example.", "Enter a full e-mail address, for example name@example.org."],
        FieldType.Telephone => language[$"Geben Sie bei „{field.Label}“ eine Telefonnummer ein, zum Beispiel +49\u00A030\u00A0123456.", $"Enter a telephone number for “{field.Label}”, for example +44\u00A020\u00A07946\u00A00000."],
        FieldType.Choice or FieldType.YesNo => language[$"Wählen Sie bei „{field.Label}“ eine der Antworten aus.", $"Choose one of the answers for “{field.Label}”."],
        FieldType.Choices => language[$"Kreuzen Sie bei „{field.Label}“ nur Antworten an, die dort stehen, jede einmal.", $"Tick only answers that are offered for “{field.Label}”, each once."],
        FieldType.Country => language[$"Wählen Sie bei „{field.Label}“ ein Land aus der Liste.", $"Choose a country from the list for “{field.Label}”."],
        FieldType.Date => Undated(field, value, language),
        _ => language[$"„{field.Label}“ können wir so nicht lesen.", $"We cannot read “{field.Label}” like this."],
    };

    internal static string OutOfTime(FormField field, Language language) =>
        language[$"„{field.Label}“ muss {Wording.Limits(field, language)} liegen.", $"“{field.Label}” must be {Wording.Limits(field, language)}."];

    // What is missing is named; a date that does not exist, such as 31 April, is called so.
    private static string Undated(FormField field, string value, Language language)
    {
        var (year, month, day) = FieldValue.Parts(value);
        var missing = new[] { (day, language["der Tag", "a day"]), (month, language["der Monat", "a month"]), (year, language["das Jahr", "a year"]) }
            .Where(p => p.Item1.Length == 0).Select(p => p.Item2).ToList();
        return missing.Count > 0
            ? language[$"Bei „{field.Label}“ {(missing.Count > 1 ? "fehlen" : "fehlt")} noch {string.Join(" und ", missing)}.", $"“{field.Label}” must include {string.Join(" and ", missing)}."]
            : language[$"„{field.Label}“ muss ein Datum sein, das es gibt, zum Beispiel 27.\u00A03.\u00A02026.", $"“{field.Label}” must be a real date, for example 27\u00A03\u00A02026."];
    }
}
