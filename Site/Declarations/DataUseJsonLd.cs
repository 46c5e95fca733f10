using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Site.Data;
using Site.Publishing;
using static Site.Declarations.Dpv;

namespace Site.Declarations;

/// <summary>
/// The declarations as JSON-LD in the W3C Data Privacy Vocabulary, with the fields of ISO/IEC TS 27560 that do not need a person: schema version,
/// controller, officer, authority, notice, purposes, bases, data, recipients, retention, jurisdiction, withdrawal, rights (rules C1, C2).
/// </summary>
public sealed class DataUseJsonLd(DataUse use, PrivacyNotices notices, SiteOptions site)
{
    /// <summary>Where the document stands, under the site's own address [RFC 8615].</summary>
    public const string Path = "/.well-known/data-use.json";

    private const string Schema = "https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr";

    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SiteSettings _settings = use.Site;

    /// <summary>UTF-8; the same declarations give the same bytes.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(Document(), _json);

    private JsonObject Document() => new()
    {
        ["@context"] = Context(site.Absolute(Path)),
        ["@id"] = site.Absolute(Path),
        ["@type"] = "dpv:PersonalDataProcess",
        ["dct:conformsTo"] = Id(Schema),
        ["dct:title"] = Words(l => l["Was wir behalten, und wozu", "What we keep, and what for"]),
        ["dct:modified"] = Date(notices.Current(Language.German).From),
        ["dct:language"] = List(Language.All, l => l.Code),
        ["dpv:hasDataController"] = Controller(),
        ["dpv:hasAuthority"] = Authority(),
        ["dpv:hasJurisdiction"] = Id($"loc:{_settings.Controller.Country}"),
        ["dpv:hasApplicableLaw"] = Id("legal-eu:law-GDPR"),
        ["dpv:hasNotice"] = List(Language.All, Notice),
        ["dpv:hasConsentControl"] = DpvRights.Withdrawal(site),
        ["dpv:hasRight"] = DpvRights.All(site),
        ["dpv:hasTechnicalOrganisationalMeasure"] = new JsonObject { ["@type"] = "dpv:TechnicalOrganisationalMeasure", ["dct:description"] = Words(l => _settings.Security[l]) },
        ["dpv:hasRecipient"] = List(use.Recipients, Recipient),
        ["dpv:hasPersonalData"] = List(use.Fields, PersonalData),
        ["dpv:hasProcess"] = List(use.Purposes, Process),
    };

    private JsonObject Controller()
    {
        var c = _settings.Controller;
        return new JsonObject
        {
            ["@id"] = $"{Own}:controller",
            ["@type"] = "dpv:DataController",
            ["dpv:hasName"] = c.Name,
            ["dpv:hasAddress"] = string.Join(", ", c.Address),
            ["dpv:hasCountry"] = Id($"loc:{c.Country}"),
            ["dpv:hasContact"] = new JsonArray($"mailto:{c.Email}", c.Phone),
            ["dpv:hasRepresentative"] = new JsonObject { ["@type"] = "dpv:Representative", ["dpv:hasName"] = c.RepresentedBy },
            ["dpv:hasDataProtectionOfficer"] = new JsonObject
            {
                ["@type"] = "dpv:DataProtectionOfficer",
                ["dpv:hasName"] = _settings.PrivacyOfficer.Name,
                ["dpv:hasContact"] = $"mailto:{_settings.PrivacyOfficer.Email}",
            },
        };
    }

    private JsonObject Authority() => new()
    {
        ["@type"] = "dpv:DataProtectionAuthority",
        ["dpv:hasName"] = Words(l => _settings.Authority.Name[l]),
        ["dpv:hasAddress"] = string.Join(", ", _settings.Authority.Address),
        ["dpv:hasContact"] = _settings.Authority.Url,
    };

    private JsonObject Notice(Language language)
    {
        var version = notices.Current(language);
        return new JsonObject
        {
            ["@id"] = site.Absolute(Addresses.Path(Place.PrivacyVersion, language, $"{version.Number}")),
            ["@type"] = "dpv:PrivacyNotice",
            ["dct:language"] = language.Code,
            ["dct:hasVersion"] = $"{version.Number}",
            ["dct:identifier"] = version.Hash,
            ["dct:issued"] = Date(version.From),
        };
    }

    private static JsonObject Recipient(Recipient recipient)
    {
        var written = new JsonObject
        {
            ["@id"] = $"{Own}:recipient-{recipient.Key}",
            ["@type"] = "dpv:Recipient",
            ["dpv:hasName"] = recipient.Name,
            [Countries.IsInEea(recipient.Country) ? "dpv:hasCountry" : "dpv:hasThirdCountry"] = Id($"loc:{recipient.Country}"),
            ["dct:description"] = Words(l => recipient.Role[l]),
        };
        if (recipient.Safeguard is { } safeguard)
        {
            written["dpv:hasTechnicalOrganisationalMeasure"] = new JsonObject { ["@type"] = "dpv:SafeguardForDataTransfer", ["dct:description"] = Words(l => safeguard[l]) };
        }

        return written;
    }

    private JsonObject PersonalData(DeclaredField declared)
    {
        var field = declared.Field;
        var written = new JsonObject
        {
            ["@id"] = $"{Own}:field-{declared.Id}",
            ["@type"] = field.IsSpecialCategory ? "dpv:SpecialCategoryPersonalData" : "dpv:PersonalData",
            ["dct:identifier"] = field.Key,
            ["dct:title"] = Words(l => field.Words[l].Label),
            ["dct:description"] = Words(l => field.Words[l].Why),
            ["dpv:hasNecessity"] = Id(field.Required ? "dpv:Required" : "dpv:Optional"),
            ["dpv:hasDataSource"] = Id("dpv:DataSubjectDataSource"),
            [$"{Own}:benefit"] = Words(l => field.Words[l].Benefit),
            [$"{Own}:ifEmpty"] = Words(l => field.Words[l].IfEmpty),
            [$"{Own}:askedBy"] = List(use.Asking(declared), f => f.Key),
        };
        if (Dpv.PersonalData(field) is { } category)
        {
            written["skos:broader"] = Id(category);
        }

        return written;
    }

    private JsonObject Process(Purpose purpose)
    {
        var written = new JsonObject
        {
            ["@id"] = $"{Own}:process-{purpose.Key}",
            ["@type"] = "dpv:PersonalDataProcess",
            ["dpv:hasPurpose"] = new JsonObject
            {
                ["@id"] = $"{Own}:purpose-{purpose.Key}",
                ["@type"] = "dpv:Purpose",
                ["dct:identifier"] = purpose.Key,
                ["dct:title"] = Words(l => purpose.Title[l]),
                ["dct:description"] = Words(l => purpose.What[l]),
            },
            ["dpv:hasLegalBasis"] = Basis(purpose.Basis, purpose.IsExplicit),
            ["dpv:hasDataSubject"] = new JsonObject { ["@type"] = "dpv:DataSubject", ["dct:description"] = Words(l => purpose.People[l]) },
            ["dpv:hasPersonalData"] = List(use.FieldsOf(purpose), f => Id($"{Own}:field-{f.Id}")),
            ["dpv:hasRecipient"] = List(purpose.Recipients, r => Id($"{Own}:recipient-{r.Key}")),
            ["dpv:hasStorageCondition"] = Kept(purpose.Retention),
            [$"{Own}:benefit"] = Words(l => purpose.Benefit[l]),
            [$"{Own}:channel"] = purpose.Channel,
        };
        AddOptional(written, purpose);
        return written;
    }

    private static void AddOptional(JsonObject written, Purpose purpose)
    {
        void Add(string property, string type, Func<Language, string?> text)
        {
            if (text(Language.German) is not null)
            {
                written[property] = new JsonObject { ["@type"] = type, ["dct:description"] = Words(l => text(l) ?? "") };
            }
        }

        Add("dpv:hasJustification", "dpv:Justification", l => purpose.Interest?[l]);
        Add("dpv:hasFrequency", "dpv:Frequency", l => purpose.Frequency?[l]);
        Add("dpv:hasNotice", "dpv:ConsentNotice", l => purpose.Consent?[l]);
        Add($"{Own}:proof", "dpv:StorageDuration", l => Wording.Proof(purpose.ProofYears, l));
    }
}
