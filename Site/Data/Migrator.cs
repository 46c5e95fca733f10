using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Site.Data;

/// <summary>
/// Brings the embedded database up to date before anything else starts. SQL Server is brought up to date by the command <c>migrate</c>,
/// once, and not by each node.
/// </summary>
internal sealed class SqliteMigrator<TContext>(IServiceScopeFactory scopes, DbContextOptions<TContext> options) : IHostedService
    where TContext : DbContext, IEmbedded
{
    private const int NoSuchTable = 1;

    // Found out by hand: EF would build the context's whole model first, look at every type of the site for migrations, and build another model of its history table.
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (TContext.Migrations.Except(Applied(RelationalOptionsExtension.Extract(options))).Any())
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<TContext>().Database.BringUpToDate();
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static List<string> Applied(RelationalOptionsExtension sqlite)
    {
        using var connection = new SqliteConnection(sqlite.ConnectionString);
        return File.Exists(connection.DataSource) ? Applied(connection, sqlite.MigrationsHistoryTableName) : [];
    }

    private static List<string> Applied(SqliteConnection connection, string? history)
    {
        connection.Open();
        using var command = new SqliteCommand($"SELECT MigrationId FROM \"{history}\"", connection);
        try
        {
            using var rows = command.ExecuteReader();
            return [.. rows.Cast<System.Data.Common.DbDataRecord>().Select(r => r.GetString(0))];
        }
        catch (SqliteException e) when (e.SqliteErrorCode == NoSuchTable)
        {
            return [];
        }
    }
}

/// <summary>A context for the embedded database.</summary>
public interface IEmbedded
{
    /// <summary>All migrations there are: a database that has had them needs none.</summary>
    static abstract IReadOnlyList<string> Migrations { get; }
}

/// <summary>Migrating that may be asked for twice, at once, and after one that was killed.</summary>
internal static class Migrating
{
    private const int DatabaseExists = 1801;

    internal static async Task BringUpToDate(this DatabaseFacade database)
    {
        if (database.IsSqlite())
        {
            await Embedded(database);
            return;
        }

        try
        {
            await database.MigrateAsync();
        }
        catch (SqlException e) when (e.Number == DatabaseExists)
        {
            // Another node has created it between our look and our try; the migrations themselves EF does one node at a time.
            await database.MigrateAsync();
        }

        await database.ExecuteSqlRawAsync(SqlServerSiteDb.KeepsMoments);
    }

    // EF locks SQLite by a row. A process that dies while migrating leaves it behind, and every later one would wait for it for ever, without a word.
    private static async Task Embedded(DatabaseFacade database)
    {
        using var alone = Alone.Open(Path.GetFullPath($"{database.GetDbConnection().DataSource}.migrating"));
        if (await database.CanConnectAsync())
        {
            await database.ExecuteSqlRawAsync("""CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL)""");
            await database.ExecuteSqlRawAsync("""DELETE FROM "__EFMigrationsLock" """);
        }

        await database.MigrateAsync();
    }
}
