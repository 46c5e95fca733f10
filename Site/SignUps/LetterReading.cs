using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Site.Data;
using Site.Mail;
using Site.Prospects;
using Site.Webinars;

namespace Site.SignUps;

/// <summary>What the letters about sign-ups are written from, as it stands now: the sign-up, its webinar as announced, and what the person agrees to.</summary>
public sealed class LetterReading(SiteDb db) : IReadsAhead
{
    /// <summary>The submission, with its answers and its prospect unless the letter is an issue, which says the same to everybody; null if it is gone.</summary>
    public Task<SignUp?> SignUp(OutboxRow row, CancellationToken cancellationToken) => row.Readings.Get<SignUp>(() => ReadSignUps([row], cancellationToken));

    /// <summary>When the webinar of the submission takes place; null where there is none.</summary>
    public Task<Schedule?> Schedule(OutboxRow row, CancellationToken cancellationToken) => row.Readings.Get<Schedule>(() => ReadSchedules([row], cancellationToken));

    /// <summary>The consents of the person that are live, by purpose.</summary>
    public async Task<IReadOnlyList<LiveConsent>> Consents(OutboxRow row, CancellationToken cancellationToken) =>
        (await row.Readings.Get<LiveConsents>(() => ReadConsents([row], cancellationToken)))?.All ?? [];

    public async Task Read(IReadOnlyCollection<OutboxRow> rows, CancellationToken cancellationToken)
    {
        await ReadSignUps(rows, cancellationToken);
        List<OutboxRow> personal = [.. rows.Where(IsPersonal)];
        if (personal.Count > 0)
        {
            await ReadSchedules(personal, cancellationToken);
            await ReadConsents(personal, cancellationToken);
        }
    }

    private static bool IsPersonal(OutboxRow row) => row.Kind != LetterKind.Issue;

    private async Task ReadSignUps(IReadOnlyCollection<OutboxRow> rows, CancellationToken cancellationToken)
    {
        var (since, ids) = (Stopwatch.GetTimestamp(), rows.Select(r => r.Submission).Distinct().ToList());
        var all = rows.Any(IsPersonal) ? db.Set<SignUp>().Include(s => s.Answers).Include(s => s.Prospect) : (IQueryable<SignUp>)db.Set<SignUp>();
        var signUps = await all.AsNoTracking().Where(s => ids.Contains(s.PublicId)).ToDictionaryAsync(s => s.PublicId, cancellationToken);
        foreach (var row in rows)
        {
            row.Readings.Put(signUps.GetValueOrDefault(row.Submission), since);
        }
    }

    private async Task ReadSchedules(IReadOnlyCollection<OutboxRow> rows, CancellationToken cancellationToken)
    {
        var (since, slugs) = (Stopwatch.GetTimestamp(), new Dictionary<OutboxRow, string>());
        foreach (var row in rows)
        {
            slugs[row] = Webinar.SlugOf((await SignUp(row, cancellationToken))?.Form ?? "") ?? "";
        }

        var schedules = await Schedules([.. slugs.Values.Where(s => s.Length > 0).Distinct()], cancellationToken);
        foreach (var (row, slug) in slugs)
        {
            row.Readings.Put(schedules.GetValueOrDefault(slug), since);
        }
    }

    private async Task<Dictionary<string, Schedule>> Schedules(List<string> slugs, CancellationToken cancellationToken) =>
        slugs.Count == 0 ? [] : await db.Set<Schedule>().AsNoTracking().Where(s => slugs.Contains(s.Slug)).ToDictionaryAsync(s => s.Slug, cancellationToken);

    private async Task ReadConsents(IReadOnlyCollection<OutboxRow> rows, CancellationToken cancellationToken)
    {
        var (since, prospects) = (Stopwatch.GetTimestamp(), rows.Select(r => r.ProspectId).Distinct().ToList());
        var live = await db.Set<Basis>().Live().Where(b => prospects.Contains(b.ProspectId) && b.IsConsent)
            .GroupBy(b => new { b.ProspectId, b.Purpose }).Select(g => new LiveConsent(g.Key.ProspectId, g.Key.Purpose, g.Max(b => b.NoticeHash) ?? "")).ToListAsync(cancellationToken);
        var consents = live.OrderBy(c => c.Purpose, StringComparer.Ordinal).ToLookup(c => c.Prospect);
        foreach (var row in rows)
        {
            row.Readings.Put(new LiveConsents([.. consents[row.ProspectId]]), since);
        }
    }

    private sealed record LiveConsents(IReadOnlyList<LiveConsent> All);
}

/// <summary>A person agrees to a purpose.</summary>
/// <param name="Prospect">By the id of the row.</param>
/// <param name="Notice">Hash of a notice under which they agreed.</param>
public sealed record LiveConsent(long Prospect, string Purpose, string Notice);
