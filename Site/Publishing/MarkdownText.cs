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

    [GeneratedRegex(@"[\p{L}\p{N}][\p{L}\p{N}’'-]*")]
    private static partial Regex Word();
}
