using Site.Declarations;
using Site.Publishing;

namespace Site.Mail;

/// <summary>Which placeholders of a letter stand for fields, and whether the letter may use them: a field's value serves the purposes it was given for and no other.</summary>
public static class LetterFields
{
    /// <summary>A placeholder that begins so names a field: <c>{field:organisation}</c>.</summary>
    public const string Prefix = "field:";

    /// <summary>The placeholder that greets by name.</summary>
    public const string Greeting = "greeting";

    /// <summary>The fields behind <see cref="Greeting"/>, in the order they are said.</summary>
    public static readonly IReadOnlyList<string> Name = ["given-name", "family-name"];

    internal static IEnumerable<string> Behind(string placeholder) =>
        placeholder == Greeting ? Name : placeholder.StartsWith(Prefix, StringComparison.Ordinal) ? [placeholder[Prefix.Length..]] : [];

    /// <summary>Why a letter for <paramref name="purpose"/> may not use a placeholder, with the mend; null if it may. A letter without a purpose, which asks to confirm, may use none (rule M7).</summary>
    internal static Words? Fault(string placeholder, string? purpose, Catalogue catalogue)
    {
        if (purpose is null)
        {
            return Behind(placeholder).Any() ? new Words(
                "aber dieser Brief wiederholt nichts, was in ein Formular getippt wurde: Nehmen Sie den Platzhalter heraus",
                "but a letter that asks to confirm repeats nothing that was typed into the form: take it out") : null;
        }

        // Who does not ask for names greets without them. That the purpose itself is not declared is said where it is named.
        var undeclared = Behind(placeholder).Where(f => placeholder != Greeting && !catalogue.Fields.ContainsKey(f));
        var foreign = Behind(placeholder).Where(f => catalogue.Purposes.ContainsKey(purpose) && catalogue.Fields.TryGetValue(f, out var field) && field.Purposes.All(p => p.Key != purpose));
        return undeclared.Any() ? new Words(
                $"aber ein solches Feld gibt es nicht; für „{purpose}“ gibt es {string.Join(", ", Serving(purpose, catalogue))}",
                $"which fields.yml does not declare; declared for \"{purpose}\" are {string.Join(", ", Serving(purpose, catalogue))}")
            : foreign.FirstOrDefault() is { } field ? new Words(
                $"aber das Feld „{field}“ dient nicht dem Zweck „{purpose}“, für den dieser Brief geht: Nehmen Sie den Platzhalter heraus, oder lassen Sie in fields.yml dem Feld den Zweck hinzufügen",
                $"but the field \"{field}\" does not serve \"{purpose}\", for which this letter is sent: add that purpose to the field in fields.yml, or take the placeholder out")
            : null;
    }

    private static IEnumerable<string> Serving(string purpose, Catalogue catalogue) =>
        catalogue.Fields.Values.Where(f => f.Purposes.Any(p => p.Key == purpose)).Select(f => f.Key);
}
