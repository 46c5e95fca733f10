using Microsoft.Data.Sqlite;
using Site.Tests.Support;

namespace Site.Tests.Operation;

public sealed class MigrateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("site-migrate-").FullName;

    [Fact]
    public async Task Migrate_TwiceAtOnce_ThenAgain_MakesTheTablesOfBothContextsOnce()
    {
        var ends = (await Task.WhenAll(Migrate(), Migrate())).Append(await Migrate());
        Assert.All(ends, e => Assert.Equal(new ProcessEnd(0, "The database is up to date." + Environment.NewLine, ""), e));
        Assert.Equal(4L, await Count("SELECT COUNT(*) FROM sqlite_master WHERE name IN ('SignUp', 'StaffMember', '__Migrations', '__StaffMigrations')"));
        Assert.Equal("wal", await Ask("PRAGMA journal_mode"));
    }

    [Fact]
    public async Task Migrate_AfterOneThatWasKilledMeanwhile_DoesNotWaitForIt()
    {
        await Ask("""
            CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-03-02 09:00:00+00:00')
            """);
        Assert.Equal(0, (await Migrate()).Code);
        Assert.Equal(0L, await Count("SELECT COUNT(*) FROM \"__EFMigrationsLock\""));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<ProcessEnd> Migrate() => SiteProcess.Run("migrate", ("Var", _folder)).WaitAsync(TimeSpan.FromSeconds(60));

    private async Task<long> Count(string sql) => (long)(await Ask(sql) ?? 0L);

    private async Task<object?> Ask(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_folder}/site.db");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
