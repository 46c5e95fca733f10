using System.Diagnostics;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Site.Mail;

/// <summary>
/// How many letters this process may hand over in a second, in all (<c>Mail__PerSecond</c>) and to one recipient's domain (<c>Mail__PerDomain</c>).
/// Each node counts its own.
/// </summary>
public sealed class Throttle(IClock clock, IOptions<MailOptions> options) : IDisposable
{
    private const int MostDomains = 1000;

    // A clock of the operating system wakes late now and then; what was missed so may be made good.
    private static readonly TimeSpan _lenience = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Budget> _domains = new(StringComparer.OrdinalIgnoreCase);
    private readonly SemaphoreSlim _pace = new(1, 1);
    private long _free = Stopwatch.GetTimestamp();

    /// <summary>Null if the letter may go now, and then it counts; otherwise from when on it may be tried again.</summary>
    internal Instant? Admit(OutboxRow row)
    {
        if (options.Value.PerDomain == 0 || row.Prospect?.Address is not { } address)
        {
            return null;
        }

        lock (_lock)
        {
            var second = clock.GetCurrentInstant().ToUnixTimeSeconds();
            var due = Of(address[(address.LastIndexOf('@') + 1)..], second).Ask(second, options.Value.PerDomain, IsUrgent(row.Kind));
            return due is { } at ? Instant.FromUnixTimeSeconds(at) : null;
        }
    }

    /// <summary>Waits until one letter more may leave, and then returns what <paramref name="take"/> gives. One waits at a time, so that the most urgent letter of that moment is taken.</summary>
    internal async Task<OutboxRow?> Pace(Func<Task<OutboxRow?>> take)
    {
        if (options.Value.PerSecond == 0)
        {
            return await take();
        }

        await _pace.WaitAsync();
        try
        {
            await Task.Delay(TimeSpan.FromTicks(Math.Max(0, Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), _free).Ticks)));
            var row = await take();
            _free = row is null ? _free : Math.Max(_free, Stopwatch.GetTimestamp() - Ticks(_lenience)) + Ticks(TimeSpan.FromSeconds(1.0 / options.Value.PerSecond));
            return row;
        }
        finally
        {
            _pace.Release();
        }
    }

    public void Dispose() => _pace.Dispose();

    // Somebody waits for these; they take the next second's budget before the others get to it.
    private static bool IsUrgent(LetterKind kind) => kind <= LetterKind.Withdrawal;

    private Budget Of(string domain, long second)
    {
        if (_domains.Count > MostDomains)
        {
            _domains.Where(d => d.Value.IsOver(second)).ToList().ForEach(d => _domains.Remove(d.Key));
        }

        return _domains.TryGetValue(domain, out var budget) ? budget : _domains[domain] = new Budget();
    }

    private static long Ticks(TimeSpan span) => (long)(span.TotalSeconds * Stopwatch.Frequency);

    /// <summary>Of one domain: how many went in this second, and up to when those that could not are spread.</summary>
    private sealed class Budget
    {
        private long _second, _last;
        private int _gone, _inLast;

        internal bool IsOver(long second) => _second < second && _last < second;

        internal long? Ask(long second, int most, bool isUrgent)
        {
            // Also where the clock was set back: nothing that was counted in an hour to come holds.
            if (second != _second)
            {
                (_last, _inLast) = second < _second || _last <= second ? (second, most) : (_last, _inLast);
                (_second, _gone) = (second, 0);
            }

            if (_gone < most)
            {
                _gone++;
                return null;
            }

            return isUrgent ? second + 1 : Spread(most);
        }

        private long Spread(int most)
        {
            (_last, _inLast) = _inLast < most ? (_last, _inLast + 1) : (_last + 1, 1);
            return _last;
        }
    }
}
