using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Mail;
using Site.SignUps;

namespace Site.Journeys;

/// <summary>
/// Puts a released issue into the outbox, one letter a person, once its time has come. Who has one already is known from the outbox itself, so that it goes on where
/// a killed one ended; the issue's row is written with every batch, so that two nodes and a stop queue behind each other.
/// </summary>
public sealed class IssueSpread(SiteDb db, IssueAudience audience, IssueLetters letters, Outbox outbox, AlarmClock alarm, IClock clock)
{
    /// <summary>The name of the recurring job.</summary>
    public const string Job = "issues";

    private const int BatchSize = 500;

    // What a stop left behind when its process died is found for so long.
    private static readonly Duration _lookBack = Duration.FromDays(30);

    public async Task Run(CancellationToken cancellationToken = default)
    {
        var now = clock.GetCurrentInstant();
        var due = await db.Set<Issue>().AsNoTracking().Where(i => i.SpreadAt == null && i.StoppedAt == null && i.DueAt <= now).OrderBy(i => i.DueAt).ToListAsync(cancellationToken);
        foreach (var issue in due)
        {
            await Spread(issue, cancellationToken);
        }

        var since = now - _lookBack;
        foreach (var stopped in await db.Set<Issue>().Where(i => i.StoppedAt > since).Select(i => i.PublicId).ToListAsync(cancellationToken))
        {
            await letters.Withhold(stopped, cancellationToken);
        }
    }

    private async Task Spread(Issue issue, CancellationToken cancellationToken)
    {
        long? after = 0;
        while (after is not null && !cancellationToken.IsCancellationRequested)
        {
            after = await db.InTransaction(() => SpreadSome(issue, after.Value, cancellationToken));
            db.ChangeTracker.Clear();
            alarm.Ring();
        }
    }

    // Null when there is nothing left to do: everybody has a letter, or somebody has stopped it.
    private async Task<long?> SpreadSome(Issue issue, long after, CancellationToken cancellationToken)
    {
        var mine = db.Set<Issue>().Where(i => i.Id == issue.Id && i.StoppedAt == null && i.SpreadAt == null);
        if (await mine.ExecuteUpdateAsync(set => set.SetProperty(i => i.ChangedAt, i => i.ChangedAt), cancellationToken) == 0)
        {
            return null;
        }

        var people = await Missing(issue, after).Take(BatchSize).ToListAsync(cancellationToken);
        foreach (var person in people)
        {
            outbox.Put(new NewLetter(
                LetterKind.Issue, person.Prospect, person.Submission, Acquaintance.Newsletter, person.Language, issue.DueAt.GetValueOrDefault(), Past: null, IssueLetters.Occasion(issue.PublicId)));
        }

        await db.SaveChangesAsync(cancellationToken);
        if (people.Count == BatchSize)
        {
            return people[^1].Prospect;
        }

        await mine.ExecuteUpdateAsync(set => set.SetProperty(i => i.SpreadAt, clock.GetCurrentInstant()), cancellationToken);
        return null;
    }

    private IQueryable<Recipient> Missing(Issue issue, long after)
    {
        var occasion = IssueLetters.Occasion(issue.PublicId);
        return audience.Of(issue.DueAt.GetValueOrDefault())
            .Where(b => b.ProspectId > after && !db.Set<OutboxRow>().Any(o => o.ProspectId == b.ProspectId && o.Kind == LetterKind.Issue && o.Occasion == occasion))
            .OrderBy(b => b.ProspectId)
            .Join(db.Set<SignUp>(), b => b.Submission, s => s.PublicId, (b, s) => new { b.ProspectId, b.Submission, s.Language })
            .OrderBy(r => r.ProspectId).Select(r => new Recipient(r.ProspectId, r.Submission, r.Language));
    }

    private sealed record Recipient(long Prospect, Guid Submission, string Language);
}
