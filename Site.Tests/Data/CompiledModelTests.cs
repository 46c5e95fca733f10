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
/// see docs/decisions/0019) and the migrations of each embedded one.
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
    public void TheMigrations_AreAllThereAre()
    {
        using var site = new SqliteDesignTime().CreateDbContext([]);
        using var staff = new SqliteStaffDesignTime().CreateDbContext([]);
        Assert.Equal(site.Database.GetMigrations(), SqliteSiteDb.Migrations);
        Assert.Equal(staff.Database.GetMigrations(), SqliteStaffDb.Migrations);
    }

    private static List<string> Mapped(DbContext db) =>
        Described(db.GetService<IModelRuntimeInitializer>().Initialize(db.GetService<IDesignTimeModel>().Model, designTime: false));

    // One by one: the model itself also says what results of queries by hand it has met in this process.
    private static List<string> Described(IModel model) =>
        [.. model.GetEntityTypes().OrderBy(t => t.Name, StringComparer.Ordinal).Select(t => t.ToDebugString(MetadataDebugStringOptions.LongDefault) + string.Join("; ", t.GetProperties().Select(Stored)))];

    // How a value is converted is not in what EF says of a property.
    private static string Stored(IProperty property)
    {
        var converter = property.GetTypeMapping().Converter;
        return $"{property.Name}: {converter?.ModelClrType} as {converter?.ProviderClrType} in {property.GetColumnType()}";
    }
}
