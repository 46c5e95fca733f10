using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Site.Data;

/// <summary>The context for SQLite: one writer at a time, so writers queue here instead of polling the file's lock.</summary>
public sealed class SqliteSiteDb(DbContextOptions<SqliteSiteDb> options) : SiteDb(options)
{
    // A pooled context takes nothing but its options.
    private SqliteWriteGate Gate => this.GetService<SqliteWriteGate>();

    public override Task<T> InTransaction<T>(Func<Task<T>> work) => Gate.Through(() => base.InTransaction(work));

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        Database.CurrentTransaction is not null
            ? base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken)
            : Gate.Through(() => base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken));

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        ProviderConventions.ForSqlite(modelBuilder);
    }
}

/// <summary>The context for SQL Server.</summary>
public sealed class SqlServerSiteDb(DbContextOptions<SqlServerSiteDb> options) : SiteDb(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        ProviderConventions.ForSqlServer(modelBuilder);
    }
}

/// <summary>
/// Lets one writer of this process at a time at the SQLite file. SQLite itself would have the others sleep and ask again
/// (150 ms in Microsoft.Data.Sqlite), which costs far more than the write.
/// </summary>
public sealed class SqliteWriteGate : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>Runs <paramref name="write"/> alone.</summary>
    public async Task<T> Through<T>(Func<Task<T>> write)
    {
        await _gate.WaitAsync();
        try
        {
            return await write();
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}
