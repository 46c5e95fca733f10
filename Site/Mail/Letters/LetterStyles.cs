namespace Site.Mail.Letters;

/// <summary>The styles of a letter, written into each element: many mail programs know no others.</summary>
public sealed class LetterStyles(LetterColours light)
{
    private const string Serif = "font-family:Iowan Old Style,Palatino Linotype,Palatino,URW Palladio L,P052,Book Antiqua,Georgia,serif";
    private const string Sans = "font-family:-apple-system,BlinkMacSystemFont,Segoe UI,Roboto,Helvetica Neue,Arial,sans-serif";

    internal string Page => $"margin:0;padding:0;background-color:{light.Paper};-webkit-text-size-adjust:100%";

    internal string Sheet => $"background-color:{light.Paper};border-collapse:collapse";

    internal string Head => $"padding:0 0 16px;border-bottom:1px solid {light.Rule}";

    internal string Brand => $"display:block;border:0;{Serif};font-size:22px;line-height:40px;color:{light.Ink}";

    internal string Body => $"padding:32px 32px 8px;{Serif};font-size:18px;line-height:28px;color:{light.Ink}";

    internal string Title => $"margin:0 0 20px;{Serif};font-size:28px;line-height:34px;font-weight:normal";

    internal string Facts => $"border-collapse:collapse;{Sans};font-size:16px;line-height:24px";

    internal string Label(bool last) => $"padding:8px 12px 8px 0;{Rules(last)};color:{light.Quiet}";

    internal string Value(bool last) => $"padding:8px 0;{Rules(last)};color:{light.Ink};word-break:break-word";

    internal string ButtonCell => $"background-color:{light.Accent};border-radius:2px;mso-padding-alt:14px 28px";

    internal string Button =>
        $"display:inline-block;padding:13px 27px;border:1px solid {light.Accent};border-radius:2px;{Sans};font-size:17px;line-height:22px;font-weight:bold;color:{light.AccentInk};text-decoration:none";

    internal string Note => $"border-left:1px solid {light.Quiet};padding:0 0 0 16px;{Sans};font-size:14px;line-height:21px;color:{light.Quiet}";

    internal string NoteTitle => $"margin:0 0 6px;font-size:14px;line-height:21px;font-weight:bold;color:{light.Ink}";

    internal string Tips => $"padding:24px 0 0;border-top:1px solid {light.Rule}";

    internal string TipsTitle => $"margin:0 0 16px;{Serif};font-size:21px;line-height:28px;font-weight:normal;color:{light.Ink}";

    internal string Tip => $"margin:0 0 2px;{Serif};font-size:18px;line-height:26px";

    internal string TipLine => $"margin:0 0 16px;{Sans};font-size:14px;line-height:21px;color:{light.Quiet}";

    internal string Imprint => $"padding:16px 0 0;border-top:1px solid {light.Rule};{Sans};font-size:13px;line-height:20px;color:{light.Quiet}";

    internal string Link => $"color:{light.Accent}";

    internal string? InBody(string tag) => tag switch
    {
        "p" => "margin:0 0 16px",
        "h2" => "margin:24px 0 8px;font-size:21px;line-height:28px;font-weight:normal",
        "ul" => "margin:0 0 16px;padding:0 0 0 22px",
        "li" => "margin:0 0 6px",
        "li p" => "margin:0",
        "blockquote" => $"margin:0 0 16px;padding:0 0 0 16px;border-left:1px solid {light.Quiet}",
        "hr" => $"margin:24px 0;border:0;border-top:1px solid {light.Rule}",
        "a" => Link,
        _ => null,
    };

    private string Rules(bool last) => $"border-top:1px solid {light.Rule}{(last ? $";border-bottom:1px solid {light.Rule}" : "")}";

    /// <summary>
    /// What cannot stand in an element: the dark values, once by the media query and once by the marks that Outlook on the web and its apps set themselves, and the
    /// narrow screen.
    /// </summary>
    internal static string Sheets(LetterColours dark) => $$"""
        :root{color-scheme:light dark}
        @media (prefers-color-scheme:dark){
        {{Dark("", dark)}}
        }
        {{Dark("[data-ogsc] ", dark)}}
        @media (max-width:480px){
        .side{padding-left:20px!important;padding-right:20px!important}
        .wide{width:100%!important}
        .button a{display:block!important;padding-left:12px!important;padding-right:12px!important;text-align:center!important}
        }
        """;

    private static string Dark(string where, LetterColours dark) => $$"""
        {{where}}.paper{background-color:{{dark.Paper}}!important}
        {{where}}.ink{color:{{dark.Ink}}!important}
        {{where}}.quiet{color:{{dark.Quiet}}!important}
        {{where}}.rule,{{where}}.text hr{border-color:{{dark.Rule}}!important}
        {{where}}.join,{{where}}.text blockquote{border-color:{{dark.Quiet}}!important}
        {{where}}.link,{{where}}.text a{color:{{dark.Accent}}!important}
        {{where}}.button{background-color:{{dark.Accent}}!important}
        {{where}}.button a{color:{{dark.AccentInk}}!important;border-color:{{dark.Accent}}!important}
        """;
}
