using System.Text.Json.Nodes;
using Site.Data;
using Site.Declarations;

namespace Site.Evidence;

/// <summary>What a receipt says in the W3C Data Privacy Vocabulary, in the language in which it was agreed to (rules C1, C2).</summary>
internal static class ReceiptTerms
{
    internal static JsonObject Of(Receipt receipt, SiteOptions site)
    {
        var context = Dpv.Context(site.Absolute(DataUseJsonLd.Path));
        context["evidence"] = new JsonObject { ["@id"] = $"{Dpv.Own}:evidence", ["@type"] = "@json" };
        return new JsonObject
        {
            ["@context"] = context,
            ["@id"] = $"urn:uuid:{receipt.Submission}",
            ["@type"] = "dpv:ConsentReceipt",
            ["dct:language"] = receipt.Form.Language,
            ["dct:title"] = receipt.Form.Title,
        };
    }
}
