using Microsoft.AspNetCore.Mvc.ModelBinding;
using Site.Mail;
using Site.Publishing;

namespace Site.Pages.Admin;

/// <summary>The words of a letter as they are typed at the desk.</summary>
public sealed class LetterInput
{
    public const int MaxLine = 200, MaxBody = 20_000;

    /// <summary>The fields in the order of the page.</summary>
    public static readonly IReadOnlyList<string> Fields = ["subject", "preheader", "button", "body"];

    public string? Subject { get; set; }

    public string? Preheader { get; set; }

    public string? Button { get; set; }

    public string? Body { get; set; }

    public LetterWording Wording => new(Subject?.Trim() ?? "", Preheader?.Trim() ?? "", Button?.Trim() ?? "", Body?.ReplaceLineEndings("\n").Trim() ?? "");

    /// <summary>The words of a file, as far as it can be read.</summary>
    internal static LetterInput Of(ContentFile file)
    {
        var read = MarkdownFile.Parse(file, new ContentErrors());
        string? Text(string key) => read.Front.TextOrNull(key);
        return new LetterInput { Subject = Text("subject"), Preheader = Text("preheader"), Button = Text("button"), Body = read.Body };
    }

    internal static LetterInput Of(LetterWording wording) =>
        new() { Subject = wording.Subject, Preheader = wording.Preheader, Button = wording.Button, Body = wording.Body };

    /// <summary>Notes what is missing or too long; false if anything is.</summary>
    internal bool IsFilledIn(ModelStateDictionary problems, Language l)
    {
        // What the framework says would be in its own words.
        problems.Clear();
        foreach (var (field, text, max) in new[] { ("subject", Subject, MaxLine), ("preheader", Preheader, MaxLine), ("button", Button, MaxLine), ("body", Body, MaxBody) })
        {
            var length = text?.Trim().Length ?? 0;
            if (length == 0 || length > max)
            {
                problems.AddModelError(field, length == 0
                    ? l[$"{Name(field, l)}: Schreiben Sie hier etwas.", $"{Name(field, l)}: write something here."]
                    : l[$"{Name(field, l)}: {length} Zeichen, höchstens {max} passen.", $"{Name(field, l)}: {length} characters, at most {max} fit."]);
            }
        }

        return problems.IsValid;
    }

    /// <summary>Notes what the content check found, at the field it is in and by the line of that field.</summary>
    internal static void Note(IEnumerable<ContentError> errors, string file, ModelStateDictionary problems, Language l)
    {
        foreach (var error in errors)
        {
            var (field, line) = error.Line switch
            {
                _ when error.File != file => ("body", 0),
                2 => ("subject", 0),
                3 => ("preheader", 0),
                4 => ("button", 0),
                >= LetterWording.FirstBodyLine => ("body", error.Line - LetterWording.FirstBodyLine + 1),
                _ => ("body", 0),
            };
            var where = error.File != file ? error.File : Name(field, l) + (line > 0 ? l[$", Zeile {line}", $", line {line}"] : "");
            problems.AddModelError(field, $"{where}: {error.Said(l)}");
        }
    }

    internal static string Name(string field, Language l) => field switch
    {
        "subject" => l["Betreff", "Subject"],
        "preheader" => l["Vorschauzeile", "Preview line"],
        "button" => l["Knopf", "Button"],
        _ => "Text",
    };
}
