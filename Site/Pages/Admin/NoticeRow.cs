using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Declarations;

namespace Site.Pages.Admin;

/// <summary>
/// One time that a notice was live. <paramref name="Requested"/> and <paramref name="Confirmed"/> count the sign-ups still stored under these words, whenever they
/// were live; <paramref name="Before"/> is the notice that it replaced.
/// </summary>
public sealed record NoticeRow(string Form, string Language, string Hash, Instant From, Instant? Until, string? Before, int Requested, int Confirmed)
{
    internal static async Task<IReadOnlyList<NoticeRow>> Read(IQueryable<NoticePublication> publications, SiteDb db)
    {
        var rows = await publications.Select(p => new
        {
            p.FormKey,
            p.Language,
            p.NoticeHash,
            p.PublishedAt,
            p.ReplacedAt,
            Before = db.Set<NoticePublication>().Where(b => b.FormKey == p.FormKey && b.Language == p.Language && b.Id < p.Id)
                .OrderByDescending(b => b.Id).Select(b => b.NoticeHash).FirstOrDefault(),
        }).ToListAsync();
        var counts = await Counts(db, [.. rows.Select(r => r.NoticeHash).Distinct()]);
        return [.. rows.Select(r => new NoticeRow(r.FormKey, r.Language, r.NoticeHash, r.PublishedAt, r.ReplacedAt, r.Before,
            counts.GetValueOrDefault(r.NoticeHash).Requested, counts.GetValueOrDefault(r.NoticeHash).Confirmed))];
    }

    // All at once, through the index of sign-ups by notice.
    private static async Task<Dictionary<string, (int Requested, int Confirmed)>> Counts(SiteDb db, List<string> hashes) =>
        (await db.Set<Site.SignUps.SignUp>().Where(s => hashes.Contains(s.NoticeHash)).GroupBy(s => s.NoticeHash)
            .Select(g => new { g.Key, Requested = g.Count(), Confirmed = g.Count(s => s.ConfirmedAt != null) }).ToListAsync())
        .ToDictionary(g => g.Key, g => (g.Requested, g.Confirmed));
}
