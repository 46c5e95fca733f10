using System.Globalization;
using Site.Publishing;

namespace Site.Declarations;

/// <summary>Countries by ISO 3166-1 alpha-2.</summary>
internal static class Countries
{
    private static readonly HashSet<string> _eea = [.. "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO".Split(' ')];

    /// <summary>Where the GDPR applies, so that no safeguard of Art. 46 is needed.</summary>
    internal static bool IsInEea(string code) => _eea.Contains(code);

    internal static string Name(string code, Language language) => language == Language.English ? new RegionInfo(code).EnglishName : code switch
    {
        "DE" => "Deutschland",
        "AT" => "Österreich",
        "NL" => "Niederlande",
        "FR" => "Frankreich",
        "CH" => "Schweiz",
        "IE" => "Irland",
        "US" => "USA",
        _ => Displayed(code),
    };

    // The runtime names a country in the language of the current culture only.
    private static string Displayed(string code)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = Language.German.Culture;
        var name = new RegionInfo(code).DisplayName;
        CultureInfo.CurrentUICulture = before;
        return name;
    }
}
