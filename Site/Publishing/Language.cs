using System.Globalization;

namespace Site.Publishing;

/// <summary>One of the languages of the site. <c>language["Deutsch", "English"]</c> picks the text that is in it.</summary>
public sealed record Language
{
    public static readonly Language German = new("de", "de-DE");
    public static readonly Language English = new("en", "en-GB");
    public static readonly IReadOnlyList<Language> All = [German, English];

    private Language(string code, string culture) => (Code, Culture) = (code, CultureInfo.GetCultureInfo(culture));

    /// <summary>BCP 47: "de" or "en".</summary>
    public string Code { get; }

    public CultureInfo Culture { get; }

    public Language Other => this == German ? English : German;

    public string this[string german, string english] => this == German ? german : english;

    /// <summary>Null for a code that is no language of the site.</summary>
    public static Language? Find(string? code) => All.FirstOrDefault(l => l.Code == code);

    /// <summary>The language of a stored code.</summary>
    /// <exception cref="ArgumentException">The code is no language of the site.</exception>
    public static Language Of(string code) => Find(code) ?? throw new ArgumentException($"No language \"{code}\".", nameof(code));

    /// <summary>The first language of an Accept-Language header that the site has, otherwise English [RFC 9110 12.5.4].</summary>
    public static Language Accepted(string? header) =>
        (header ?? "").Split(',').Select(part => Find(part.Trim().Split('-', ';')[0].ToLowerInvariant())).FirstOrDefault(l => l is not null) ?? English;

    public bool Equals(Language? other) => Code == other?.Code;

    public override int GetHashCode() => Code.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Code;
}

/// <summary>The same text in every language of the site.</summary>
public sealed record Words(string German, string English)
{
    public string this[Language language] => language == Language.German ? German : English;
}
