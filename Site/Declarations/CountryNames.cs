namespace Site.Declarations;

/// <summary>
/// Names of the countries in the order of <see cref="Countries.All"/>, as CLDR has them. They stand here because they are part of the form that is stored as
/// evidence: those of the operating system change with its version.
/// </summary>
internal static class CountryNames
{
    internal static readonly string[] German = GermanNames.Split('|');

    internal static readonly string[] English = EnglishNames.Split('|');

    private const string GermanNames =
        "Andorra|Vereinigte Arabische Emirate|Afghanistan|Antigua und Barbuda|Anguilla|Albanien|Armenien|Angola|Antarktis|Argentinien|Amerikanisch-Samoa|" +
        "Österreich|Australien|Aruba|Ålandinseln|Aserbaidschan|Bosnien und Herzegowina|Barbados|Bangladesch|Belgien|Burkina Faso|Bulgarien|Bahrain|Burundi|" +
        "Benin|St. Barthélemy|Bermuda|Brunei Darussalam|Bolivien|Karibische Niederlande|Brasilien|Bahamas|Bhutan|Bouvetinsel|Botsuana|Belarus|Belize|Kanada|" +
        "Kokosinseln|Kongo-Kinshasa|Zentralafrikanische Republik|Kongo-Brazzaville|Schweiz|Côte d’Ivoire|Cookinseln|Chile|Kamerun|China|Kolumbien|Costa Rica|" +
        "Kuba|Cabo Verde|Curaçao|Weihnachtsinsel|Zypern|Tschechien|Deutschland|Dschibuti|Dänemark|Dominica|Dominikanische Republik|Algerien|Ecuador|Estland|" +
        "Ägypten|Westsahara|Eritrea|Spanien|Äthiopien|Finnland|Fidschi|Falklandinseln|Mikronesien|Färöer|Frankreich|Gabun|Vereinigtes Königreich|Grenada|" +
        "Georgien|Französisch-Guayana|Guernsey|Ghana|Gibraltar|Grönland|Gambia|Guinea|Guadeloupe|Äquatorialguinea|Griechenland|" +
        "Südgeorgien und die Südlichen Sandwichinseln|Guatemala|Guam|Guinea-Bissau|Guyana|Hongkong|Heard und McDonaldinseln|Honduras|Kroatien|Haiti|Ungarn|" +
        "Indonesien|Irland|Israel|Isle of Man|Indien|Britisches Territorium im Indischen Ozean|Irak|Iran|Island|Italien|Jersey|Jamaika|Jordanien|Japan|Kenia|" +
        "Kirgisistan|Kambodscha|Kiribati|Komoren|St. Kitts und Nevis|Nordkorea|Südkorea|Kuwait|Kaimaninseln|Kasachstan|Laos|Libanon|St. Lucia|Liechtenstein|" +
        "Sri Lanka|Liberia|Lesotho|Litauen|Luxemburg|Lettland|Libyen|Marokko|Monaco|Republik Moldau|Montenegro|St. Martin|Madagaskar|Marshallinseln|" +
        "Nordmazedonien|Mali|Myanmar|Mongolei|Macau|Nördliche Marianen|Martinique|Mauretanien|Montserrat|Malta|Mauritius|Malediven|Malawi|Mexiko|Malaysia|" +
        "Mosambik|Namibia|Neukaledonien|Niger|Norfolkinsel|Nigeria|Nicaragua|Niederlande|Norwegen|Nepal|Nauru|Niue|Neuseeland|Oman|Panama|Peru|" +
        "Französisch-Polynesien|Papua-Neuguinea|Philippinen|Pakistan|Polen|St. Pierre und Miquelon|Pitcairninseln|Puerto Rico|Palästinensische Autonomiegebiete|" +
        "Portugal|Palau|Paraguay|Katar|Réunion|Rumänien|Serbien|Russland|Ruanda|Saudi-Arabien|Salomonen|Seychellen|Sudan|Schweden|Singapur|St. Helena|Slowenien|" +
        "Spitzbergen und Jan Mayen|Slowakei|Sierra Leone|San Marino|Senegal|Somalia|Suriname|Südsudan|São Tomé und Príncipe|El Salvador|Sint Maarten|Syrien|" +
        "Eswatini|Turks- und Caicosinseln|Tschad|Französische Süd- und Antarktisgebiete|Togo|Thailand|Tadschikistan|Tokelau|Timor-Leste|Turkmenistan|Tunesien|" +
        "Tonga|Türkei|Trinidad und Tobago|Tuvalu|Taiwan|Tansania|Ukraine|Uganda|Amerikanische Überseeinseln|USA|Uruguay|Usbekistan|Vatikanstadt|" +
        "St. Vincent und die Grenadinen|Venezuela|Britische Jungferninseln|Amerikanische Jungferninseln|Vietnam|Vanuatu|Wallis und Futuna|Samoa|Jemen|Mayotte|" +
        "Südafrika|Sambia|Simbabwe";

    private const string EnglishNames =
        "Andorra|United Arab Emirates|Afghanistan|Antigua and Barbuda|Anguilla|Albania|Armenia|Angola|Antarctica|Argentina|American Samoa|Austria|Australia|" +
        "Aruba|Åland Islands|Azerbaijan|Bosnia and Herzegovina|Barbados|Bangladesh|Belgium|Burkina Faso|Bulgaria|Bahrain|Burundi|Benin|St Barthélemy|Bermuda|" +
        "Brunei|Bolivia|Caribbean Netherlands|Brazil|Bahamas|Bhutan|Bouvet Island|Botswana|Belarus|Belize|Canada|Cocos (Keeling) Islands|Congo-Kinshasa|" +
        "Central African Republic|Congo-Brazzaville|Switzerland|Côte d’Ivoire|Cook Islands|Chile|Cameroon|China|Colombia|Costa Rica|Cuba|Cape Verde|Curaçao|" +
        "Christmas Island|Cyprus|Czechia|Germany|Djibouti|Denmark|Dominica|Dominican Republic|Algeria|Ecuador|Estonia|Egypt|Western Sahara|Eritrea|Spain|" +
        "Ethiopia|Finland|Fiji|Falkland Islands|Micronesia|Faroe Islands|France|Gabon|United Kingdom|Grenada|Georgia|French Guiana|Guernsey|Ghana|Gibraltar|" +
        "Greenland|Gambia|Guinea|Guadeloupe|Equatorial Guinea|Greece|South Georgia and South Sandwich Islands|Guatemala|Guam|Guinea-Bissau|Guyana|Hong Kong|" +
        "Heard and McDonald Islands|Honduras|Croatia|Haiti|Hungary|Indonesia|Ireland|Israel|Isle of Man|India|British Indian Ocean Territory|Iraq|Iran|Iceland|" +
        "Italy|Jersey|Jamaica|Jordan|Japan|Kenya|Kyrgyzstan|Cambodia|Kiribati|Comoros|St Kitts and Nevis|North Korea|South Korea|Kuwait|Cayman Islands|" +
        "Kazakhstan|Laos|Lebanon|St Lucia|Liechtenstein|Sri Lanka|Liberia|Lesotho|Lithuania|Luxembourg|Latvia|Libya|Morocco|Monaco|Moldova|Montenegro|St Martin|" +
        "Madagascar|Marshall Islands|North Macedonia|Mali|Myanmar|Mongolia|Macao|Northern Mariana Islands|Martinique|Mauritania|Montserrat|Malta|Mauritius|" +
        "Maldives|Malawi|Mexico|Malaysia|Mozambique|Namibia|New Caledonia|Niger|Norfolk Island|Nigeria|Nicaragua|Netherlands|Norway|Nepal|Nauru|Niue|" +
        "New Zealand|Oman|Panama|Peru|French Polynesia|Papua New Guinea|Philippines|Pakistan|Poland|St Pierre and Miquelon|Pitcairn Islands|Puerto Rico|" +
        "Palestinian Territories|Portugal|Palau|Paraguay|Qatar|Réunion|Romania|Serbia|Russia|Rwanda|Saudi Arabia|Solomon Islands|Seychelles|Sudan|Sweden|" +
        "Singapore|St Helena|Slovenia|Svalbard and Jan Mayen|Slovakia|Sierra Leone|San Marino|Senegal|Somalia|Suriname|South Sudan|São Tomé and Príncipe|" +
        "El Salvador|Sint Maarten|Syria|Eswatini|Turks and Caicos Islands|Chad|French Southern Territories|Togo|Thailand|Tajikistan|Tokelau|Timor-Leste|" +
        "Turkmenistan|Tunisia|Tonga|Türkiye|Trinidad and Tobago|Tuvalu|Taiwan|Tanzania|Ukraine|Uganda|U.S. Outlying Islands|United States|Uruguay|Uzbekistan|" +
        "Vatican City|St Vincent and Grenadines|Venezuela|British Virgin Islands|U.S. Virgin Islands|Vietnam|Vanuatu|Wallis and Futuna|Samoa|Yemen|Mayotte|" +
        "South Africa|Zambia|Zimbabwe";
}
