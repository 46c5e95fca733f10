namespace Site.Mail;

/// <summary>Letters that are claimed and not begun, the most urgent on top. Many take from it, one puts in.</summary>
/// <param name="takers">How many may be waiting for one at most.</param>
internal sealed class Tray(Turn turn, int takers) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _there = new(0);
    private readonly PriorityQueue<OutboxRow, (LetterKind, NodaTime.Instant, long)> _rows = new();
    private int _begun;
    private bool _isClosed;

    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _rows.Count;
            }
        }
    }

    /// <summary>Nothing lies here, and nothing that was taken is still on its way.</summary>
    internal bool IsIdle
    {
        get
        {
            lock (_lock)
            {
                return _rows.Count == 0 && _begun == 0;
            }
        }
    }

    internal bool IsClosed => _isClosed;

    /// <summary>The kind of the letter on top; null for an empty tray.</summary>
    internal LetterKind? Top
    {
        get
        {
            lock (_lock)
            {
                return _rows.TryPeek(out var row, out _) ? row.Kind : null;
            }
        }
    }

    internal void Put(IReadOnlyCollection<OutboxRow> rows)
    {
        lock (_lock)
        {
            foreach (var row in rows)
            {
                _rows.Enqueue(row, (row.Kind, row.DueAt, row.Id));
            }
        }

        if (rows.Count > 0)
        {
            _there.Release(rows.Count);
        }
    }

    /// <summary>Waits until there is a letter; null once the tray is closed.</summary>
    internal async Task<OutboxRow?> Take()
    {
        while (true)
        {
            await _there.WaitAsync();
            lock (_lock)
            {
                if (_isClosed)
                {
                    return null;
                }

                if (_rows.TryDequeue(out var row, out _))
                {
                    _begun++;
                    return row;
                }
            }
        }
    }

    /// <summary>To be called for each letter that was taken, when all about it is done.</summary>
    internal void Done()
    {
        lock (_lock)
        {
            _begun--;
        }

        turn.Nudge();
    }

    /// <summary>Nobody gets anything any more.</summary>
    internal void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
        }

        _there.Release(takers);
        turn.Nudge();
    }

    /// <summary>What lies in the closed tray.</summary>
    internal List<OutboxRow> Rest() => [.. _rows.UnorderedItems.Select(item => item.Element)];

    public void Dispose() => _there.Dispose();
}
