using System.Text.RegularExpressions;
using Site.Declarations;
using Site.Publishing;

namespace Site.Mail;

/// <summary>letters/*.md: what the letters say, by name and language.</summary>
public sealed record LetterWordings(IReadOnlyDictionary<(string Name, Language Language), LetterWording> All)
{
    /// <summary>Every letter there is, in the order of a journey.</summary>
    public static IReadOnlyList<LetterKnows> Known => LetterWordingsReader.Letters;

    public LetterWording this[string name, Language language] => All[(name, language)];
}

/// <summary>A letter by the name of its file, the purpose whose fields it may use, and the placeholders it has beside those fields.</summary>
public sealed record LetterKnows(string Name, string? Purpose, IReadOnlyList<string> Placeholders)
{
    /// <summary>The file that holds its wording, as content paths go.</summary>
    public string FileIn(Language language) => $"letters/{Name}.{language}.md";
}

/// <summary>The wording of one letter, with placeholders in braces.</summary>
public sealed partial record LetterWording(string Subject, string Preheader, string Button, string Body)
{
    /// <summary>The fields whose values it asks for, in the order of their first use.</summary>
    public IReadOnlyList<string> Fields { get; private init; } =
        [.. Placeholders(Subject).Concat(Placeholders(Preheader)).Concat(Placeholders(Button)).Concat(Placeholders(Body)).SelectMany(LetterFields.Behind).Distinct()];

    /// <summary>Fills the placeholders; a field without a value is left out. In the body a value is escaped, so that nothing a person typed becomes a link.</summary>
    public LetterWording Fill(IReadOnlyDictionary<string, string> values) => new(
        Filled(Subject, values, plain => plain), Filled(Preheader, values, plain => plain), Filled(Button, values, plain => plain),
        Filled(Body, values, LetterMarkdown.Escape))
    { Fields = Fields };

    /// <summary>The file that says this, as it is written by hand: the front matter on lines 2 to 4, the body from line <see cref="FirstBodyLine"/> on.</summary>
    public string ToFile() => $"---\nsubject: {Quoted(Subject)}\npreheader: {Quoted(Preheader)}\nbutton: {Quoted(Button)}\n---\n{Body.ReplaceLineEndings("\n").Trim()}\n";

    internal const int FirstBodyLine = 6;

    // A double-quoted YAML scalar on one line (YAML 1.2.2, 7.3.1).
    private static string Quoted(string text) =>
        $"\"{string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    internal static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(m => m.Groups[1].Value);

    private static string Filled(string text, IReadOnlyDictionary<string, string> values, Func<string, string> escape) =>
        Placeholder().Replace(text, m => escape(Value(m.Groups[1].Value, values)));

    private static string Value(string placeholder, IReadOnlyDictionary<string, string> values) =>
        placeholder.StartsWith(LetterFields.Prefix, StringComparison.Ordinal) ? values.GetValueOrDefault(placeholder, "") : values[placeholder];

    [GeneratedRegex(@"\{([a-z-]+|field:[a-z0-9-]+)\}")]
    private static partial Regex Placeholder();
}

/// <summary>Reads each letter in each language and refuses placeholders that the letter has no value for, or no right to.</summary>
internal sealed class LetterWordingsReader : IContentReader
{
    internal static readonly IReadOnlyList<LetterKnows> Letters =
    [
        new("confirm-webinar", null, ["brand", "webinar", "date", "time", "days"]),
        new("confirm-newsletter", null, ["brand", "days"]),
        new("confirm-neutral", null, ["brand", "title", "days"]),
        new("welcome-webinar", "webinar", [LetterFields.Greeting, "brand", "webinar", "date", "time", "speakers", "minutes", "reminders"]),
        new("welcome-newsletter", "newsletter", [LetterFields.Greeting, "brand"]),
        new("access", null, ["brand", "lasts"]),
        new("withdrawn", null, ["brand", "purpose", "when"]),
        new("cancelled", null, ["brand", "purpose", "when"]),
        new("reminder", "webinar", [LetterFields.Greeting, "brand", "webinar", "date", "time", "lead"]),
        new("moved", "webinar", [LetterFields.Greeting, "brand", "webinar", "date", "time", "minutes", "speakers", "news", "change", "was"]),
        new("called-off", "webinar", [LetterFields.Greeting, "brand", "webinar", "date", "time", "minutes", "speakers"]),
        new("follow-up", "webinar", [LetterFields.Greeting, "brand", "webinar", "date", "speakers", "minutes"]),
        new("next", "newsletter", [LetterFields.Greeting, "brand", "webinar", "date", "time", "minutes", "speakers", "summary"]),
    ];

    public object Read(ContentReading reading) => new LetterWordings(Letters
        .SelectMany(letter => reading.Markdown($"letters/{letter.Name}.", m => Wording(reading, letter, m)), (letter, w) => (letter.Name, Language: w.Key, Wording: w.Value))
        .ToDictionary(l => (l.Name, l.Language), l => l.Wording));

    private static LetterWording Wording(ContentReading reading, LetterKnows letter, MarkdownFile file)
    {
        var front = file.Front;
        var wording = new LetterWording(front.Text("subject"), front.Text("preheader"), front.Text("button"), file.Body);
        var used = new[] { wording.Subject, wording.Preheader, wording.Button, wording.Body }.SelectMany(LetterWording.Placeholders).Distinct();
        foreach (var (placeholder, fault) in used.Select(p => (p, Fault(p, letter, reading.Part<Catalogue>()))).Where(u => u.Item2 is not null))
        {
            reading.Errors.Add(front.File, Line(reading, front.File, placeholder), new Words($"verwendet {{{placeholder}}}, {fault?.German}", $"uses {{{placeholder}}}, {fault?.English}"));
        }

        foreach (var (line, reason) in LetterMarkdown.Faults(file.Body, letter.Name.StartsWith("confirm-", StringComparison.Ordinal)))
        {
            reading.Errors.Add(front.File, LinesBefore(reading.Files.GetValueOrDefault(front.File)?.Text, file.Body) + line, reason);
        }

        return wording;
    }

    private static int LinesBefore(string? text, string body) =>
        text?.ReplaceLineEndings("\n") is { } whole && whole.LastIndexOf(body, StringComparison.Ordinal) is > 0 and var at ? whole[..at].Count(c => c == '\n') : 0;

    private static Words? Fault(string placeholder, LetterKnows letter, Catalogue catalogue) =>
        !letter.Placeholders.Contains(placeholder) && !placeholder.StartsWith(LetterFields.Prefix, StringComparison.Ordinal)
            ? new Words(
                $"was es in diesem Brief nicht gibt; es gibt {string.Join(", ", letter.Placeholders.Select(p => $"{{{p}}}"))}",
                $"which this letter does not have; it has {string.Join(", ", letter.Placeholders.Select(p => $"{{{p}}}"))}")
            : LetterFields.Fault(placeholder, letter.Purpose, catalogue);

    private static int Line(ContentReading reading, string file, string placeholder) =>
        1 + Array.FindIndex(reading.Files[file].Text.Split('\n'), line => line.Contains($"{{{placeholder}}}", StringComparison.Ordinal));
}
