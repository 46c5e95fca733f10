using System.Collections.Frozen;
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

    private static readonly FrozenDictionary<string, Words> _names =
        All.Select((code, i) => (code, Name: new Words(CountryNames.German[i], CountryNames.English[i]))).ToFrozenDictionary(c => c.code, c => c.Name);

    private static readonly Lazy<FrozenDictionary<string, IReadOnlyList<(string Code, string Name)>>> _sorted = new(() =>
        Language.All.ToFrozenDictionary(l => l.Code, l => (IReadOnlyList<(string, string)>)[.. All.Select(c => (c, Name(c, l))).OrderBy(c => c.Item2, StringComparer.Create(l.Culture, ignoreCase: true))]));

    internal static bool IsKnown(string code) => _all.Contains(code);

    /// <summary>Where the GDPR applies, so that no safeguard of Art. 46 is needed.</summary>
    internal static bool IsInEea(string code) => _eea.Contains(code);

    /// <summary>The code itself where it is none of <see cref="All"/>.</summary>
    internal static string Name(string code, Language language) => _names.TryGetValue(code, out var name) ? name[language] : code;

    /// <summary>The code of a country by its name in a language; null where no country is called so.</summary>
    internal static string? Code(string name, Language language) => All.FirstOrDefault(code => Name(code, language) == name);

    /// <summary>Every country in the alphabet of the language.</summary>
    internal static IReadOnlyList<(string Code, string Name)> Sorted(Language language) => _sorted.Value[language.Code];
}
