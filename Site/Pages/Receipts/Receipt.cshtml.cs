using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Site.Data;
using Site.Evidence;
using Site.Mail;
using Site.Pages.Shared;
using Site.Publishing;
using Site.Webinars;

namespace Site.Pages.Receipts;

/// <summary>
/// The receipt of a submission, for whoever has the link in one of its letters: to be read, and as a file to be kept. Looking changes nothing (rule M3). It shows
/// neither the address nor an answer, and once the submission was erased it says that nothing is held.
/// </summary>
public sealed class ReceiptModel(
    LetterTokens tokens, Site.Evidence.Receipts receipts, LogBook logs, NextProof next, LiveSite live, SiteDb db, IOptions<SiteOptions> site) : PageModel
{
    private const int ShortId = 8;
    private const string AsFile = "download";

    /// <summary>Null once nothing is held of the submission.</summary>
    public ReceiptView? Shown { get; private set; }

    /// <summary>Where the file is.</summary>
    public string Download { get; private set; } = "";

    private Language In => HttpContext.Language();

    public async Task<IActionResult> OnGetAsync([FromRoute] string key)
    {
        if (tokens.Read(key) is not { Act: LetterAct.Receipt } read)
        {
            return NotFound();
        }

        var receipt = await Find(read.Letter);
        return receipt is null ? Gone(key) : Request.Query.ContainsKey(AsFile) ? await Keep(receipt) : await Show(receipt, key);
    }

    private async Task<Receipt?> Find(Guid letter)
    {
        var of = await db.Set<OutboxRow>().AsNoTracking().Where(o => o.PublicId == letter)
            .Join(db.Set<Site.SignUps.SignUp>(), o => o.Submission, s => s.PublicId, (_, s) => new { s.PublicId, s.NoticeHash }).FirstOrDefaultAsync(HttpContext.RequestAborted);
        var receipt = of is null ? null : await receipts.Of(of.PublicId, of.NoticeHash, Site.Evidence.Receipts.Decisions, HttpContext.RequestAborted);
        return receipt is null ? null : await receipts.Prove(receipt, HttpContext.RequestAborted);
    }

    private PageResult Gone(string key)
    {
        Tell(In["Ihre Angaben sind gelöscht", "Your data has been erased"], key);
        Response.StatusCode = StatusCodes.Status410Gone;
        return Page();
    }

    private async Task<PageResult> Show(Receipt receipt, string key)
    {
        Tell(In["Ihr Beleg", "Your receipt"], key);
        Download = Addresses.Path(Place.Receipt, In, key) + $"?{AsFile}";
        var title = Webinar.SlugOf(receipt.Form.Key) is null ? "Newsletter" : receipt.Form.Title;
        var by = receipt.IsProven ? (Instant?)null : await next.By();
        Shown = new ReceiptView(receipt, title, by, live.Part<SiteSettings>().Zone, In);
        return Page();
    }

    private async Task<FileContentResult> Keep(Receipt receipt)
    {
        (Response.Headers.CacheControl, Response.Headers["X-Robots-Tag"]) = ("no-store", "noindex");
        var keys = (await logs.Keys()).Select(k => k.Key);
        return File(ReceiptJson.Write(receipt, site.Value, keys), "application/ld+json", $"receipt-{receipt.Submission.ToString("N")[..ShortId]}.json");
    }

    private void Tell(string title, string key) => new Head(title, Place: Place.Receipt, Key: key) { HasNewsletter = false }.Tell(ViewData);
}
