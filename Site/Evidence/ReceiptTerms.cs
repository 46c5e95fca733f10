using System.Text.Json.Nodes;
using Site.Data;
using Site.Declarations;
using Site.Publishing;

namespace Site.Evidence;

/// <summary>
/// What a receipt says in the W3C Data Privacy Vocabulary, in the language in which it was agreed to (rules C1, C2): a receipt wraps one record for each purpose
/// [w3id.org/dpv/guides/consent-27560]. It follows from the notice and the events alone, so that the same receipt is always the same.
/// </summary>
internal static class ReceiptTerms
{
    /// <summary>Schemas of the vocabulary's guide to ISO/IEC TS 27560 with what the GDPR demands.</summary>
    internal const string ReceiptSchema = "https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr", RecordSchema = "https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr";

    internal const string Controller = $"{Dpv.Own}:controller";

    internal static JsonObject Of(Receipt receipt, SiteOptions site)
    {
        IReadOnlyList<Language> languages = [receipt.Form.In];
        return new JsonObject
        {
            ["@context"] = Context(site),
            ["@id"] = $"urn:uuid:{receipt.Submission}",
            ["@type"] = "dpv:ConsentReceipt",
            ["dct:conformsTo"] = Dpv.Id(ReceiptSchema),
            ["dpv:hasIdentifier"] = $"{receipt.Submission}",
            ["dct:created"] = Dpv.Date(receipt.Events[^1].At),
            ["dct:language"] = receipt.Form.Language,
            ["dct:title"] = Said(receipt.Form.Title, receipt.Form),
            ["dct:publisher"] = Dpv.Id(Controller),
            ["dpv:hasDataSubject"] = DataSubject(receipt),
            ["dpv:hasDataController"] = ControllerOf(receipt.Form),
            ["dpv:hasAuthority"] = new JsonObject { ["@type"] = "dpv:DataProtectionAuthority", ["dpv:hasName"] = Said(receipt.Form.Controller.Authority, receipt.Form) },
            ["dpv:hasJurisdiction"] = Dpv.Id("loc:EU"),
            ["dpv:hasApplicableLaw"] = Dpv.Id("legal-eu:law-GDPR"),
            ["dpv:hasNotice"] = Notice(receipt),
            ["dpv:hasConsentControl"] = DpvRights.Withdrawal(site, languages),
            ["dpv:hasRight"] = DpvRights.All(site, languages),
            ["dpv:hasRecordOfActivity"] = Dpv.List(receipt.Form.Purposes, purpose => ReceiptRecord.Of(receipt, purpose)),
        };
    }

    /// <summary>Words in the receipt's language.</summary>
    internal static JsonObject Said(string text, Form form) => new() { ["@language"] = form.Language, ["@value"] = text };

    /// <summary>What the receipt names the person by.</summary>
    internal static string Principal(Receipt receipt) => $"urn:uuid:{receipt.Events[0].Principal}";

    /// <summary>What the receipt names the notice by.</summary>
    internal static string NoticeId(Receipt receipt) => $"{Dpv.Own}:notice-{receipt.NoticeHash}";

    private static JsonObject Context(SiteOptions site)
    {
        var context = Dpv.Context(site.Absolute(DataUseJsonLd.Path));
        context["evidence"] = new JsonObject { ["@id"] = $"{Dpv.Own}:evidence", ["@type"] = "@json" };
        return context;
    }

    private static JsonObject DataSubject(Receipt receipt) => new()
    {
        ["@id"] = Principal(receipt),
        ["@type"] = "dpv:DataSubject",
        ["dpv:hasIdentifier"] = $"{receipt.Events[0].Principal}",
    };

    private static JsonObject ControllerOf(Form form) => new()
    {
        ["@id"] = Controller,
        ["@type"] = "dpv:DataController",
        ["dpv:hasName"] = form.Controller.Name,
        ["dpv:hasAddress"] = string.Join(", ", form.Controller.Address),
        ["dpv:hasContact"] = $"mailto:{form.Controller.Email}",
        ["dpv:hasDataProtectionOfficer"] = new JsonObject
        {
            ["@type"] = "dpv:DataProtectionOfficer",
            ["dpv:hasName"] = form.Controller.PrivacyOfficer,
            ["dpv:hasContact"] = $"mailto:{form.Controller.PrivacyOfficerEmail}",
        },
    };

    private static JsonObject Notice(Receipt receipt) => new()
    {
        ["@id"] = NoticeId(receipt),
        ["@type"] = "dpv:ConsentNotice",
        ["dct:identifier"] = receipt.NoticeHash,
        ["dct:language"] = receipt.Form.Language,
        ["dct:title"] = Said(receipt.Form.Title, receipt.Form),
    };
}
