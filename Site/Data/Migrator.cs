using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Site.Data;

/// <summary>
/// Brings the embedded database up to date before anything else starts. SQL Server is brought up to date by the command <c>migrate</c>,
/// once, and not by each node.
/// </summary>
internal sealed class Migrator<TContext>(IServiceScopeFactory scopes) : IHostedLifecycleService where TContext : DbContext
{
    // The models of both contexts are built beside each other, before anything waits for one of them.
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _ = Task.Run(() =>
        {
            using var scope = scopes.CreateScope();
            return scope.ServiceProvider.GetRequiredService<TContext>().Model;
        }, cancellationToken);
        return Task.CompletedTask;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<TContext>().Database;
        if (database.IsSqlite() && (await database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            await database.BringUpToDate();
        }
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
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
