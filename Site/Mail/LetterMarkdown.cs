using System.Text;

namespace Site.Mail;

/// <summary>The Markdown of letters: no raw HTML, no pictures, links to http, https and mailto only (rule S8).</summary>
public static class LetterMarkdown
{
    /// <summary>Text that Markdown shows exactly as given, on one line.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            escaped.Append(char.IsAscii(c) && char.IsPunctuation(c) || char.IsAscii(c) && char.IsSymbol(c) ? $"\\{c}" : char.IsControl(c) ? " " : c.ToString());
        }

        return escaped.ToString();
    }
}
