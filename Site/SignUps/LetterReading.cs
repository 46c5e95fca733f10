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
    /// <summary>The submission with its answers and its prospect; null if it is gone.</summary>
    public Task<SignUp?> SignUp(OutboxRow row, CancellationToken cancellationToken) => row.Readings.Get<SignUp>(() => Read([row], cancellationToken));

    /// <summary>When the webinar of the submission takes place; null where there is none.</summary>
    public Task<Schedule?> Schedule(OutboxRow row, CancellationToken cancellationToken) => row.Readings.Get<Schedule>(() => Read([row], cancellationToken));

    /// <summary>The consents of the person that are live, by purpose.</summary>
    public async Task<IReadOnlyList<LiveConsent>> Consents(OutboxRow row, CancellationToken cancellationToken) =>
        (await row.Readings.Get<LiveConsents>(() => Read([row], cancellationToken)))?.All ?? [];

    public async Task Read(IReadOnlyCollection<OutboxRow> rows, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        var signUps = await SignUps([.. rows.Select(r => r.Submission).Distinct()], cancellationToken);
        var schedules = await Schedules([.. signUps.Values.Select(s => Webinar.SlugOf(s.Form)).OfType<string>().Distinct()], cancellationToken);
        var consents = await Consents([.. rows.Select(r => r.ProspectId).Distinct()], cancellationToken);
        foreach (var row in rows)
        {
            var signUp = signUps.GetValueOrDefault(row.Submission);
            row.Readings.Put(signUp, since);
            row.Readings.Put(Webinar.SlugOf(signUp?.Form ?? "") is { } slug ? schedules.GetValueOrDefault(slug) : null, since);
            row.Readings.Put(new LiveConsents([.. consents[row.ProspectId]]), since);
        }
    }

    private Task<Dictionary<Guid, SignUp>> SignUps(List<Guid> submissions, CancellationToken cancellationToken) =>
        db.Set<SignUp>().AsNoTracking().Include(s => s.Answers).Include(s => s.Prospect).Where(s => submissions.Contains(s.PublicId)).ToDictionaryAsync(s => s.PublicId, cancellationToken);

    private async Task<Dictionary<string, Schedule>> Schedules(List<string> slugs, CancellationToken cancellationToken) =>
        slugs.Count == 0 ? [] : await db.Set<Schedule>().AsNoTracking().Where(s => slugs.Contains(s.Slug)).ToDictionaryAsync(s => s.Slug, cancellationToken);

    private async Task<ILookup<long, LiveConsent>> Consents(List<long> prospects, CancellationToken cancellationToken) =>
        (await db.Set<Basis>().Where(b => prospects.Contains(b.ProspectId) && b.IsConsent && b.LiveFrom != null && b.EndedAt == null)
            .GroupBy(b => new { b.ProspectId, b.Purpose }).Select(g => new LiveConsent(g.Key.ProspectId, g.Key.Purpose, g.Max(b => b.NoticeHash) ?? "")).ToListAsync(cancellationToken))
        .OrderBy(c => c.Purpose, StringComparer.Ordinal).ToLookup(c => c.Prospect);

    private sealed record LiveConsents(IReadOnlyList<LiveConsent> All);
}

/// <summary>A person agrees to a purpose.</summary>
/// <param name="Prospect">By the id of the row.</param>
/// <param name="Notice">Hash of a notice under which they agreed.</param>
public sealed record LiveConsent(long Prospect, string Purpose, string Notice);
