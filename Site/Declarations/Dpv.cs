using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using Site.Publishing;

namespace Site.Declarations;

/// <summary>
/// Terms of the W3C Data Privacy Vocabulary 2 and how facts are written with them in JSON-LD. Only terms that stand in the vocabulary are used;
/// what it has no word for has one under the site's own address.
/// </summary>
internal static class Dpv
{
    /// <summary>Prefix of what the site names itself.</summary>
    internal const string Own = "site";

    // HTML's autofill tokens and what the vocabulary's extension for personal data calls the same.
    private static readonly Dictionary<string, string> _personalData = new(StringComparer.Ordinal)
    {
        ["name"] = "Name",
        ["given-name"] = "Name",
        ["additional-name"] = "Name",
        ["family-name"] = "Name",
        ["nickname"] = "Name",
        ["honorific-prefix"] = "Name",
        ["honorific-suffix"] = "Name",
        ["organization"] = "CurrentEmployment",
        ["organization-title"] = "Job",
        ["street-address"] = "PhysicalAddress",
        ["address-line1"] = "PhysicalAddress",
        ["address-line2"] = "PhysicalAddress",
        ["address-line3"] = "PhysicalAddress",
        ["address-level1"] = "Region",
        ["address-level2"] = "City",
        ["postal-code"] = "PostalCode",
        ["country"] = "Country",
        ["country-name"] = "Country",
        ["language"] = "Language",
        ["bday"] = "BirthDate",
        ["bday-day"] = "BirthDate",
        ["bday-month"] = "BirthDate",
        ["bday-year"] = "BirthDate",
        ["sex"] = "Gender",
        ["photo"] = "Picture",
        ["tel"] = "TelephoneNumber",
        ["tel-national"] = "TelephoneNumber",
        ["email"] = "EmailAddress",
    };

    /// <summary>What the prefixes stand for; <paramref name="own"/> is the address of the document.</summary>
    internal static JsonObject Context(string own) => new()
    {
        ["dpv"] = "https://w3id.org/dpv#",
        ["pd"] = "https://w3id.org/dpv/pd#",
        ["loc"] = "https://w3id.org/dpv/loc#",
        ["legal-eu"] = "https://w3id.org/dpv/legal/eu#",
        ["eu-gdpr"] = "https://w3id.org/dpv/legal/eu/gdpr#",
        ["dct"] = "http://purl.org/dc/terms/",
        ["skos"] = "http://www.w3.org/2004/02/skos/core#",
        ["rdf"] = "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        ["xsd"] = "http://www.w3.org/2001/XMLSchema#",
        [Own] = own + "#",
    };

    /// <summary>The category of personal data that a field asks for; null where the vocabulary has none.</summary>
    internal static string? PersonalData(Field field) => PersonalData(field.Type, field.Autocomplete);

    /// <inheritdoc cref="PersonalData(Field)"/>
    internal static string? PersonalData(FormField field) => PersonalData(field.Type, field.Autocomplete);

    /// <summary>Art. 6 (1)(a) to (f), and Art. 9 (2)(a) where the consent is explicit.</summary>
    internal static JsonNode Basis(LegalBasis basis, bool isExplicit) => isExplicit
        ? new JsonArray(Id("eu-gdpr:A6-1-a-explicit-consent"), Id("eu-gdpr:A9-2-a"))
        : Id($"eu-gdpr:A6-1-{(char)('a' + (int)basis)}");

    /// <summary>Until when values are kept, as a period of ISO 8601 after an event, or until the event itself.</summary>
    internal static JsonObject Kept(Retention retention, IReadOnlyList<Language>? languages = null) => new()
    {
        ["@type"] = "dpv:StorageDuration",
        ["dpv:hasDuration"] = new JsonObject
        {
            ["@type"] = retention.Amount == 0 ? "dpv:UntilEventDuration" : "dpv:TemporalDuration",
            ["rdf:value"] = Typed(retention.Iso, "xsd:duration"),
            [$"{Own}:after"] = retention.AfterKey,
            ["dct:description"] = Words(l => Wording.Kept(retention, l), languages),
        },
    };

    internal static JsonObject Id(string iri) => new() { ["@id"] = iri };

    internal static JsonObject Typed(string value, string type) => new() { ["@type"] = type, ["@value"] = value };

    internal static JsonObject Date(Instant at) => Typed(InstantPattern.General.Format(at), "xsd:dateTime");

    /// <summary>The same text in each of the languages; in every one of the site unless they are named.</summary>
    internal static JsonArray Words(Func<Language, string> text, IReadOnlyList<Language>? languages = null) => List(languages ?? Language.All, l => new JsonObject { ["@language"] = l.Code, ["@value"] = text(l) });

    internal static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonNode?> write) => new([.. items.Select(write)]);

    private static string? PersonalData(FieldType type, string? autocomplete) => type switch
    {
        FieldType.Email => "pd:EmailAddress",
        FieldType.Telephone => "pd:TelephoneNumber",
        FieldType.Country => "pd:Country",
        _ => autocomplete is { } token && _personalData.TryGetValue(token, out var term) ? $"pd:{term}" : null,
    };
}
