namespace Site.Declarations;

/// <summary>What browsers can fill in (HTML, "autofill detail tokens"; WCAG 1.3.5), as far as somebody would say it of themselves.</summary>
internal static class AutocompleteTokens
{
    internal const string All =
        "name, honorific-prefix, given-name, additional-name, family-name, honorific-suffix, nickname, organization, organization-title, " +
        "street-address, address-line1, address-line2, address-line3, address-level1, address-level2, postal-code, country, country-name, " +
        "language, bday, bday-day, bday-month, bday-year, sex, url, photo, tel, tel-national, email, impp";

    private static readonly HashSet<string> _tokens = [.. All.Split(", ")];

    internal static bool IsKnown(string token) => _tokens.Contains(token);
}
