using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Prospects;

namespace Site.Mail;

/// <summary>
/// What is due and neither sent nor withheld, the most urgent first. It is read in large pieces, because finding out what comes first costs as much as
/// there is waiting: a letter costs the same whether a thousand wait or a hundred thousand. What is put meanwhile and is more urgent comes first nevertheless.
/// </summary>
public sealed class DueLetters(SiteDb db, IClock clock)
{
    private const int Piece = 2000;

    // What becomes due without being put, such as a second attempt, is found with the next piece.
    private static readonly TimeSpan _fresh = TimeSpan.FromSeconds(2);
    private static readonly LetterKind[] _kinds = [.. Enum.GetValues<LetterKind>().Order()];

    private readonly Queue<(long Id, LetterKind Kind)> _piece = new();
    private long _readAt;
    private long _seen;

    /// <summary>More was read than was given out.</summary>
    internal bool HasMore => _piece.Count > 0;

    /// <summary>The ids of the next letters, at most <paramref name="most"/>. Whether they may leave is decided by <see cref="Claims"/>.</summary>
    internal async Task<List<long>> Next(int most)
    {
        if (_piece.Count == 0 || Stopwatch.GetElapsedTime(_readAt) > _fresh)
        {
            await Read();
        }

        List<long> ids = _piece.TryPeek(out var first) ? await Urgent(first.Kind, most) : [];
        while (ids.Count < most && _piece.TryDequeue(out var next))
        {
            ids.Add(next.Id);
        }

        return ids;
    }

    /// <summary>When the next letter becomes due, if that is within <paramref name="within"/> after <paramref name="now"/>: nobody rings for it.</summary>
    internal Task<Instant?> After(Instant now, Duration within)
    {
        var until = now + within;
        return db.Set<OutboxRow>().Where(o => o.Claim == null && o.SentAt == null && o.WithheldAt == null && o.DueAt > now && o.DueAt <= until)
            .OrderBy(o => o.DueAt).Select(o => (Instant?)o.DueAt).FirstOrDefaultAsync();
    }

    /// <summary>The ids of letters that were put since this was last asked and are more urgent than <paramref name="than"/>.</summary>
    internal async Task<List<long>> Urgent(LetterKind than, int most)
    {
        var (now, seen) = (clock.GetCurrentInstant(), _seen);
        _seen = await Newest();
        if (seen == _seen)
        {
            return [];
        }

        // Found by their ids: the new ones are few, and whether they are due is looked at here, for the index by due time would have all that wait gone through.
        var put = await Unsent(now).Where(o => o.Id > seen && o.Kind < than).OrderBy(o => o.Id).Select(o => new { o.Id, o.Kind, o.DueAt }).Take(Piece).ToListAsync();
        var urgent = put.Where(o => o.DueAt <= now).OrderBy(o => o.Kind).ThenBy(o => o.DueAt).ThenBy(o => o.Id).Select(o => o.Id).ToList();
        if (urgent.Count > most || put.Count == Piece)
        {
            _piece.Clear();
        }

        return urgent.Count > most ? urgent[..most] : urgent;
    }

    // Kind by kind, so that of each no more rows are looked at than are taken; the index is by due time.
    private async Task Read()
    {
        var now = clock.GetCurrentInstant();
        _piece.Clear();
        (_seen, _readAt) = (await Newest(), Stopwatch.GetTimestamp());
        foreach (var kind in _kinds.TakeWhile(_ => _piece.Count < Piece))
        {
            // By due time alone, as the index is: with anything more, all that is due at one time would be sorted first.
            var ids = await Unsent(now).Where(o => o.DueAt <= now && o.Kind == kind).OrderBy(o => o.DueAt).Select(o => o.Id).Take(Piece - _piece.Count).ToListAsync();
            ids.ForEach(id => _piece.Enqueue((id, kind)));
        }
    }

    private Task<long> Newest() => db.Set<OutboxRow>().OrderByDescending(o => o.Id).Select(o => o.Id).FirstOrDefaultAsync();

    // What waits for its confirmation is not due yet, whatever its row says, unless it is too late for it.
    private IQueryable<OutboxRow> Unsent(Instant now) => db.Set<OutboxRow>().Where(o => o.Claim == null && o.SentAt == null && o.WithheldAt == null)
        .Where(o => o.Kind == LetterKind.Confirmation || o.Kind == LetterKind.Withdrawal || o.Kind == LetterKind.Access || o.PastAt <= now
            || !db.Set<Basis>().Any(b => b.Submission == o.Submission && b.Purpose == o.Purpose && b.EndedAt == null && b.LiveFrom == null));
}
