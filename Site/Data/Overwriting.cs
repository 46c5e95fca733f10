using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Site.Data;

/// <summary>
/// Has SQLite overwrite with zeros what is deleted (<c>PRAGMA secure_delete</c>); otherwise erased values stay readable in the free parts of the file
/// (Art. 17 GDPR, rule P15). SQLite knows it of a connection only, so each is told when it is opened.
/// </summary>
internal sealed class Overwriting : DbConnectionInterceptor
{
    internal static readonly Overwriting OnEachConnection = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Tell(connection);

    // SQLite does nothing asynchronously.
    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Tell(connection);
        return Task.CompletedTask;
    }

    private static void Tell(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA secure_delete = ON";
        command.ExecuteNonQuery();
    }
}

/// <summary>Makes erased values unreadable at once.</summary>
internal static class Unreadable
{
    /// <summary>
    /// What has been erased still stands in the write-ahead log of SQLite, which is only ever written over: carries it into the database and empties the log.
    /// Does nothing while somebody reads or writes (the next time will) and nothing for SQL Server. Call it outside a transaction.
    /// </summary>
    internal static Task EmptyLog(this SiteDb db, CancellationToken cancellationToken) => db.Database.IsSqlite()
        ? db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken) : Task.CompletedTask;
}
