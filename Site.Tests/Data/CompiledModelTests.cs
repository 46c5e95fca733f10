using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Site.Data;
using Site.Data.Compiled.Sqlite;
using Site.Data.Compiled.SqlServer;
using Site.Staff;

namespace Site.Tests.Data;

/// <summary>
/// What is written down beforehand so that a start need not find it out: the model of the site's context (`dotnet ef dbcontext optimize`,
/// see docs/decisions/0019) and the last migration of each embedded one.
/// </summary>
public sealed class CompiledModelTests
{
    [Fact]
    public void Sqlite_IsTheModelOfTheMappings()
    {
        using var db = new SqliteDesignTime().CreateDbContext([]);
        Assert.Same(SqliteSiteDbModel.Instance, db.Model);
        Assert.Equal(Mapped(db), Described(db.Model));
    }

    [Fact]
    public void SqlServer_IsTheModelOfTheMappings()
    {
        using var db = new SqlServerDesignTime().CreateDbContext([]);
        Assert.Same(SqlServerSiteDbModel.Instance, db.Model);
        Assert.Equal(Mapped(db), Described(db.Model));
    }

    [Fact]
    public void TheLastMigrations_AreTheLastThereAre()
    {
        using var site = new SqliteDesignTime().CreateDbContext([]);
        using var staff = new SqliteStaffDesignTime().CreateDbContext([]);
        Assert.Equal(SqliteSiteDb.LatestMigration, site.Database.GetMigrations().Last());
        Assert.Equal(SqliteStaffDb.LatestMigration, staff.Database.GetMigrations().Last());
    }

    private static List<string> Mapped(DbContext db) =>
        Described(db.GetService<IModelRuntimeInitializer>().Initialize(db.GetService<IDesignTimeModel>().Model, designTime: false));

    // One by one: the model itself also says what results of queries by hand it has met in this process.
    private static List<string> Described(IModel model) =>
        [.. model.GetEntityTypes().OrderBy(t => t.Name, StringComparer.Ordinal).Select(t => t.ToDebugString(MetadataDebugStringOptions.LongDefault))];
}
