using Microsoft.EntityFrameworkCore;

namespace Site.Data;

/// <summary>
/// Lets one writer of this process at a time at the SQLite file, where SQLite itself would have the others sleep and ask again, and commits what
/// has queued up together: one wait for the disk serves them all. Who wrote hears of it only after the commit.
/// </summary>
public sealed class SqliteWriteGate : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private SqliteGroup? _group;
    private int _waiting;

    /// <summary>Runs <paramref name="write"/> alone, in a transaction of <paramref name="context"/>. If it fails, or the commit does, nothing of it is stored.</summary>
    public async Task<T> Through<T>(DbContext context, Func<Task<T>> write)
    {
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
        Interlocked.Increment(ref _waiting);
        await _turn.WaitAsync();
        Interlocked.Decrement(ref _waiting);
        SqliteGroup? group = null;
        Task<T> written;
        try
        {
            group = _group ??= await SqliteGroup.Begin(context);
            written = group.Write(context, write);
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

    // Whoever waits now takes the group over; the last one commits it.
    private async Task Leave(SqliteGroup? group)
    {
        if (Volatile.Read(ref _waiting) == 0 || group is null or { IsFull: true })
        {
            _group = null;
            await (group?.Commit() ?? Task.CompletedTask);
        }

        _turn.Release();
    }
}
