using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Site.Data;

/// <summary>
/// Lets one writer of this process at a time at the SQLite file, where SQLite itself would have the others sleep and ask again, and commits what
/// has queued up together: one wait for the disk serves them all. Who wrote hears of it only after the commit.
/// </summary>
public sealed class SqliteWriteGate : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly AsyncLocal<bool> _isInside = new();
    private SqliteGroup? _group;
    private Refusal? _refusal;
    private int _waiting;

    /// <summary>Runs <paramref name="write"/> alone, in a transaction of <paramref name="context"/>. If it fails, or the commit does, nothing of it is stored.</summary>
    /// <exception cref="InvalidOperationException">It is asked for within another write, which it would wait for and which would wait for it.</exception>
    public async Task<T> Through<T>(DbContext context, Func<Task<T>> write)
    {
        if (_isInside.Value)
        {
            throw new InvalidOperationException("A write within a write: do it with the same context, or after the transaction.");
        }

        try
        {
            return await Committed(context, write);
        }
        catch
        {
            context.ChangeTracker.Clear();
            throw;
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<T> Committed<T>(DbContext context, Func<Task<T>> write)
    {
        var since = Stopwatch.GetTimestamp();
        Interlocked.Increment(ref _waiting);
        await _turn.WaitAsync();
        Interlocked.Decrement(ref _waiting);
        SqliteGroup? group = null;
        Task<T> written;
        try
        {
            group = _group ??= await Begin(context, since);
            written = group.Write(context, () => Inside(write));
            await ((Task)written).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            await Leave(group);
        }

        // The first of a group lends it its connection, so even who failed stays until the commit.
        await group.Settled;
        return await written;
    }

    // Somebody else holds the file: whoever has waited here just as long is told the same, where each would try it out after the other.
    private async Task<SqliteGroup> Begin(DbContext first, long since)
    {
        if (_refusal is { } earlier && earlier.TriedAt >= since)
        {
            throw new SqliteException(earlier.Failure.Message, earlier.Failure.SqliteErrorCode, earlier.Failure.SqliteExtendedErrorCode);
        }

        var now = Stopwatch.GetTimestamp();
        try
        {
            return await SqliteGroup.Begin(first);
        }
        catch (SqliteException e)
        {
            _refusal = new Refusal(e, now);
            throw;
        }
    }

    // Known to whatever the write calls, and to nobody else.
    private async Task<T> Inside<T>(Func<Task<T>> write)
    {
        _isInside.Value = true;
        return await write();
    }

    // Whoever waits now takes the group over; the last one commits it.
    private async Task Leave(SqliteGroup? group)
    {
        try
        {
            if (Volatile.Read(ref _waiting) == 0 || group is null or { IsFull: true })
            {
                _group = null;
                await (group?.Commit() ?? Task.CompletedTask);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private sealed record Refusal(SqliteException Failure, long TriedAt);
}
