using System.Text.RegularExpressions;

namespace Site.Publishing;

/// <summary>theme/theme.css: the colours of the site, which the letters use too. Names as in the file, without the dashes in front.</summary>
public sealed record Theme(IReadOnlyDictionary<string, string> Light, IReadOnlyDictionary<string, string> Dark)
{
    public const string Path = "theme/theme.css";

    internal static readonly string[] Needed = ["paper", "paper-2", "ink", "ink-2", "rule", "accent", "accent-ink", "signal", "signal-paper"];

    /// <summary>What words are written in, on the paper.</summary>
    internal static readonly string[] Written = ["ink", "ink-2", "accent", "signal"];

    internal const double LeastContrast = 4.5;
}

/// <summary>Reads the custom properties out of the file: before the dark media query the light ones, in it the dark ones.</summary>
internal sealed partial class ThemeReader : IContentReader
{
    public object Read(ContentReading reading)
    {
        var css = reading.Files.TryGetValue(Theme.Path, out var file) ? file.Text : "";
        var dark = css.IndexOf("prefers-color-scheme: dark", StringComparison.Ordinal);
        var theme = new Theme(Colours(dark < 0 ? css : css[..dark]), Colours(dark < 0 ? css : css[dark..]));
        foreach (var name in Theme.Needed.Where(n => !theme.Light.ContainsKey(n) || !theme.Dark.ContainsKey(n)))
        {
            reading.Errors.Add(Theme.Path, 0, $"must set --{name} to a colour like #3A46B0, for light and below \"prefers-color-scheme: dark\" for dark");
        }

        Check(reading, theme, css);
        return theme;
    }

    // Whatever else a sheet can do, it could hide what stands beside a field; so can a colour that is hardly another than the paper's.
    private static void Check(ContentReading reading, Theme theme, string css)
    {
        if (!Properties().IsMatch(Comment().Replace(css, "")))
        {
            reading.Errors.Add(Theme.Path, 0, "may only set custom properties, like --ink: #1C1A17; in :root, and in :root below @media (prefers-color-scheme: dark)");
        }

        foreach (var (name, colours) in Theme.Written.SelectMany(n => new[] { (n, theme.Light), (n, theme.Dark) }).Where(c => Contrast(c.Item2, c.n) < Theme.LeastContrast))
        {
            reading.Errors.Add(Theme.Path, 0, $"--{name} ({colours[name]}) must stand out more from --paper ({colours["paper"]}): at least {Theme.LeastContrast} to 1 (WCAG 1.4.3)");
        }
    }

    // WCAG 2.2, relative luminance and contrast ratio; what is not there is reported already.
    private static double Contrast(IReadOnlyDictionary<string, string> colours, string name)
    {
        if (!colours.TryGetValue(name, out var ink) || !colours.TryGetValue("paper", out var paper))
        {
            return Theme.LeastContrast;
        }

        var (one, other) = (Luminance(ink), Luminance(paper));
        return (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);
    }

    private static double Luminance(string hex)
    {
        var parts = Convert.FromHexString(hex[1..]).Select(b => b / 255.0).Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToList();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    private static Dictionary<string, string> Colours(string css) => Property().Matches(css)
        .GroupBy(m => m.Groups[1].Value).ToDictionary(g => g.Key, g => g.First().Groups[2].Value, StringComparer.Ordinal);

    [GeneratedRegex("--([a-z0-9-]+):\\s*(#[0-9a-fA-F]{6})\\s*;")]
    private static partial Regex Property();

    [GeneratedRegex("/\\*.*?\\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("^(?>\\s*(?<root>:root\\s*\\{(?>\\s*(--[a-z0-9-]+|color-scheme)\\s*:[^;{}<>\\\\()]*;)*\\s*\\})|\\s*@media \\(prefers-color-scheme: dark\\)\\s*\\{\\s*:root\\s*\\{(?>\\s*(--[a-z0-9-]+|color-scheme)\\s*:[^;{}<>\\\\()]*;)*\\s*\\}\\s*\\})*\\s*$")]
    private static partial Regex Properties();
}
