using System.Diagnostics;
using Hangfire;
using Microsoft.Extensions.Options;
using NodaTime;
using Site.Evidence;

namespace Site.Mail;

/// <summary>
/// Takes what is due from the outbox and has it carried: claim, write, send, then record use and evidence. Letters are claimed in small batches, the most
/// urgent first, and lie on a <see cref="Tray"/> until one of a few carriers takes the one on top: so a confirmation overtakes whatever is being sent.
/// </summary>
public sealed class Postman(
    Claims claims, DueLetters due, IEnumerable<IReadsAhead> readers, Turn turn, Throttle throttle, Outage outage, SetBack setBack, AlarmClock alarm, IServiceScopeFactory scopes, IClock clock,
    IOptions<MailOptions> options, ILogger<Postman> log)
{
    private static readonly Duration _second = Duration.FromSeconds(1);

    private readonly List<Task> _carriers = [];
    private int _sent;
    private long _releasedAt;
    private Instant? _next;

    /// <summary>Delivers; returns at once if this process is at it already, which then looks again.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task Wake(CancellationToken stop) => turn.TryBegin() ? Run(stop) : Task.CompletedTask;

    /// <summary>
    /// Sends until nothing is due, the database is found to be set back, the mail server is out of reach (then not again before the outage has passed) or
    /// <paramref name="stop"/> is asked for. Returns how many were sent. Waits for a run that is under way.
    /// </summary>
    public async Task<int> Deliver(CancellationToken stop)
    {
        while (!turn.TryBegin())
        {
            await turn.Ended.WaitAsync(stop);
        }

        await Run(stop);
        return _sent;
    }

    private async Task Run(CancellationToken stop)
    {
        try
        {
            if (!outage.IsOn && !await setBack.IsSo())
            {
                await Work(stop);
                _next = await due.After(clock.GetCurrentInstant(), Duration.FromTimeSpan(options.Value.Sweep));
            }
        }
        finally
        {
            Ring(isAsked: turn.End());
        }
    }

    // For what came too late for this run, and for what has to wait a moment only.
    private void Ring(bool isAsked)
    {
        if (outage.IsOn)
        {
            alarm.RingIn(options.Value.Outage);
        }
        else if (isAsked)
        {
            alarm.Ring();
        }
        else if (_next is { } next)
        {
            alarm.RingIn(Duration.Max(_second, next - clock.GetCurrentInstant()).ToTimeSpan());
        }
    }

    private async Task Work(CancellationToken stop)
    {
        using var tray = new Tray(turn, options.Value.Connections);
        try
        {
            await Supply(tray, stop);
        }
        finally
        {
            tray.Close();
            await ((Task)Task.WhenAll(_carriers)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await (tray.Rest() is { Count: > 0 } rest ? claims.PutBack(rest) : Task.CompletedTask);
        }

        await Task.WhenAll(_carriers);
    }

    // Nothing found and nothing on its way is the end.
    private async Task Supply(Tray tray, CancellationToken stop)
    {
        var isDry = false;
        while (!tray.IsClosed && !stop.IsCancellationRequested)
        {
            await ReleaseAbandoned();
            var isAsked = turn.TakeAsked();
            isDry &= !isAsked;
            if (!isDry && IsLow(tray))
            {
                isDry = !await Claim(tray, await due.Next(Batch));
            }
            else if (isAsked && tray.Top is { } top)
            {
                await Claim(tray, await due.Urgent(top, Batch));
            }

            if (isDry && tray.IsIdle)
            {
                return;
            }

            await (IsLow(tray) && !isDry ? Task.CompletedTask : turn.Nudged(stop)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // A run may last hours; what a neighbour left behind when it died does not wait for its end.
    private async Task ReleaseAbandoned()
    {
        if (_releasedAt == 0 || Stopwatch.GetElapsedTime(_releasedAt) > options.Value.ClaimLasts / 2)
        {
            _releasedAt = Stopwatch.GetTimestamp();
            await claims.ReleaseAbandoned();
        }
    }

    // Where letters leave slowly no more are claimed than leave in a second: a withdrawal counts for all that are not.
    private int Batch => options.Value.PerSecond == 0 ? options.Value.BatchSize : Math.Min(options.Value.PerSecond, options.Value.BatchSize);

    private bool IsLow(Tray tray) => tray.Count <= Batch / 2;

    // False if there is nothing more to be had: what was found was taken by somebody else.
    private async Task<bool> Claim(Tray tray, List<long> ids)
    {
        if (ids.Count == 0)
        {
            return false;
        }

        var rows = await claims.Take(ids);
        var withheld = rows.Count == ids.Count ? 0 : await claims.Withhold([.. ids.Except(rows.Select(r => r.Id))]);
        await Lay(tray, await Admit(rows));
        return rows.Count + withheld > 0 || due.HasMore;
    }

    private async Task Lay(Tray tray, List<OutboxRow> rows)
    {
        foreach (var reader in rows.Count > 0 ? readers : [])
        {
            await ReadAhead(reader, rows);
        }

        tray.Put(rows);
        Staff(tray, rows.Count);
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

    // As many carriers as there is work for: a single confirmation needs but one.
    private void Staff(Tray tray, int rows)
    {
        for (var i = Math.Min(rows, options.Value.Connections - _carriers.Count(c => !c.IsCompleted)); i > 0; i--)
        {
            _carriers.Add(Task.Run(() => Carry(tray)));
        }
    }

    private async Task Carry(Tray tray)
    {
        await using var scope = scopes.CreateAsyncScope();
        var carrier = scope.ServiceProvider.GetRequiredService<Carrier>();
        while (await throttle.Pace(tray.Take) is { } row)
        {
            try
            {
                await (IsStale(row) ? carrier.PutBack(row) : Carry(scope.ServiceProvider, carrier, row, tray));
            }
            catch
            {
                tray.Close();
                throw;
            }
            finally
            {
                tray.Done();
            }
        }
    }

    private async Task Carry(IServiceProvider services, Carrier carrier, OutboxRow row, Tray tray)
    {
        var outcome = await carrier.Carry(row);
        Interlocked.Add(ref _sent, outcome.Kind == OutcomeKind.Accepted ? 1 : 0);
        await (outcome.Unreachable is { } status ? services.GetRequiredService<Bounces>().Refused(row.PublicId, status) : Task.CompletedTask);
        if (outcome.ConcernsAll)
        {
            outage.Note();
            tray.Close();
        }
    }

    // Nobody begins a letter whose claim may run out before it is recorded, or has been freed because the clock was set back.
    private bool IsStale(OutboxRow row)
    {
        var (held, lasts) = (clock.GetCurrentInstant() - row.ClaimedAt.GetValueOrDefault(), Duration.FromTimeSpan(options.Value.ClaimLasts));
        return held >= lasts / 2 || held < -lasts;
    }
}
