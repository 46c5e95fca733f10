using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Site.Data;

/// <summary>The context for SQLite: one writer at a time, so writers queue at the gate.</summary>
public sealed class SqliteSiteDb(DbContextOptions<SqliteSiteDb> options) : SiteDb(options), IEmbedded
{
    public static string LatestMigration => "20261130131940_Post";

    // A pooled context takes nothing but its options.
    private SqliteWriteGate Gate => this.GetService<SqliteWriteGate>();

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        Database.CurrentTransaction is not null
            ? base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken)
            : Gate.Through(this, () => base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken));

    protected override Task<T> Once<T>(Func<Task<T>> work) => Gate.Through(this, work);

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
