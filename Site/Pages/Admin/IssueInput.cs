using Microsoft.AspNetCore.Mvc.ModelBinding;
using Site.Journeys;
using Site.Mail;
using Site.Publishing;

namespace Site.Pages.Admin;

/// <summary>What an issue says in each language, as it is typed at the desk; a draft may lack anything.</summary>
public sealed class IssueInput
{
    /// <summary>The fields in the order of the page: "subject-de".</summary>
    public static readonly IReadOnlyList<string> Fields = [.. Language.All.SelectMany(l => new[] { $"subject-{l}", $"preheader-{l}", $"body-{l}" })];

    private readonly Dictionary<string, IssueText> _texts = [];

    public IssueText this[Language language] => _texts[language.Code];

    public IReadOnlyCollection<IssueText> All => _texts.Values;

    internal static IssueInput Of(Issue issue) => With(l => issue.Texts.FirstOrDefault(t => t.Language == l.Code) ?? Text(l, "", "", ""));

    internal static IssueInput Of(IFormCollection form) => With(l => Text(l, form[$"subject-{l}"], form[$"preheader-{l}"], form[$"body-{l}"]));

    /// <summary>Notes what cannot be stored.</summary>
    internal void Check(ModelStateDictionary problems, Language l)
    {
        foreach (var text in All)
        {
            Within(problems, $"subject-{text.Language}", text.Subject, IssueText.MaxSubject, l);
            Within(problems, $"preheader-{text.Language}", text.Preheader, IssueText.MaxPreheader, l);
            Within(problems, $"body-{text.Language}", text.Body, IssueText.MaxBody, l);
            foreach (var reason in Unfilled(text))
            {
                problems.AddModelError($"body-{text.Language}", $"{LetterTexts.Tongue(Language.Of(text.Language), l)}: {reason[l]}");
            }

            foreach (var (line, reason) in Faults(text.Body))
            {
                problems.AddModelError($"body-{text.Language}", $"{Name($"body-{text.Language}", l)}, {l["Zeile", "line"]} {line}: {reason[l]}");
            }
        }
    }

    /// <summary>Notes what is missing before it can go out.</summary>
    internal void Demand(ModelStateDictionary problems, Language l)
    {
        foreach (var (field, _) in Values().Where(v => v.Text.Length == 0))
        {
            problems.AddModelError(field, l[$"{Name(field, l)} fehlt noch.", $"{Name(field, l)} is still missing."]);
        }
    }

    internal static string Name(string field, Language l)
    {
        var tongue = LetterTexts.Tongue(Language.Of(field.Split('-')[1]), l);
        return $"{LetterInput.Name(field.Split('-')[0], l)} ({tongue})";
    }

    private IEnumerable<(string Field, string Text)> Values() => All.SelectMany(t => new[] { ($"subject-{t.Language}", t.Subject), ($"preheader-{t.Language}", t.Preheader), ($"body-{t.Language}", t.Body) });

    // What is nested too deeply cannot be read at all.
    private static IEnumerable<(int Line, Words Reason)> Faults(string body) => MarkdownText.TooDeep(body) is { } line
        ? [(line, new Words(
            "ist zu tief verschachtelt: Lassen Sie einige der > oder [ hintereinander weg, oder der Listen in Listen",
            "is nested too deeply: leave out some of the > or [ in front of each other, or of the lists in lists"))]
        : LetterMarkdown.Faults(body);

    // What stands in braces would reach everybody as it is typed.
    private static IEnumerable<Words> Unfilled(IssueText text) => new[] { text.Subject, text.Preheader, text.Body }.SelectMany(IssueLetter.Unfilled).Distinct().Select(placeholder => new Words(
        $"verwendet {placeholder}, was es in einer Ausgabe nicht gibt; es gibt {{{LetterFields.Greeting}}}", $"uses {placeholder}, which an issue does not have; it has {{{LetterFields.Greeting}}}"));

    private static void Within(ModelStateDictionary problems, string field, string text, int max, Language l)
    {
        if (text.Length > max)
        {
            problems.AddModelError(field, l[$"{Name(field, l)}: {text.Length} Zeichen, höchstens {max} passen.", $"{Name(field, l)}: {text.Length} characters, at most {max} fit."]);
        }
    }

    private static IssueInput With(Func<Language, IssueText> text)
    {
        var input = new IssueInput();
        foreach (var language in Language.All)
        {
            input._texts[language.Code] = text(language);
        }

        return input;
    }

    private static IssueText Text(Language language, string? subject, string? preheader, string? body) => new()
    {
        Language = language.Code,
        Subject = OneLine(subject),
        Preheader = OneLine(preheader),
        Body = (body ?? "").ReplaceLineEndings("\n").Trim(),
    };

    private static string OneLine(string? text) => string.Concat((text ?? "").Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
