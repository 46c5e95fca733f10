using System.Text.RegularExpressions;

namespace Site.Publishing;

/// <summary>theme/theme.css: the colours of the site, which the letters use too. Names as in the file, without the dashes in front.</summary>
public sealed record Theme(IReadOnlyDictionary<string, string> Light, IReadOnlyDictionary<string, string> Dark)
{
    public const string Path = "theme/theme.css";

    internal static readonly string[] Needed = ["paper", "paper-2", "ink", "ink-2", "rule", "accent", "accent-ink", "signal", "signal-paper"];
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

        return theme;
    }

    private static Dictionary<string, string> Colours(string css) => Property().Matches(css)
        .GroupBy(m => m.Groups[1].Value).ToDictionary(g => g.Key, g => g.First().Groups[2].Value, StringComparer.Ordinal);

    [GeneratedRegex("--([a-z0-9-]+):\\s*(#[0-9a-fA-F]{6})\\s*;")]
    private static partial Regex Property();
}
