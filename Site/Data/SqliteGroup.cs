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
    internal static async Task<SqliteGroup> Begin(DbContext first)
    {
        try
        {
            return new(first, await first.Database.BeginTransactionAsync());
        }
        catch
        {
            // EF has opened the connection and leaves it so, even in the pool of contexts: it could never borrow another one again.
            await first.Database.CloseConnectionAsync();
            throw;
        }
    }

    /// <summary>Does what <paramref name="context"/> has to write; undoes it alone if it fails.</summary>
    internal async Task<T> Write<T>(DbContext context, Func<Task<T>> write)
    {
        _members++;
        // The member's own savepoint is enough; EF would set one at each save.
        context.Database.AutoSavepointsEnabled = false;
        try
        {
            return await (ReferenceEquals(context, _first) ? Undoable(write) : Borrowing(context, write));
        }
        finally
        {
            context.Database.AutoSavepointsEnabled = true;
        }
    }

    /// <summary>Ends the group. Whatever fails here is for its members to hear, never for whoever happened to be the last.</summary>
    internal async Task Commit()
    {
        try
        {
            await using (_transaction)
            {
                await (_broken is null ? _transaction.CommitAsync() : Task.CompletedTask);
            }
        }
        catch (Exception e)
        {
            _broken ??= e;
        }

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

    private async Task<T> Borrowing<T>(DbContext context, Func<Task<T>> write)
    {
        var own = context.Database.GetConnectionString();
        context.Database.SetDbConnection(Own.Connection);
        try
        {
            await context.Database.UseTransactionAsync(Own);
            return await Undoable(write);
        }
        finally
        {
            await context.Database.UseTransactionAsync(null);
            context.Database.SetDbConnection(null);
            context.Database.SetConnectionString(own);
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
