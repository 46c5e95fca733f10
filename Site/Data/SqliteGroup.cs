using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Site.Data;

/// <summary>Writes that share one transaction: that of the first, whose connection the others borrow. Each can be undone by itself.</summary>
internal sealed class SqliteGroup
{
    private const int MostMembers = 64;
    private const string Savepoint = "member";

    private readonly DbContext _first;
    private readonly IDbContextTransaction _transaction;
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _broken;
    private int _members;

    private SqliteGroup(DbContext first, IDbContextTransaction transaction) => (_first, _transaction) = (first, transaction);

    /// <summary>No more may join, so that nobody waits long.</summary>
    internal bool IsFull => _members >= MostMembers || _broken is not null;

    /// <summary>Completes with the commit, or fails with what kept it from being done.</summary>
    internal Task Settled => _settled.Task;

    private SqliteTransaction Own => (SqliteTransaction)_transaction.GetDbTransaction();

    /// <exception cref="SqliteException">Somebody else holds the file.</exception>
    internal static async Task<SqliteGroup> Begin(DbContext first) => new(first, await first.Database.BeginTransactionAsync());

    /// <summary>Does what <paramref name="context"/> has to write; undoes it alone if it fails.</summary>
    internal async Task<T> Write<T>(DbContext context, Func<Task<T>> write)
    {
        _members++;
        // The member's own savepoint is enough; EF would set one at each save.
        context.Database.AutoSavepointsEnabled = false;
        if (ReferenceEquals(context, _first))
        {
            return await Undoable(write);
        }

        var own = context.Database.GetConnectionString();
        context.Database.SetDbConnection(Own.Connection);
        await context.Database.UseTransactionAsync(Own);
        try
        {
            return await Undoable(write);
        }
        finally
        {
            await context.Database.UseTransactionAsync(null);
            context.Database.SetDbConnection(null);
            context.Database.SetConnectionString(own);
        }
    }

    internal async Task Commit()
    {
        try
        {
            await (_broken is null ? _transaction.CommitAsync() : Task.CompletedTask);
        }
        catch (SqliteException e)
        {
            _broken = e;
        }

        await _transaction.DisposeAsync();
        Settle();
    }

    private void Settle()
    {
        if (_broken is null)
        {
            _settled.SetResult();
        }
        else
        {
            _settled.SetException(_broken);
        }
    }

    private async Task<T> Undoable<T>(Func<Task<T>> write)
    {
        Own.Save(Savepoint);
        try
        {
            var result = await write();
            Own.Release(Savepoint);
            return result;
        }
        catch (Exception e)
        {
            Undo(e);
            throw;
        }
    }

    // A full disk makes SQLite undo everything by itself: then nothing of the others is left to commit either.
    private void Undo(Exception failure)
    {
        try
        {
            Own.Rollback(Savepoint);
            Own.Release(Savepoint);
        }
        catch (Exception e) when (e is SqliteException or InvalidOperationException)
        {
            _broken = failure;
        }
    }
}
