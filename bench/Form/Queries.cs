using System.Diagnostics;

namespace Bench.Form;

/// <summary>Counts what is asked of the database while a page is made; what jobs ask meanwhile is theirs.</summary>
internal sealed class Queries : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly AsyncLocal<bool> _isPage = new();

    private readonly IDisposable _listeners;

    private long _count;

    public Queries() => _listeners = DiagnosticListener.AllListeners.Subscribe(this);

    public long Count => Interlocked.Read(ref _count);

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore")
        {
            value.Subscribe(this, name => name == "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuted");
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (_isPage.Value)
        {
            Interlocked.Increment(ref _count);
        }
    }

    /// <summary>What follows, in this flow, belongs to a page.</summary>
    public Task Watch(HttpContext context, RequestDelegate next)
    {
        _isPage.Value = true;
        return next(context);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _listeners.Dispose();
}
