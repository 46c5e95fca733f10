using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Site.Data;

/// <summary>
/// Brings the embedded database up to date before anything else starts. SQL Server is brought up to date by the command <c>migrate</c>,
/// once, and not by each node.
/// </summary>
internal sealed class Migrator<TContext>(IServiceScopeFactory scopes) : IHostedService where TContext : DbContext
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<TContext>().Database;
        if (database.ProviderName?.EndsWith("Sqlite", StringComparison.Ordinal) == true && await IsBehind(database, cancellationToken))
        {
            await database.MigrateAsync(cancellationToken);
        }
    }

    // Migrating compares whole models before it finds nothing to do, which is a third of the start.
    private static async Task<bool> IsBehind(DatabaseFacade database, CancellationToken cancellationToken) =>
        (await database.GetPendingMigrationsAsync(cancellationToken)).Any();

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
