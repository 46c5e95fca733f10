using System.Net;
using Site.Mail;

namespace Site.Pages.Admin;

/// <summary>How a letter is shown in a frame of the desk.</summary>
public enum LetterView
{
    Light,
    Dark,
    Text,
}

/// <summary>A letter as a document that stands alone in a sandboxed frame: the logo inside, links into a window of their own, nothing that runs.</summary>
internal static class LetterFrame
{
    private const string Dark = "@media (prefers-color-scheme:dark)";

    internal static async Task<string> Show(LetterPrinter printer, Letter letter, LetterView view) => view == LetterView.Text
        ? Plain(LetterText.Write(letter))
        : (await printer.Html(letter))
            .Replace("<head>", "<head><base target=\"_blank\">", StringComparison.Ordinal)
            .Replace("cid:logo", $"data:image/png;base64,{Convert.ToBase64String(letter.Brand.LogoPng)}", StringComparison.Ordinal)
            // Whatever the reader's own machine prefers: what was asked for is shown.
            .Replace(Dark, view == LetterView.Dark ? "@media all" : "@media not all", StringComparison.Ordinal);

    internal static string Plain(string text) =>
        $"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>text</title><style>pre{{margin:16px;font:14px/1.5 monospace;white-space:pre-wrap;overflow-wrap:anywhere}}</style></head><body><pre>{WebUtility.HtmlEncode(text)}</pre></body></html>";
}
