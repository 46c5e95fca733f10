using System.Text;
using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Site.Publishing;

namespace Site.Mail;

/// <summary>
/// The Markdown of letters: no raw HTML, no pictures, links to http, https and mailto only (rule S8). HTML and text are both made from the
/// one parsed document.
/// </summary>
public static class LetterMarkdown
{
    private static readonly string[] _schemes = ["http", "https", "mailto"];
    private static readonly MarkdownPipeline _pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    // Only a text that is looked through for faults is asked on which line something stands.
    private static readonly MarkdownPipeline _precise = new MarkdownPipelineBuilder().DisableHtml().UsePreciseSourceLocation().Build();

    private static readonly Words _tellsOn = new(
        "trägt, was eine Person uns gesagt hat, in eine Adresse, wo es lesen kann, zu wem sie führt: Nehmen Sie den Platzhalter heraus",
        "carries what a person told us into an address, where whoever it leads to can read it: take the placeholder out");

    private static readonly Words _picture = new(
        "zeigt ein Bild, aber ein Brief trägt außer dem Logo keines: Nehmen Sie es heraus, oder verlinken Sie auf eine Seite, die es zeigt",
        "shows a picture, but a letter carries none beside the logo: take it out, or link to a page that shows it");

    /// <summary>Text that Markdown shows exactly as given, on one line.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            escaped.Append(char.IsAscii(c) && (char.IsPunctuation(c) || char.IsSymbol(c)) ? $"\\{c}" : char.IsControl(c) ? " " : c.ToString());
        }

        return escaped.ToString();
    }

    /// <summary>
    /// What a letter may not have in its text, by line, counted from 1, with the mend: pictures, links that lead nowhere from a mail program, what a person told us
    /// within an address (rule P18), and any link at all in one that asks to confirm (rule P9).
    /// </summary>
    internal static IEnumerable<(int Line, Words Reason)> Faults(string markdown, bool isRequest = false)
    {
        var document = Markdown.Parse(markdown, _precise);
        var links = document.Descendants<LinkInline>().ToList();
        var all = links.Select(l => (l.Line, l.Url)).Concat(document.Descendants<AutolinkInline>().Select(l => (l.Line, Url: (string?)l.Url))).ToList();
        return [.. Unusable(links), .. all.Where(l => NamesAPerson(l.Url)).Select(l => (l.Line + 1, _tellsOn)),
            .. all.Where(_ => isRequest).Select(l => (l.Line + 1, new Words(
                $"verlinkt auf „{l.Url}“, aber eine Bitte um Bestätigung führt nirgendwo sonst hin: Nehmen Sie den Link heraus",
                $"links to \"{l.Url}\", but a letter that asks to confirm leads nowhere else: take the link out")))];
    }

    private static bool NamesAPerson(string? url) => LetterWording.Placeholders(Uri.UnescapeDataString(url ?? "")).SelectMany(LetterFields.Behind).Any();

    private static IEnumerable<(int Line, Words Reason)> Unusable(IEnumerable<LinkInline> links) =>
        links.Where(l => l.IsImage || !(IsAllowed(l.Url) || l.Url?.Contains('{', StringComparison.Ordinal) == true)).Select(l => (l.Line + 1, l.IsImage ? _picture : new Words(
            $"verlinkt auf „{l.Url}“, was aus einem Mailprogramm nirgendwohin führt: Schreiben Sie die ganze Adresse, beginnend mit https://, http:// oder mailto:",
            $"links to \"{l.Url}\", which leads nowhere from a mail program: write the whole address, beginning with https://, http:// or mailto:")));

    /// <summary>HTML with the style of each element in it; <paramref name="style"/> names it by tag, null for none.</summary>
    internal static string ToHtml(string markdown, Func<string, string?> style)
    {
        var document = Parse(markdown);
        foreach (var part in document.Descendants())
        {
            if (Tag(part) is { } tag && style(tag) is { } css)
            {
                part.GetAttributes().AddProperty("style", css);
            }
        }

        var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        _pipeline.Setup(renderer);
        renderer.Render(document);
        return writer.ToString();
    }

    internal static MarkdownDocument Parse(string markdown)
    {
        var document = Markdown.Parse(markdown, _pipeline);
        foreach (var link in document.Descendants<LinkInline>().Where(l => l.IsImage || !IsAllowed(l.Url)).ToList())
        {
            link.ReplaceBy(new ContainerInline());
        }

        foreach (var link in document.Descendants<AutolinkInline>().Where(l => !l.IsEmail && !IsAllowed(l.Url)).ToList())
        {
            link.ReplaceBy(new LiteralInline(link.Url));
        }

        return document;
    }

    private static bool IsAllowed(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && _schemes.Contains(uri.Scheme);

    private static string? Tag(MarkdownObject part) => part switch
    {
        HeadingBlock => "h2",
        ParagraphBlock { Parent: ListItemBlock } => "li p",
        ParagraphBlock => "p",
        ListBlock => "ul",
        ListItemBlock => "li",
        QuoteBlock => "blockquote",
        ThematicBreakBlock => "hr",
        LinkInline or AutolinkInline => "a",
        _ => null,
    };
}
