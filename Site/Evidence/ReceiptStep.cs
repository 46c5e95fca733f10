using System.Text.Json.Nodes;
using Site.Declarations;
using Site.Publishing;

namespace Site.Evidence;

/// <summary>One event of a purpose in the vocabulary, as ISO/IEC TS 27560 wants it: state, type, time, entity, how, and how long it holds (rule C1).</summary>
internal static class ReceiptStep
{
    internal static JsonObject Of(PurposeStep step, Receipt receipt, FormPurpose purpose)
    {
        var l = receipt.Form.In;
        return new JsonObject
        {
            ["@type"] = purpose.Basis == LegalBasis.Consent ? Consent(step.State, purpose) : Activity(step.State),
            ["dct:identifier"] = step.By.RecordId,
            ["dpv:isIndicatedAtTime"] = Dpv.Date(step.By.HappenedAt),
            ["dpv:isIndicatedBy"] = Dpv.Id(ReceiptTerms.Principal(receipt)),
            ["dpv:hasIndicationMethod"] = ReceiptTerms.Said(Method(step.By.Act, l), receipt.Form),
            ["dpv:hasDuration"] = new JsonObject { ["@type"] = "dpv:UntilEventDuration", ["dct:description"] = ReceiptTerms.Said(Until(step.State, purpose, l), receipt.Form) },
        };
    }

    private static JsonArray Consent(PurposeState state, FormPurpose purpose) =>
    [
        state switch
        {
            PurposeState.Refused => "dpv:ConsentRefused",
            PurposeState.Asked => "dpv:ConsentRequested",
            PurposeState.Live => "dpv:ConsentGiven",
            _ => "dpv:ConsentWithdrawn",
        },
        .. state == PurposeState.Live ? [purpose.IsExplicit ? "dpv:ExplicitlyExpressedConsent" : "dpv:ExpressedConsent"] : Array.Empty<JsonNode>(),
    ];

    private static string Activity(PurposeState state) => state switch
    {
        PurposeState.Live => "dpv:ActivityOngoing",
        PurposeState.Asked => "dpv:ActivityPlanned",
        _ => "dpv:ActivityHalted",
    };

    private static string Method(Act act, Language l) => act switch
    {
        Act.Requested => l["Formular ausgefüllt und abgeschickt", "form filled in and sent"],
        Act.Confirmed or Act.Granted => l["Knopf hinter dem Link in der E-Mail", "button behind the link in the e-mail"],
        _ => l["Knopf auf der Website, ohne Anmeldung", "button on the site, without signing in"],
    };

    private static string Until(PurposeState state, FormPurpose purpose, Language l) => state switch
    {
        PurposeState.Asked => l["bis zur Bestätigung", "until it is confirmed"],
        PurposeState.Live when purpose.Basis == LegalBasis.Consent => l["bis zum Widerruf", "until it is withdrawn"],
        PurposeState.Live => l["bis zur Absage oder bis der Zweck erfüllt ist", "until it is cancelled or the purpose is fulfilled"],
        _ => l["bis zu einem neuen Ja", "until there is a new yes"],
    };
}
