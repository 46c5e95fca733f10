using System.Diagnostics;
using Microsoft.Extensions.Options;

namespace Site.Mail;

/// <summary>
/// Has letters ready to be carried, a small batch at a time, the most urgent first: claims what is due, gives back what its domain has no room for, and reads
/// ahead what the others are written from.
/// </summary>
public sealed class Supply(Claims claims, DueLetters due, IEnumerable<IReadsAhead> readers, Throttle throttle, IOptions<MailOptions> options, ILogger<Supply> log)
{
    private long _releasedAt;

    /// <summary>Fewer lie there than should, so that carriers may soon have to wait.</summary>
    internal bool IsLow(Tray tray) => tray.Count <= Batch / 2;

    /// <summary>The next letters that are due.</summary>
    internal async Task<Supplied> Next() => await Claim(await due.Next(Batch));

    /// <summary>Those that were put since this was last asked and are more urgent than <paramref name="than"/>.</summary>
    internal async Task<Supplied> Urgent(LetterKind than) => await Claim(await due.Urgent(than, Batch));

    /// <summary>A run may last hours; what a neighbour left behind when it died does not wait for its end.</summary>
    internal async Task ReleaseAbandoned()
    {
        if (_releasedAt == 0 || Stopwatch.GetElapsedTime(_releasedAt) > options.Value.ClaimLasts / 2)
        {
            _releasedAt = Stopwatch.GetTimestamp();
            await claims.ReleaseAbandoned();
        }
    }

    // Where letters leave slowly no more are claimed than leave in a second: a withdrawal counts for all that are not.
    private int Batch => options.Value.PerSecond == 0 ? options.Value.BatchSize : Math.Min(options.Value.PerSecond, options.Value.BatchSize);

    private async Task<Supplied> Claim(List<long> ids)
    {
        if (ids.Count == 0)
        {
            return new Supplied([], IsAll: true);
        }

        var rows = await claims.Take(ids);
        var withheld = rows.Count == ids.Count ? 0 : await claims.Withhold([.. ids.Except(rows.Select(r => r.Id))]);
        var admitted = await Admit(rows);
        foreach (var reader in admitted.Count > 0 ? readers : [])
        {
            await ReadAhead(reader, admitted);
        }

        // Where somebody else took all that was found there is nothing more to be had.
        return new Supplied(admitted, IsAll: rows.Count + withheld == 0 && !due.HasMore);
    }

    // What its domain has no room for goes back, untried, and holds up nobody.
    private async Task<List<OutboxRow>> Admit(List<OutboxRow> rows)
    {
        var asked = rows.ConvertAll(row => (Row: row, Due: throttle.Admit(row)));
        foreach (var later in asked.Where(a => a.Due is not null).GroupBy(a => a.Due, a => a.Row))
        {
            await claims.PutBack([.. later], later.Key);
        }

        return [.. asked.Where(a => a.Due is null).Select(a => a.Row)];
    }

    // What could not be read ahead is read for each letter, and fails that one alone.
    private async Task ReadAhead(IReadsAhead reader, List<OutboxRow> rows)
    {
        try
        {
            await reader.Read(rows, CancellationToken.None);
        }
        catch (Exception e)
        {
            log.LogWarning(e, "{Count} letters could not be read ahead.", rows.Count);
        }
    }
}

/// <param name="Rows">Claimed, with their prospects.</param>
/// <param name="IsAll">There is nothing more to be had now.</param>
internal sealed record Supplied(List<OutboxRow> Rows, bool IsAll);
