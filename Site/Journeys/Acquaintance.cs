using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Site.Data;
using Site.Declarations;
using Site.Mail;
using Site.Prospects;
using Site.SignUps;
using Site.Webinars;

namespace Site.Journeys;

/// <summary>Reads what may be used of a person right now. A withdrawal counts from the moment it was committed.</summary>
public sealed class Acquaintance(SiteDb db, LetterReading reading)
{
    /// <summary>The purpose that allows choosing by what the person told us.</summary>
    public const string Personalisation = "personalisation";

    /// <summary>The purpose that allows recommending anything in a letter.</summary>
    public const string Newsletter = "newsletter";

    /// <param name="prospect">By the id of the row.</param>
    public async Task<Known> With(long prospect, CancellationToken cancellationToken = default)
    {
        var consents = await Live(prospect).Select(b => b.Purpose).Distinct().ToListAsync(cancellationToken);
        return await With(prospect, consents, (await Places([prospect], cancellationToken))[prospect], cancellationToken);
    }

    /// <summary>The same with the person whom a letter is to.</summary>
    public async Task<Known> With(OutboxRow row, CancellationToken cancellationToken)
    {
        var consents = await reading.Consents(row, cancellationToken);
        var places = await row.Readings.Get<HeldPlaces>(() => Read([row], cancellationToken));
        return await With(row.ProspectId, [.. consents.Select(c => c.Purpose)], places?.Slugs ?? [], cancellationToken);
    }

    /// <summary>Reads ahead for the letters of which <see cref="With(OutboxRow, CancellationToken)"/> will be asked.</summary>
    internal async Task Read(IReadOnlyCollection<OutboxRow> rows, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        var places = await Places([.. rows.Select(r => r.ProspectId).Distinct()], cancellationToken);
        foreach (var row in rows)
        {
            row.Readings.Put(new HeldPlaces([.. places[row.ProspectId]]), since);
        }
    }

    private async Task<Known> With(long prospect, List<string> consents, IEnumerable<string> places, CancellationToken cancellationToken)
    {
        var allowsSuggestions = consents.Contains(Personalisation);
        var topic = allowsSuggestions ? await Topic(prospect, cancellationToken) : null;
        return new Known(places.ToHashSet(), topic, allowsSuggestions, consents.Contains(Newsletter));
    }

    private IQueryable<Basis> Live(long prospect) =>
        db.Set<Basis>().Live().Where(b => b.ProspectId == prospect && b.IsConsent);

    // Only while taking part is still what the sign-up is kept for: a newsletter or a proof that goes on says nothing about places.
    private async Task<ILookup<long, string>> Places(List<long> prospects, CancellationToken cancellationToken)
    {
        var attending = db.Set<Basis>().Live().Where(b => b.Purpose == Webinar.Purpose);
        var held = await db.Set<SignUp>()
            .Where(s => prospects.Contains(s.ProspectId) && s.ConfirmedAt != null && s.CancelledAt == null && s.ReplacedAt == null && attending.Any(b => b.Submission == s.PublicId))
            .Select(s => new { s.ProspectId, s.Form }).ToListAsync(cancellationToken);
        return held.Where(s => Webinar.SlugOf(s.Form) is not null).ToLookup(s => s.ProspectId, s => Webinar.SlugOf(s.Form) ?? "");
    }

    // Of each sign-up whose own consent is live the topic it gave, the latest confirmed first; and it counts only if the notice of that very
    // sign-up said that the topic serves this. A stranger's sign-up is never confirmed, so it has no live consent.
    private async Task<Told?> Topic(long prospect, CancellationToken cancellationToken)
    {
        var told = from basis in Live(prospect)
                   where basis.Purpose == Personalisation
                   join signUp in db.Set<SignUp>() on basis.Submission equals signUp.PublicId
                   where signUp.ConfirmedAt != null
                   join notice in db.Set<Notice>().AsNoTracking() on signUp.NoticeHash equals notice.Hash
                   from answer in signUp.Answers
                   where answer.Field == Topics.Field
                   orderby signUp.ConfirmedAt descending, signUp.Id descending
                   select new { answer.Value, Notice = notice };
        await foreach (var each in told.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (each.Notice.Form.Fields.FirstOrDefault(f => f.Key == Topics.Field && f.Purposes.Contains(Personalisation)) is { } asked)
            {
                return new Told(each.Value, asked.Said(each.Value, each.Notice.Form.In));
            }
        }

        return null;
    }

    private sealed record HeldPlaces(IReadOnlyList<string> Slugs);
}
