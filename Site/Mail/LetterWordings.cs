using System.Text.RegularExpressions;
using Site.Publishing;

namespace Site.Mail;

/// <summary>letters/*.md: what the letters say, by name and language.</summary>
public sealed record LetterWordings(IReadOnlyDictionary<(string Name, Language Language), LetterWording> All)
{
    public LetterWording this[string name, Language language] => All[(name, language)];
}

/// <summary>The wording of one letter, with placeholders in braces.</summary>
public sealed partial record LetterWording(string Subject, string Preheader, string Button, string Body)
{
    /// <summary>Fills the placeholders. In the body a value is escaped, so that nothing a person typed becomes a link.</summary>
    public LetterWording Fill(IReadOnlyDictionary<string, string> values) => new(
        Filled(Subject, values, plain => plain), Filled(Preheader, values, plain => plain), Filled(Button, values, plain => plain),
        Filled(Body, values, LetterMarkdown.Escape));

    internal static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(m => m.Groups[1].Value);

    private static string Filled(string text, IReadOnlyDictionary<string, string> values, Func<string, string> escape) =>
        Placeholder().Replace(text, m => escape(values[m.Groups[1].Value]));

    [GeneratedRegex(@"\{([a-z-]+)\}")]
    private static partial Regex Placeholder();
}

/// <summary>Reads each letter in each language and refuses placeholders that the letter has no value for.</summary>
internal sealed class LetterWordingsReader : IContentReader
{
    // The confirmation letters know nothing that was typed into the form (rule M7).
    private static readonly Dictionary<string, string[]> _known = new(StringComparer.Ordinal)
    {
        ["confirm-webinar"] = ["brand", "webinar", "date", "time", "days"],
        ["confirm-newsletter"] = ["brand", "days"],
        ["welcome-webinar"] = ["greeting", "brand", "webinar", "date", "time", "speakers", "minutes"],
        ["welcome-newsletter"] = ["greeting", "brand"],
        ["reminder"] = ["greeting", "brand", "webinar", "date", "time", "lead"],
    };

    public object Read(ContentReading reading) => new LetterWordings(_known.Keys
        .SelectMany(name => reading.Markdown($"letters/{name}.", m => Wording(reading, name, m)), (name, w) => (Name: name, Language: w.Key, Wording: w.Value))
        .ToDictionary(l => (l.Name, l.Language), l => l.Wording));

    private static LetterWording Wording(ContentReading reading, string name, MarkdownFile file)
    {
        var front = file.Front;
        var wording = new LetterWording(front.Text("subject"), front.Text("preheader"), front.Text("button"), file.Body);
        var used = new[] { wording.Subject, wording.Preheader, wording.Button, wording.Body }.SelectMany(LetterWording.Placeholders);
        foreach (var unknown in used.Except(_known[name]))
        {
            reading.Errors.Add(front.File, 0, $"uses {{{unknown}}}, which this letter does not have; it has {string.Join(", ", _known[name].Select(p => $"{{{p}}}"))}");
        }

        return wording;
    }
}
