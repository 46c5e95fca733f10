using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime.Text;
using Site.Data;
using Site.Declarations;

namespace Site.Evidence;

/// <summary>
/// A receipt as JSON-LD in the W3C Data Privacy Vocabulary with the fields of ISO/IEC TS 27560 (rules C1, C2). What it says in the vocabulary follows from the notice;
/// what counts stands under "evidence": the payloads exactly as they were committed to, their salts, commitments and proofs.
/// </summary>
public static class ReceiptJson
{
    internal static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>UTF-8; the same receipt gives the same bytes.</summary>
    /// <param name="keys">Whoever signed the checkpoints of its proofs; they stand in it for information: whoever checks gets them elsewhere.</param>
    public static byte[] Write(Receipt receipt, SiteOptions site, IEnumerable<NoteKey> keys)
    {
        var document = ReceiptTerms.Of(receipt, site);
        document["evidence"] = new JsonObject
        {
            ["version"] = 1,
            ["keys"] = Dpv.List(keys, k => JsonValue.Create($"{k}")),
            ["events"] = Dpv.List(receipt.Events, Event),
        };
        return JsonSerializer.SerializeToUtf8Bytes(document, Options);
    }

    /// <summary>One event, as it stands in a receipt.</summary>
    internal static JsonObject Event(ReceiptEvent happened) => new()
    {
        ["act"] = $"{happened.Act}",
        ["at"] = InstantPattern.ExtendedIso.Format(happened.At),
        ["payload"] = Encoding.UTF8.GetString(happened.Payload),
        ["salt"] = Convert.ToBase64String(happened.Salt),
        ["commitment"] = Convert.ToHexStringLower(happened.Commitment),
        ["proof"] = happened.Proof is not { } proof ? null : new JsonObject
        {
            ["index"] = proof.Index,
            ["path"] = Dpv.List(proof.Path, hash => JsonValue.Create(Convert.ToBase64String(hash))),
            ["checkpoint"] = proof.Checkpoint,
        },
    };
}
