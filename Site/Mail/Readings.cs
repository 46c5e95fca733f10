using System.Diagnostics;

namespace Site.Mail;

/// <summary>Reads what letters are about to need of many of them at once: asking for each alone costs more than writing it.</summary>
public interface IReadsAhead
{
    /// <summary>Puts what it reads into the <see cref="OutboxRow.Readings"/> of each row. Letters are read ahead right after they were claimed.</summary>
    Task Read(IReadOnlyCollection<OutboxRow> rows, CancellationToken cancellationToken);
}

/// <summary>What was read for one letter, by its type.</summary>
internal sealed class Readings
{
    // What a person decides counts at once (rule P13): a letter lies on the tray for a moment only, and what is older is read again.
    private static readonly TimeSpan _fresh = TimeSpan.FromSeconds(1);

    private readonly Dictionary<Type, (object? What, long Since)> _all = [];

    /// <param name="since">When reading began, by <see cref="Stopwatch.GetTimestamp"/>: what was decided from then on is not in it.</param>
    internal void Put<T>(T? what, long since)
        where T : class => _all[typeof(T)] = (what, since);

    /// <summary>What was read ahead; <paramref name="read"/>, which puts it here, is called where nothing was or too long ago.</summary>
    internal async Task<T?> Get<T>(Func<Task> read)
        where T : class
    {
        if (!_all.TryGetValue(typeof(T), out var held) || Stopwatch.GetElapsedTime(held.Since) > _fresh)
        {
            await read();
            held = _all[typeof(T)];
        }

        return (T?)held.What;
    }
}
