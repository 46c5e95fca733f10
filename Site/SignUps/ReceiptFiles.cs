using Microsoft.Extensions.Options;
using Site.Data;
using Site.Evidence;
using Site.Mail;
using Site.Publishing;

namespace Site.SignUps;

/// <summary>Receipts as they are attached to letters (rule C2). The proof follows on the receipt's page, once a checkpoint that covers it is published.</summary>
public sealed class ReceiptFiles(Receipts receipts, IOptions<SiteOptions> site)
{
    /// <summary>Nothing if nothing is held of the submission.</summary>
    public async Task<IReadOnlyList<LetterFile>> Of(SignUp signUp, CancellationToken cancellationToken)
    {
        var receipt = await receipts.Of(signUp.PublicId, signUp.NoticeHash, Receipts.Decisions, cancellationToken);
        var name = Language.Of(signUp.Language)["beleg.json", "receipt.json"];
        return receipt is null ? [] : [new LetterFile(name, "application/json", ReceiptJson.Write(receipt, site.Value, keys: []))];
    }
}
