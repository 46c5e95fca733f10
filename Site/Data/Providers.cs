using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Site.Data;

/// <summary>The context for SQLite: one writer at a time, so writers queue at the gate.</summary>
public sealed class SqliteSiteDb(DbContextOptions<SqliteSiteDb> options) : SiteDb(options), IEmbedded
{
    public static IReadOnlyList<string> Migrations { get; } =
    [
        "20261124015335_First", "20261125042129_Proposals", "20261125072030_PeopleOfSignUps", "20261125094826_ConfirmBy", "20261125125540_Sealing", "20261125142012_Letters",
        "20261125163808_PayloadBySubmission", "20261130131940_Post", "20261201114339_OwnData",
    ];

    // A pooled context takes nothing but its options.
    private SqliteWriteGate Gate => this.GetService<SqliteWriteGate>();

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        Database.CurrentTransaction is not null
            ? base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken)
            : Gate.Through(this, () => base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken));

    protected override Task<T> Once<T>(Func<Task<T>> work) => Gate.Through(this, work);

    // Deferred, so that it only reads: a transaction of EF's own would wait for every writer, and have them wait.
    public override async Task<T> AtOneMoment<T>(Func<Task<T>> read)
    {
        await Database.OpenConnectionAsync();
        try
        {
            await using var moment = ((SqliteConnection)Database.GetDbConnection()).BeginTransaction(deferred: true);
            await using var used = await Database.UseTransactionAsync(moment);
            return await read();
        }
        finally
        {
            await Database.CloseConnectionAsync();
        }
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        ProviderConventions.ForSqlite(modelBuilder);
    }
}

/// <summary>The context for SQL Server.</summary>
public sealed class SqlServerSiteDb(DbContextOptions<SqlServerSiteDb> options) : SiteDb(options)
{
    /// <summary>What <see cref="AtOneMoment"/> needs of the database, once for all.</summary>
    internal const string KeepsMoments = "IF (SELECT snapshot_isolation_state FROM sys.databases WHERE database_id = DB_ID()) = 0 ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON";

    public override async Task<T> AtOneMoment<T>(Func<Task<T>> read)
    {
        await using var moment = await Database.BeginTransactionAsync(IsolationLevel.Snapshot);
        return await read();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        ProviderConventions.ForSqlServer(modelBuilder);
    }
}
