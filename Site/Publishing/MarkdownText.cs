using System.Text.RegularExpressions;
using Ganss.Xss;
using Markdig;

namespace Site.Publishing;

/// <summary>Markdown as HTML: raw HTML is off and the result is sanitised by an allow-list (rule S8).</summary>
public static partial class MarkdownText
{
    private static readonly MarkdownPipeline _pipeline =
        new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoIdentifiers(Markdig.Extensions.AutoIdentifiers.AutoIdentifierOptions.GitHub).Build();

    private static readonly HtmlSanitizer _sanitizer = new(new HtmlSanitizerOptions
    {
        AllowedTags = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
        {
            "p", "h2", "h3", "h4", "ul", "ol", "li", "a", "em", "strong", "code", "pre", "blockquote", "br", "hr",
            "table", "thead", "tbody", "tr", "th", "td",
        },
        AllowedAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href", "id", "start" },
        AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "https", "http", "mailto" },
        UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href" },
    });

    public static string ToHtml(string markdown)
    {
        var html = Markdown.ToHtml(markdown, _pipeline);
        lock (_sanitizer)
        {
            return _sanitizer.Sanitize(html);
        }
    }

    /// <summary>Minutes at 200 words a minute, rounded up, at least one.</summary>
    public static int ReadingMinutes(string markdown) => Math.Max(1, (int)Math.Ceiling(Word().Count(markdown) / 200.0));

    /// <summary>The line, counted from 1, at which a text is nested deeper than anybody writes or Markdown is read; null if it nowhere is.</summary>
    internal static int? TooDeep(string markdown)
    {
        var lines = markdown.ReplaceLineEndings("\n").Split('\n');
        var written = Array.FindIndex(lines, line => Depth().IsMatch(line));
        return written >= 0 ? written + 1 : CanBeRead(lines) ? null : FirstTooDeep(lines);
    }

    // The parser does not say where it gave up.
    private static int FirstTooDeep(string[] lines)
    {
        var (good, bad) = (0, lines.Length);
        while (bad - good > 1)
        {
            var half = (good + bad) / 2;
            (good, bad) = CanBeRead(lines[..half]) ? (half, bad) : (good, half);
        }

        return bad;
    }

    private static bool CanBeRead(string[] lines)
    {
        try
        {
            Markdown.ToHtml(string.Join('\n', lines), _pipeline);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    [GeneratedRegex("(?:>[ \\t]*){20}|(?:!?\\[){20}|(?:[*_]){40}")]
    private static partial Regex Depth();

    [GeneratedRegex(@"[\p{L}\p{N}][\p{L}\p{N}’'-]*")]
    private static partial Regex Word();
}
