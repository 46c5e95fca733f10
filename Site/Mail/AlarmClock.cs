using System.Diagnostics;
using System.Threading.Channels;
using Hangfire;

namespace Site.Mail;

/// <summary>
/// Wakes the postman. The outbox is the truth: a ring that is lost costs at most one sweep. Many rings become one job,
/// and a ring is never answered by a job that was already there before it.
/// </summary>
public sealed class AlarmClock(IServiceProvider services, ILogger<AlarmClock> log) : BackgroundService
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);

    private readonly Channel<bool> _rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private long _next = long.MaxValue;

    /// <summary>To be called after the commit. Returns at once and cannot fail.</summary>
    public void Ring() => _rung.Writer.TryWrite(true);

    /// <summary>The same after a pause, unless it rings before that anyway. Returns at once.</summary>
    public void RingIn(TimeSpan pause)
    {
        var at = Stopwatch.GetTimestamp() + (long)(pause.TotalSeconds * Stopwatch.Frequency);
        if (at < Interlocked.Read(ref _next))
        {
            Interlocked.Exchange(ref _next, at);
            _ = Task.Delay(pause).ContinueWith(_ => RingAt(at), TaskScheduler.Default);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _rung.Reader.WaitToReadAsync(stoppingToken))
        {
            _rung.Reader.TryRead(out _);
            Enqueue();
            await Task.Delay(_pause, stoppingToken);
        }
    }

    // One that was set for earlier has rung by then.
    private void RingAt(long at)
    {
        Interlocked.CompareExchange(ref _next, long.MaxValue, at);
        Ring();
    }

    // The client is asked for only here: commands without jobs ring too. Whatever goes wrong, the next ring must be heard:
    // an exception that left a background service would stop the whole site.
    private void Enqueue()
    {
        try
        {
            services.GetRequiredService<IBackgroundJobClient>().Enqueue<Postman>(postman => postman.Wake(CancellationToken.None));
        }
        catch (Exception e)
        {
            log.LogWarning(e, "The postman could not be woken; the next sweep will.");
        }
    }
}
