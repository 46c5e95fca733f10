using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Declarations;
using Site.Publishing;
using Site.SignUps;
using Site.Webinars;

namespace Site.MyData;

/// <summary>The submissions of one form under one notice, from the first to the last.</summary>
internal sealed record Cohort(string Form, string NoticeHash, Instant First, Instant Last, int Count)
{
    /// <summary>Its submissions from an instant on; found by the index over form and time.</summary>
    internal IQueryable<SignUp> From(Instant from, SiteDb db) => db.Set<SignUp>()
        .Where(s => s.Form == Form && s.RequestedAt >= from && s.RequestedAt <= Last && s.NoticeHash == NoticeHash);
}

/// <summary>Reads which submissions there are under which notice, and what each notice promised.</summary>
public sealed class Cohorts(SiteDb db, LiveSite live, ILogger<Cohorts> log)
{
    internal Task<List<Cohort>> All(CancellationToken cancellationToken) => db.Set<SignUp>().GroupBy(s => new { s.Form, s.NoticeHash })
        .Select(g => new Cohort(g.Key.Form, g.Key.NoticeHash, g.Min(s => s.RequestedAt), g.Max(s => s.RequestedAt), g.Count()))
        .ToListAsync(cancellationToken);

    /// <summary>Null, and an error in the log, if the notice cannot be read: its submissions stay, and the others must not wait for it.</summary>
    internal async Task<RetentionTerms?> Terms(Cohort cohort, Instant now, CancellationToken cancellationToken)
    {
        var slug = Webinar.SlugOf(cohort.Form);
        var schedule = slug is null ? null : await db.Set<Schedule>().AsNoTracking().FirstOrDefaultAsync(s => s.Slug == slug, cancellationToken);
        if (await Form(cohort, cancellationToken) is not { } form)
        {
            return null;
        }

        var terms = new RetentionTerms(db, form, schedule, live.Part<SiteSettings>().Zone, now);
        if (!terms.IsComplete)
        {
            log.LogError("Nobody knows when the webinar of {Form} ends, so what is kept until then stays. Announce it again.", cohort.Form);
        }

        return terms;
    }

    private async Task<Form?> Form(Cohort cohort, CancellationToken cancellationToken)
    {
        try
        {
            var json = await db.Set<Notice>().Where(n => n.Hash == cohort.NoticeHash).Select(n => n.Json).FirstOrDefaultAsync(cancellationToken);
            return Whole(Declarations.Form.FromJson(json ?? throw new JsonException("It is missing.")));
        }
        catch (JsonException e)
        {
            log.LogError(e, "The notice {Notice} cannot be read, so {Count} submissions of {Form} are not erased. Restore the row from a backup.", cohort.NoticeHash, cohort.Count, cohort.Form);
            return null;
        }
    }

    // What the reader of JSON leaves out is null, whatever the type says.
    private static Form Whole(Form form) =>
        form is { Fields: { } fields, Purposes: { } purposes } && fields.All(f => f?.Purposes is not null) && fields.Any(f => f.Type == FieldType.Email) && purposes.All(p => p?.Retention is not null)
            ? form : throw new JsonException("It lacks fields or purposes.");
}
