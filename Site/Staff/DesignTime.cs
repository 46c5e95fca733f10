using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Site.Staff;

/// <summary>For <c>dotnet ef migrations add NAME --context SqliteStaffDb --output-dir Staff/Migrations/Sqlite</c>; no database is opened.</summary>
public sealed class SqliteStaffDesignTime : IDesignTimeDbContextFactory<SqliteStaffDb>
{
    public SqliteStaffDb CreateDbContext(string[] args) =>
        new(StaffDesignTime.Options<SqliteStaffDb>().UseSqlite("Data Source=:memory:", s => s.MigrationsHistoryTable(StaffDb.History)).Options);
}

/// <summary>For <c>dotnet ef migrations add NAME --context SqlServerStaffDb --output-dir Staff/Migrations/SqlServer</c>.</summary>
public sealed class SqlServerStaffDesignTime : IDesignTimeDbContextFactory<SqlServerStaffDb>
{
    public SqlServerStaffDb CreateDbContext(string[] args) =>
        new(StaffDesignTime.Options<SqlServerStaffDb>().UseSqlServer("Server=none", s => s.MigrationsHistoryTable(StaffDb.History)).Options);
}

internal static class StaffDesignTime
{
    // Identity's context reads its schema version from the options of the running site and would make the tables of version 1 without them.
    private static readonly ServiceProvider _services = new ServiceCollection().Configure<IdentityOptions>(StaffSetup.Rules).BuildServiceProvider();

    internal static DbContextOptionsBuilder<T> Options<T>() where T : DbContext => new DbContextOptionsBuilder<T>().UseApplicationServiceProvider(_services);
}
