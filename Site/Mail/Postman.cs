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
    Supply supply, Claims claims, DueLetters due, Turn turn, Throttle throttle, Outage outage, SetBack setBack, AlarmClock alarm, IServiceScopeFactory scopes, IClock clock, IOptions<MailOptions> options)
{
    private static readonly Duration _second = Duration.FromSeconds(1);

    private readonly List<Task> _carriers = [];
    private int _sent;
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
            await Fill(tray, stop);
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
    private async Task Fill(Tray tray, CancellationToken stop)
    {
        var isDry = false;
        while (!tray.IsClosed && !stop.IsCancellationRequested)
        {
            await supply.ReleaseAbandoned();
            var isAsked = turn.TakeAsked();
            isDry &= !isAsked;
            if (!isDry && supply.IsLow(tray))
            {
                isDry = Lay(tray, await supply.Next());
            }
            else if (isAsked && tray.Top is { } top)
            {
                Lay(tray, await supply.Urgent(top));
            }

            if (isDry && tray.IsIdle)
            {
                return;
            }

            await (supply.IsLow(tray) && !isDry ? Task.CompletedTask : turn.Nudged(stop)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // True if there is nothing more to be had.
    private bool Lay(Tray tray, Supplied letters)
    {
        tray.Put(letters.Rows);
        Staff(tray, letters.Rows.Count);
        return letters.IsAll;
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
                await (IsStale(row) ? carrier.PutBack(row) : Carry(carrier, row, tray));
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

    private async Task Carry(Carrier carrier, OutboxRow row, Tray tray)
    {
        var outcome = await carrier.Carry(row);
        Interlocked.Add(ref _sent, outcome.Kind == OutcomeKind.Accepted ? 1 : 0);
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
