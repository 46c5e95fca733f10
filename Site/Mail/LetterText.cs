using System.Globalization;
using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Site.Publishing;

namespace Site.Mail;

/// <summary>The letter as plain text: lines of at most 78 columns (RFC 5322 2.1.1), links written out and never broken.</summary>
internal static class LetterText
{
    private const int Columns = 78;

    internal static string Write(Letter letter)
    {
        var words = LetterWords.In(Language.Of(letter.Language));
        var text = new StringBuilder();
        Part(text, [letter.Headline]);
        Part(text, [Body(letter.BodyMarkdown)]);
        var facts = letter.Facts.Select(f => $"{f.Label}: {f.Value}");
        string[] button = letter.Button is { } link ? [$"{link.Text}:", link.Url] : [];
        Part(text, letter.IsRequest ? button : facts);
        Part(text, letter.IsRequest ? facts : button);
        if (letter.Tips is { } tips)
        {
            Tips(text, tips);
        }

        text.Append('-', 40).Append("\n\n");
        Part(text, [words.WhyYouGetThis, letter.Why, letter.UsedFields.Count > 0 ? words.Used(letter) : ""]);
        Part(text, letter.Receipt is { } receipt ? [words.ReceiptAttached, $"{receipt.Text}:", receipt.Url] : []);
        Part(text, letter.Stops.SelectMany(s => new[] { $"{s.Text}:", s.Url }));
        Part(text, letter.Brand.ImprintLines.Append(words.NotCounted));
        return text.ToString().TrimEnd() + "\n";
    }

    private static void Tips(StringBuilder text, LetterTips tips)
    {
        Part(text, [tips.Title]);
        foreach (var tip in tips.All)
        {
            Part(text, [$"{tip.Link.Text}:", tip.Link.Url, tip.Line, tip.Why ?? ""]);
        }

        Part(text, tips.Off is { } off ? [tips.Why, $"{off.Text}:", off.Url] : [tips.Why]);
    }

    internal static string Body(string markdown) => string.Join("\n\n", LetterMarkdown.Parse(markdown).Select(block => Block(block, Columns)));

    private static void Part(StringBuilder text, IEnumerable<string> lines)
    {
        var kept = lines.Where(l => l.Length > 0).Select(l => Wrapped(l, Columns)).ToList();
        if (kept.Count > 0)
        {
            text.AppendJoin('\n', kept).Append("\n\n");
        }
    }

    private static string Block(Block block, int columns) => block switch
    {
        // A line that begins with a date, "10. Dezember", is read as the tenth of a list: it stays the tenth.
        ListBlock list => string.Join('\n', list.Cast<ListItemBlock>().Select((item, i) => Item(item, list.IsOrdered ? $"{First(list) + i}{list.OrderedDelimiter} " : "- ", columns))),
        QuoteBlock quote => Indented(string.Join("\n\n", quote.Select(b => Block(b, columns - 2))), "> ", "> "),
        LeafBlock { Inline: { } inline } => Wrapped(Inline(inline), columns),
        LeafBlock leaf => leaf.Lines.ToString(),
        _ => "",
    };

    private static int First(ListBlock list) => int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var first) ? first : 1;

    private static string Item(ListItemBlock item, string mark, int columns) =>
        Indented(string.Join('\n', item.Select(b => Block(b, columns - mark.Length))), mark, new string(' ', mark.Length));

    private static string Indented(string text, string first, string rest) => first + text.Replace("\n", $"\n{rest}", StringComparison.Ordinal);

    private static string Inline(Inline inline) => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        LineBreakInline line => line.IsHard ? "\n" : " ",
        AutolinkInline link => link.Url,
        LinkInline link => Link(string.Concat(link.Select(Inline)), link.Url ?? ""),
        ContainerInline container => string.Concat(container.Select(Inline)),
        _ => "",
    };

    private static string Link(string text, string url) => text == url || url == $"mailto:{text}" ? text : $"{text} ({url})";

    private static string Wrapped(string text, int columns) => string.Join('\n', text.Split('\n').Select(line => WrappedLine(line, columns)));

    private static string WrappedLine(string line, int columns)
    {
        var wrapped = new StringBuilder();
        var used = 0;
        foreach (var word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var fits = used > 0 && used + 1 + word.Length <= columns;
            wrapped.Append(used == 0 ? "" : fits ? " " : "\n").Append(word);
            used = fits ? used + 1 + word.Length : word.Length;
        }

        return wrapped.ToString();
    }
}
