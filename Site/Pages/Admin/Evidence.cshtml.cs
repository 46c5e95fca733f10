using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Evidence;
using Site.Publishing;

namespace Site.Pages.Admin;

/// <summary>How the evidence stands: whether it verifies, how far it is sealed, and what everybody can hold it to. It shows no person.</summary>
public sealed class EvidenceModel(SiteDb db, LogBook book, Inspections inspections, LiveSite live) : PageModel
{
    private const int MostShown = 30;

    /// <summary>The last verification; null before the first.</summary>
    public Inspection? Verified { get; private set; }

    /// <summary>Why sealing refuses; null if it does not.</summary>
    public string? Refusal { get; private set; }

    public IReadOnlyList<Row> Published { get; private set; } = [];

    public Checkpoint? Last { get; private set; }

    /// <summary>How many events are not sealed yet.</summary>
    public int Waiting { get; private set; }

    public IReadOnlyList<SigningKey> Keys { get; private set; } = [];

    public IReadOnlyList<Log> Logs { get; private set; } = [];

    public Language In => DeskLanguage.Of(HttpContext);

    public DateTimeZone Zone => live.Part<SiteSettings>().Zone;

    public async Task OnGetAsync()
    {
        ViewData["Title"] = In["Nachweise", "Evidence"];
        Verified = await inspections.Last(InspectionKind.Verification);
        Refusal = (await inspections.Last(InspectionKind.Sealing))?.Fault;
        Keys = await book.Keys();
        Logs = await db.Set<Log>().AsNoTracking().OrderBy(l => l.Number).ToListAsync();
        Last = Logs.Count == 0 ? null : await book.Last(Logs[^1].Number);
        var sealedUpTo = await db.Set<Leaf>().MaxAsync(l => (long?)l.EventId) ?? 0;
        Waiting = await db.Set<Event>().CountAsync(e => e.Id > sealedUpTo);
        Published = await db.Set<Checkpoint>().AsNoTracking().Where(c => c.IsPublic).OrderByDescending(c => c.Id).Take(MostShown)
            .Select(c => new Row(c.At, c.Log, c.Size, c.Note)).ToListAsync();
    }

    /// <summary>One published checkpoint.</summary>
    public sealed record Row(Instant At, int Log, long Size, string Note)
    {
        /// <summary>The head, base64.</summary>
        public string Root => Note.Split('\n').ElementAtOrDefault(2) ?? "";
    }
}
