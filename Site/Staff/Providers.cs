using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Site.Data;

namespace Site.Staff;

/// <summary>The staff context for SQLite; its writes queue with those of <see cref="SqliteSiteDb"/>, as both write one file.</summary>
public sealed class SqliteStaffDb(DbContextOptions<SqliteStaffDb> options) : StaffDb(options), IEmbedded
{
    public static IReadOnlyList<string> Migrations { get; } = ["20261124002814_First"];

    private SqliteWriteGate Gate => this.GetService<SqliteWriteGate>();

    public override Task<T> InTransaction<T>(Func<Task<T>> work) => Gate.Through(this, work);

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        Database.CurrentTransaction is not null
            ? base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken)
            : Gate.Through(this, () => base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken));

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        ProviderConventions.ForSqlite(builder);
    }
}

/// <summary>The staff context for SQL Server.</summary>
public sealed class SqlServerStaffDb(DbContextOptions<SqlServerStaffDb> options) : StaffDb(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        ProviderConventions.ForSqlServer(builder);
    }
}
