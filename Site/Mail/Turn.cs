namespace Site.Mail;

/// <summary>
/// One postman at a time in this process: more would only share the same few connections, and what a crash can send twice must stay as few. Whoever comes
/// meanwhile has the one at work look again, so that no ring is lost.
/// </summary>
public sealed class Turn : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _nudges = new(0);
    private TaskCompletionSource? _end;
    private bool _isAsked;

    /// <summary>Completes when the run that is under way has ended.</summary>
    internal Task Ended
    {
        get
        {
            lock (_lock)
            {
                return _end?.Task ?? Task.CompletedTask;
            }
        }
    }

    /// <summary>False if somebody is at work; they look again before they end.</summary>
    internal bool TryBegin()
    {
        lock (_lock)
        {
            if (_end is null)
            {
                _end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return true;
            }

            _isAsked = true;
        }

        Nudge();
        return false;
    }

    /// <summary>Whether somebody came since this was last asked.</summary>
    internal bool TakeAsked()
    {
        lock (_lock)
        {
            (var asked, _isAsked) = (_isAsked, false);
            return asked;
        }
    }

    /// <summary>Ends the turn. True if somebody came meanwhile whom nobody has answered.</summary>
    internal bool End()
    {
        TaskCompletionSource? end;
        bool asked;
        lock (_lock)
        {
            (end, asked, _end, _isAsked) = (_end, _isAsked, null, false);
        }

        end?.TrySetResult();
        return asked;
    }

    /// <summary>Wakes whoever waits for something to change.</summary>
    internal void Nudge()
    {
        if (_nudges.CurrentCount == 0)
        {
            _nudges.Release();
        }
    }

    /// <summary>Completes with the next nudge, or at once if there was one that nobody waited for.</summary>
    internal Task Nudged(CancellationToken stop) => _nudges.WaitAsync(stop);

    public void Dispose() => _nudges.Dispose();
}
