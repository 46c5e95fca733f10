using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Site.Data;

/// <summary>For <c>dotnet ef migrations add NAME --context SqliteSiteDb --output-dir Data/Migrations/Sqlite</c> and what follows it (docs/decisions/0019); no database is opened.</summary>
public sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteSiteDb>
{
    public SqliteSiteDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteSiteDb>().UseSqlite("Data Source=:memory:", s => s.MigrationsHistoryTable("__Migrations")).Options);
}

/// <summary>For <c>dotnet ef migrations add NAME --context SqlServerSiteDb --output-dir Data/Migrations/SqlServer</c>.</summary>
public sealed class SqlServerDesignTime : IDesignTimeDbContextFactory<SqlServerSiteDb>
{
    public SqlServerSiteDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerSiteDb>().UseSqlServer("Server=none", s => s.MigrationsHistoryTable("__Migrations")).Options);
}
