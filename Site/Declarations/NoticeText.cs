using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Site.Declarations;

/// <summary>What a stored notice says, read out of its HTML: paragraph by paragraph, and each control with what it accepts.</summary>
internal sealed class NoticeText
{
    private static readonly HashSet<string> _inline = ["a", "abbr", "b", "bdi", "cite", "code", "del", "em", "i", "ins", "mark", "small", "span", "strong", "sub", "sup", "time"];
    private static readonly HashSet<string> _controls = ["input", "select", "textarea"];
    private static readonly HashSet<string> _silent = ["script", "style", "template", "head"];
    private static readonly string[] _ofControls = ["type", "name", "value", "maxlength", "min", "max", "autocomplete", "required", "checked"];

    // What names the paragraphs after it, the widest first.
    private static readonly List<string> _headings = ["h1", "h2", "h3", "h4", "h5", "h6", "legend", "caption", "label", "dt", "th"];

    private readonly List<TextBlock> _blocks = [];
    private readonly StringBuilder _line = new();
    private IReadOnlyList<Heading> _under = [];

    private NoticeText()
    {
    }

    internal static IReadOnlyList<TextBlock> Blocks(string html)
    {
        var text = new NoticeText();
        var body = new HtmlParser().ParseDocument(html).Body;
        text.Inside(body ?? throw new InvalidOperationException("The parser makes a body of whatever it is given."), "p");
        return text._blocks;
    }

    private void Inside(IElement element, string tag)
    {
        var before = _under;
        foreach (var node in element.ChildNodes)
        {
            Read(node, tag);
        }

        End(tag);
        // A heading speaks for the element it stands in and no further.
        _under = before;
    }

    private void Read(INode node, string tag)
    {
        switch (node)
        {
            case IText text:
                _line.Append(text.Data);
                break;
            case IElement { LocalName: "br" }:
                _line.Append(' ');
                break;
            case IElement e when _controls.Contains(e.LocalName):
                End(tag);
                _blocks.Add(new TextBlock(e.LocalName, Control(e), Names(_under)));
                break;
            case IElement e when _inline.Contains(e.LocalName):
                Inline(e, tag);
                break;
            case IElement e when !_silent.Contains(e.LocalName):
                End(tag);
                Inside(e, e.LocalName);
                Name(e);
                break;
        }
    }

    private void Inline(IElement element, string tag)
    {
        foreach (var node in element.ChildNodes)
        {
            Read(node, tag);
        }
    }

    private void End(string tag)
    {
        var text = Collapsed(_line.ToString());
        _line.Clear();
        if (text.Length > 0)
        {
            _blocks.Add(new TextBlock(tag, text, Names(_under)));
        }
    }

    private void Name(IElement element)
    {
        var rank = _headings.IndexOf(element.LocalName);
        if (rank >= 0)
        {
            _under = [.. _under.TakeWhile(h => h.Rank < rank), new Heading(rank, Collapsed(element.TextContent))];
        }
    }

    private static string Control(IElement control)
    {
        var value = control.LocalName == "textarea" ? Collapsed(control.TextContent) : "";
        var said = _ofControls.Where(control.HasAttribute).Select(a => control.GetAttribute(a) is { Length: > 0 } v ? $"{a} {v}" : a);
        return string.Join(", ", value.Length > 0 ? said.Append(value) : said);
    }

    private static IReadOnlyList<string> Names(IReadOnlyList<Heading> under) => [.. under.Select(h => h.Text)];

    private static string Collapsed(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private sealed record Heading(int Rank, string Text);
}

/// <summary>One paragraph: the element it stands in, its words, and the headings it stands under, the widest first.</summary>
internal sealed record TextBlock(string Tag, string Text, IReadOnlyList<string> Under)
{
    internal string Line => $"{Tag}\t{Text}";
}
