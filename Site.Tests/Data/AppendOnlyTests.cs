using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Site.Data;
using Site.Tests.Support;

namespace Site.Tests.Data;

/// <summary>What is insert-only is so by trigger on both databases, and EF knows of each trigger: its OUTPUT fails on a table that has one.</summary>
public sealed class AppendOnlyTests(SilentSite silent, SharedSite site) : IClassFixture<SilentSite>
{
    private IEnumerable<IEntityType> AppendOnly => silent.Entities.Where(e => e.ClrType.IsAssignableTo(typeof(IAppendOnly)));

    [Fact, Rule("C5")]
    public void OnSqlServer_EachTableHasItsTwoTriggers()
    {
        var made = Made().Select(t => t.Trigger).ToList();
        Assert.Equal(16, AppendOnly.Count());
        Assert.Equal(AppendOnly.SelectMany(e => new[] { $"{e.GetTableName()}_NoDelete", $"{e.GetTableName()}_NoUpdate" }).Order(), made.Order());
    }

    [Fact]
    public void OnSqlServer_EachTableWithTriggers_IsMappedWithOneOfThem_AndNoOther()
    {
        var mapped = silent.Entities.SelectMany(e => e.GetDeclaredTriggers().Select(t => (Table: e.GetTableName() ?? "", Trigger: t.GetDatabaseName() ?? t.ModelName))).ToList();
        Assert.Empty(mapped.Except(Made()));
        Assert.Equal(Made().Select(t => t.Table).Distinct().Order(), mapped.Select(t => t.Table).Distinct().Order());
    }

    [Fact, Rule("C5")]
    public async Task BehindTheSitesBack_NoRowCanBeChangedOrDeleted()
    {
        using var alice = site.Prospect();
        (await alice.SignUp("/de/newsletter", "append-only@example.org")).Dispose();
        foreach (var table in new[] { "Event", "Payload", "Notice", "Revision" })
        {
            await IsRefused($"UPDATE {table} SET {Key(table)} = {Key(table)}", table);
            await IsRefused($"DELETE FROM {table}", table);
        }
    }

    [Fact]
    public async Task ATransaction_ThatAnotherNodeWasInTheWayOf_BeginsAnew()
    {
        var attempts = 0;
        var found = await site.InDb(db => db.InTransaction(async () =>
        {
            attempts++;
            return attempts == 1 ? await AddTwice(db) : "seen";
        }));
        Assert.Equal((2, "seen"), (attempts, found));
    }

    [Fact]
    public async Task ATransaction_ThatFailsEachTime_IsGivenUp()
    {
        var attempts = 0;
        await Assert.ThrowsAsync<DbUpdateException>(() => site.InDb(db => db.InTransaction(() =>
        {
            attempts++;
            return AddTwice(db);
        })));
        Assert.Equal(3, attempts);
    }

    private static async Task<string> AddTwice(SiteDb db)
    {
        var path = $"twice/{Guid.NewGuid():N}";
        db.Add(new Site.Publishing.RelativeDate { Path = path, Text = "x", Date = new NodaTime.LocalDateTime(2026, 3, 2, 10, 0) });
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
        db.Add(new Site.Publishing.RelativeDate { Path = path, Text = "x", Date = new NodaTime.LocalDateTime(2026, 3, 2, 10, 0) });
        await db.SaveChangesAsync();
        return "added twice";
    }

    private async Task IsRefused(string statement, string table)
    {
        var refusal = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => site.InDb(db => db.Database.ExecuteSqlRawAsync(statement, TestContext.Current.CancellationToken)));
        Assert.Contains($"{table} is append-only", refusal.Message, StringComparison.Ordinal);
    }

    private string Key(string table) => AppendOnly.Single(e => e.GetTableName() == table).GetProperties().First(p => !p.IsPrimaryKey()).GetColumnName();

    private IEnumerable<(string Table, string Trigger)> Made() =>
        silent.Schema().Triggers.Select(t => (Sql.Name(t.TriggerObject.Name), Sql.Name(t.Name)));
}
