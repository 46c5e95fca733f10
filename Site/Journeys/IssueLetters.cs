using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Mail;

namespace Site.Journeys;

/// <summary>The letters of an issue in the outbox: how far they are, and how those that have not left are kept back once it is stopped.</summary>
public sealed class IssueLetters(SiteDb db, Claims claims, IClock clock)
{
    private const int BatchSize = 500;

    private static readonly Instant _never = Instant.FromUtc(9999, 12, 31, 0, 0);

    /// <summary>How the letters of an issue are told in the outbox.</summary>
    internal static string Occasion(Guid issue) => issue.ToString("N");

    internal async Task<IssueProgress> Progress(Guid issue)
    {
        var states = await Of(issue).GroupBy(o => new { IsSent = o.SentAt != null, o.WithheldReason, IsReturned = o.BouncedAt != null })
            .Select(g => new { g.Key.IsSent, g.Key.WithheldReason, g.Key.IsReturned, Count = g.Count() }).ToListAsync();
        return new IssueProgress(
            states.Where(s => !s.IsSent && s.WithheldReason is null).Sum(s => s.Count),
            states.Where(s => s.IsSent).Sum(s => s.Count),
            states.Where(s => s.IsSent && s.IsReturned).Sum(s => s.Count),
            states.Where(s => !s.IsSent && s.WithheldReason is not null).GroupBy(s => s.WithheldReason.GetValueOrDefault()).ToDictionary(g => g.Key, g => g.Sum(s => s.Count)));
    }

    /// <summary>
    /// Lets nothing of the issue be claimed any more, by one statement, and gives how many letters that holds. It only keeps them waiting:
    /// should the process die before <see cref="Withhold"/> has gone through them, nothing leaves.
    /// </summary>
    internal Task<int> Hold(Guid issue) => Waiting(issue).ExecuteUpdateAsync(set => set.SetProperty(o => o.DueAt, _never));

    /// <summary>Withholds what has not left, with the proof of each letter, a batch at a time.</summary>
    internal async Task Withhold(Guid issue, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && await WithholdSome(issue) > 0)
        {
            db.ChangeTracker.Clear();
        }
    }

    private Task<int> WithholdSome(Guid issue) => db.InTransaction(async () =>
    {
        var claim = Guid.NewGuid();
        var now = clock.GetCurrentInstant();
        var ids = await Waiting(issue).OrderBy(o => o.Id).Select(o => o.Id).Take(BatchSize).ToListAsync();
        await Waiting(issue).Where(o => ids.Contains(o.Id)).ExecuteUpdateAsync(set => set.SetProperty(o => o.Claim, claim).SetProperty(o => o.ClaimedAt, now));
        var mine = await db.Set<OutboxRow>().Include(o => o.Prospect).Where(o => o.Claim == claim).ToListAsync();
        mine.ForEach(row => claims.Withhold(row, WithheldReason.Stopped));
        await db.SaveChangesAsync();
        return mine.Count;
    });

    private IQueryable<OutboxRow> Waiting(Guid issue) => Of(issue).Where(o => o.Claim == null && o.SentAt == null && o.WithheldAt == null);

    private IQueryable<OutboxRow> Of(Guid issue)
    {
        var occasion = Occasion(issue);
        return db.Set<OutboxRow>().Where(o => o.Kind == LetterKind.Issue && o.Occasion == occasion);
    }
}

/// <summary>How far an issue has come, by what is still stored: with a person who was erased their letter is gone.</summary>
/// <param name="Sent">Accepted by the mail server.</param>
/// <param name="Returned">How many of those came back.</param>
public sealed record IssueProgress(int Waiting, int Sent, int Returned, IReadOnlyDictionary<WithheldReason, int> Withheld)
{
    public int NotSent => Withheld.Values.Sum();

    public int All => Waiting + Sent + NotSent;

    /// <summary>Of all letters, how many are settled, in whole per cent; never 100 while one waits.</summary>
    public int Percent => All == 0 ? 0 : (int)(100L * (Sent + NotSent) / All);
}
