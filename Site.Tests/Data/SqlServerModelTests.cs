using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Site.Data;
using Site.Declarations;
using Site.Prospects;
using Site.SignUps;
using Site.Staff;

namespace Site.Tests.Data;

/// <summary>What can be known about SQL Server where there is none: the schema that the migrations make, and what is sent to it.</summary>
public sealed class SqlServerModelTests(SilentSite site) : IClassFixture<SilentSite>
{
    [Fact]
    public void Migrations_MakeASoundSchema() => Assert.Empty(site.Check.Schema());

    [Fact]
    public async Task Migrations_AreUpToDateWithTheModel()
    {
        await site.Captured<SiteDb>(db => Task.Run(() => Assert.False(db.Database.HasPendingModelChanges())));
        await site.Captured<StaffDb>(db => Task.Run(() => Assert.False(db.Database.HasPendingModelChanges())));
    }

    [Fact]
    public async Task Migrations_AsAScript_CanBeReadBatchByBatch()
    {
        await site.Captured<SiteDb>(db => Task.Run(() => CanBeRead(db)));
        await site.Captured<StaffDb>(db => Task.Run(() => CanBeRead(db)));
    }

    [Fact]
    public async Task Save_OfEveryEntity_FitsTheSchema()
    {
        var sent = await site.Captured<SiteDb>(SaveEverything);
        var staff = await site.Captured<StaffDb>(SaveEverything);
        Assert.Contains(sent, s => s.Text.Contains("INSERT INTO [Event]", StringComparison.Ordinal));
        Assert.Contains(sent, s => s.Text.Contains("UPDATE [Outbox]", StringComparison.Ordinal));
        Assert.Empty(site.Check.Statements([.. sent, .. staff]));
    }

    [Fact]
    public async Task RawStatements_FitTheSchema()
    {
        var address = EmailAddress.Read("alice@example.org")!;
        var sent = await site.Captured<ProspectBook>(async book => await book.See(address), rows: 1);
        Assert.Empty(site.Check.Statements(sent));
        Assert.NotEmpty(sent);
        Assert.NotEmpty(Sql.Parse(SqlServerSiteDb.KeepsMoments));
    }

    [Fact]
    public async Task AQueryForSqlite_IsEchoedForSqlServer()
    {
        var ear = new QueryEar();
        await using var db = new SqliteSiteDb(new DbContextOptionsBuilder<SqliteSiteDb>().UseSqlite("Data Source=:memory:").AddInterceptors(ear).Options);
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await db.Database.EnsureCreatedAsync(TestContext.Current.CancellationToken);
        string[] forms = ["newsletter", "webinar/ask-first"];
        await db.Set<SignUp>().Where(s => forms.Contains(s.Form) && s.Language.Length == 2).Select(s => s.Prospect!.Address).Take(3)
            .ToListAsync(TestContext.Current.CancellationToken);

        var echo = Assert.Single(await SqlServerEcho.Translate(site, Assert.Single(ear.Heard)));
        Assert.Contains("SELECT TOP(", echo.Text, StringComparison.Ordinal);
        Assert.Contains("LEN([s].[Language])", echo.Text, StringComparison.Ordinal);
        Assert.Empty(site.Check.Statements([echo]));
    }

    // The check must be able to fail.
    [Theory]
    [InlineData("SELECT Nothing FROM Prospect", "SQL71501")]
    [InlineData("SELECT p.Nothing FROM Prospect AS p", "SQL71501")]
    [InlineData("SELECT Id FROM Nowhere", "SQL71502")]
    [InlineData("SELECT s.Nothing FROM (SELECT Id FROM Prospect) AS s", "SQL71005")]
    [InlineData("UPDATE Prospect SET Nothing = 1", "SQL71501")]
    [InlineData("DELETE FROM Prospect WHERE Nothing = 1", "SQL71501")]
    [InlineData("SELECT Id FROM Prospect WHERE Id = @nobody", "SQL70590")]
    [InlineData("SELECT Id FROM Prospect LIMIT 1", "Incorrect syntax near")]
    [InlineData("SELECT length(Address) FROM Prospect", "function length")]
    [InlineData("INSERT INTO [Event] (Act) VALUES ('x')", "Event.At is NOT NULL")]
    [InlineData("INSERT INTO [Event] (Act, At, Commitment) OUTPUT INSERTED.Id VALUES ('x', GETUTCDATE(), 0x00)", "OUTPUT is not allowed on Event")]
    public void AFaultyStatement_IsFound(string statement, string fault)
    {
        var complaints = site.Check.Statement(statement, []);
        Assert.Contains(complaints, c => c.Contains(fault, StringComparison.Ordinal));
        Assert.All(complaints, c => Assert.Contains(statement, c, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("CREATE TABLE A (Id int NOT NULL); ALTER TABLE A ADD B int NULL; ALTER TABLE A ALTER COLUMN B bigint NOT NULL", "A.B is NOT NULL")]
    [InlineData("CREATE TABLE A (Id int NULL, B int NULL); ALTER TABLE A DROP COLUMN B", "SQL71501")]
    public void ASchemaOfSeveralMigrations_IsWhatTheLastOneLeaves(string migrations, string fault)
    {
        var check = new SqlCheck(new SqlServerSchema().Apply(migrations));
        Assert.Contains(check.Statement("INSERT INTO A (Id) SELECT B FROM A", []), c => c.Contains(fault, StringComparison.Ordinal));
    }

    private static void CanBeRead(DbContext db) =>
        Assert.All(db.GetService<IMigrator>().GenerateScript().Split("\nGO\n"), batch => Sql.Tree(batch));

    private static async Task SaveEverything(DbContext db)
    {
        foreach (var type in db.Model.GetEntityTypes().Where(t => !t.IsOwned()))
        {
            await Save(db, type);
            db.ChangeTracker.Clear();
        }
    }

    private static async Task Save(DbContext db, IEntityType type)
    {
        var entry = db.Entry(RuntimeHelpers.GetUninitializedObject(type.ClrType));
        foreach (var property in type.GetProperties().Where(p => p.ValueGenerated == ValueGenerated.Never))
        {
            entry.Property(property.Name).CurrentValue = Samples.Of(property.ClrType);
        }

        foreach (var owned in type.GetNavigations().Where(n => n.ForeignKey.IsOwnership && !n.IsCollection))
        {
            entry.Reference(owned.Name).CurrentValue = Fill(owned.TargetEntityType);
        }

        // With all that it owns: a state set on the entry would reach the owner alone.
        db.Add(entry.Entity);
        await db.SaveChangesAsync();
        if (entry.Entity is not IAppendOnly)
        {
            entry.State = EntityState.Modified;
            await db.SaveChangesAsync();
            entry.State = EntityState.Deleted;
            await db.SaveChangesAsync();
        }
    }

    private static object Fill(IEntityType owned)
    {
        var part = RuntimeHelpers.GetUninitializedObject(owned.ClrType);
        foreach (var property in owned.GetProperties().Where(p => p.PropertyInfo is not null))
        {
            property.PropertyInfo!.SetValue(part, Samples.Of(property.ClrType));
        }

        return part;
    }
}
