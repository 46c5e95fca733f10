using System.Text.Json.Nodes;
using Site.Declarations;
using static Site.Declarations.Dpv;
using static Site.Evidence.ReceiptTerms;

namespace Site.Evidence;

/// <summary>The record of one purpose in a receipt: basis, data, recipients, storage, words, and what became of it (rule C1).</summary>
internal static class ReceiptRecord
{
    internal static JsonObject Of(Receipt receipt, FormPurpose purpose)
    {
        var isConsent = purpose.Basis == LegalBasis.Consent;
        return new JsonObject
        {
            ["@id"] = $"urn:uuid:{receipt.Submission}#{purpose.Key}",
            ["@type"] = isConsent ? "dpv:ConsentRecord" : "dpv:DataProcessingRecord",
            ["dct:conformsTo"] = Id(RecordSchema),
            ["dct:identifier"] = $"{receipt.Submission}#{purpose.Key}",
            ["dpv:hasDataSubject"] = Id(Principal(receipt)),
            ["dpv:hasDataController"] = Id(Controller),
            ["dpv:hasNotice"] = Notices(receipt, purpose),
            ["dpv:hasProcess"] = Process(receipt, purpose),
            [isConsent ? "dpv:hasConsentStatus" : "dpv:hasActivityStatus"] = List(PurposeHistory.Of(receipt, purpose), step => ReceiptStep.Of(step, receipt, purpose)),
        };
    }

    // What was shown, and the very words of the consent: those that the grant committed to, where there is one.
    private static JsonArray Notices(Receipt receipt, FormPurpose purpose)
    {
        var words = receipt.Last(Act.Granted, purpose.Key)?.Said("words") ?? purpose.Consent;
        return words is null
            ? [Id(NoticeId(receipt))]
            : [Id(NoticeId(receipt)), new JsonObject { ["@type"] = "dpv:ConsentNotice", ["dct:description"] = Said(words, receipt.Form) }];
    }

    private static JsonObject Process(Receipt receipt, FormPurpose purpose)
    {
        var written = new JsonObject
        {
            ["@type"] = "dpv:PersonalDataProcess",
            ["dpv:hasPurpose"] = new JsonObject
            {
                ["@type"] = "dpv:Purpose",
                ["dct:identifier"] = purpose.Key,
                ["dct:title"] = Said(purpose.Title, receipt.Form),
                ["dct:description"] = Said(purpose.What, receipt.Form),
            },
            ["dpv:hasLegalBasis"] = Basis(purpose.Basis, purpose.IsExplicit),
            ["dpv:hasPersonalData"] = List(receipt.Form.Fields.Where(f => f.Purposes.Contains(purpose.Key)), f => PersonalData(f, receipt)),
            ["dpv:hasRecipient"] = List(purpose.Recipients, r => Recipient(r, receipt.Form)),
            ["dpv:hasStorageCondition"] = Storage(purpose, receipt.Form),
            [$"{Own}:channel"] = purpose.Channel,
        };
        Add(written, "dpv:hasJustification", "dpv:Justification", purpose.Interest, receipt.Form);
        Add(written, "dpv:hasFrequency", "dpv:Frequency", purpose.Frequency, receipt.Form);
        Add(written, $"{Own}:proof", "dpv:StorageDuration", Wording.Proof(purpose.ProofYears, receipt.Form.In), receipt.Form);
        return written;
    }

    private static void Add(JsonObject written, string property, string type, string? text, Form form)
    {
        if (text is not null)
        {
            written[property] = new JsonObject { ["@type"] = type, ["dct:description"] = Said(text, form) };
        }
    }

    private static JsonObject PersonalData(FormField field, Receipt receipt)
    {
        var written = new JsonObject
        {
            ["@type"] = field.IsSpecialCategory ? "dpv:SpecialCategoryPersonalData" : "dpv:PersonalData",
            ["dct:identifier"] = field.Key,
            ["dct:title"] = Said(field.Label, receipt.Form),
            ["dpv:hasNecessity"] = Id(field.Required ? "dpv:Required" : "dpv:Optional"),
            ["dpv:hasDataSource"] = Id("dpv:DataSubjectDataSource"),
        };
        if (Dpv.PersonalData(field) is { } category)
        {
            written["skos:broader"] = Id(category);
        }

        if (receipt.Last(Act.Requested)?.Fields is { } given)
        {
            written[$"{Own}:given"] = given.Contains(field.Key);
        }

        return written;
    }

    private static JsonObject Recipient(FormRecipient recipient, Form form)
    {
        var written = new JsonObject { ["@type"] = "dpv:Recipient", ["dpv:hasName"] = recipient.Name, ["dct:description"] = Said(recipient.Role, form) };
        if (Countries.Code(recipient.Country, form.In) is { } country)
        {
            written[Countries.IsInEea(country) ? "dpv:hasCountry" : "dpv:hasThirdCountry"] = Id($"loc:{country}");
        }

        Add(written, "dpv:hasTechnicalOrganisationalMeasure", "dpv:SafeguardForDataTransfer", recipient.Safeguard, form);
        return written;
    }

    // How long, and where: in the countries of those who hold it for us.
    private static JsonArray Storage(FormPurpose purpose, Form form)
    {
        var countries = purpose.Recipients.Select(r => Countries.Code(r.Country, form.In)).OfType<string>().Distinct().Order(StringComparer.Ordinal);
        return [Kept(purpose.Retention, [form.In]), new JsonObject { ["@type"] = "dpv:StorageLocation", ["dpv:hasLocation"] = List(countries, c => Id($"loc:{c}")) }];
    }
}
