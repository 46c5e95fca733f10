using System.Globalization;
using Site.Publishing;

namespace Site.Declarations;

/// <summary>Countries by ISO 3166-1 alpha-2.</summary>
internal static class Countries
{
    private static readonly HashSet<string> _eea = [.. "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO".Split(' ')];

    private const string Codes =
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG " +
        "CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL " +
        "GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA " +
        "LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP " +
        "NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV " +
        "SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

    /// <summary>Every code there is, in order.</summary>
    internal static readonly IReadOnlyList<string> All = Codes.Split(' ');

    private static readonly HashSet<string> _all = [.. All];

    internal static bool IsKnown(string code) => _all.Contains(code);

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
