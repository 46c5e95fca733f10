using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Site.Data;
using Site.Publishing;
using Site.Staff;

namespace Site.Tests.Data;

/// <summary>Both contexts of the site at one gate, on a SQLite file of their own; every commit passes a hook of the test.</summary>
internal sealed class GateSite : IAsyncDisposable
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("site-gate-").FullName;
    private readonly ServiceProvider _services;
    private readonly CommitHook _hook = new();

    private GateSite()
    {
        // One second is as short as SQLite's patience with a lock gets.
        ConnectionString = new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder, "site.db"), ForeignKeys = true, DefaultTimeout = 1 }.ToString();
        var services = new ServiceCollection().AddSingleton<SqliteWriteGate>().Configure<Microsoft.AspNetCore.Identity.IdentityOptions>(StaffSetup.Rules);
        services.AddDbContextPool<SiteDb, SqliteSiteDb>(o => o.UseSqlite(ConnectionString, s => s.MigrationsHistoryTable("__Migrations")).AddInterceptors(_hook));
        services.AddDbContextPool<StaffDb, SqliteStaffDb>(o => o.UseSqlite(ConnectionString, s => s.MigrationsHistoryTable(StaffDb.History)).AddInterceptors(_hook));
        _services = services.BuildServiceProvider();
    }

    internal string ConnectionString { get; }

    /// <summary>Awaited before each commit; what it throws, the commit throws.</summary>
    internal Func<Task> BeforeCommit { set => _hook.BeforeCommit = value; }

    internal int Commits => _hook.Commits;

    internal static async Task<GateSite> Open()
    {
        var site = new GateSite();
        await site.With<SiteDb, bool>(async db => await Migrated(db));
        await site.With<StaffDb, bool>(async db => await Migrated(db));
        return site;
    }

    internal async Task<T> With<TContext, T>(Func<TContext, Task<T>> work)
        where TContext : DbContext
    {
        await using var scope = _services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TContext>());
    }

    /// <summary>Stores a row called <paramref name="path"/> in a transaction; <paramref name="then"/> runs in it afterwards.</summary>
    internal Task<string> Write(string path, Func<Task>? then = null) => With<SiteDb, string>(db => Write(db, path, then));

    internal static Task<string> Write(SiteDb db, string path, Func<Task>? then = null) => db.InTransaction(async () =>
    {
        db.Add(Row(path));
        await db.SaveChangesAsync();
        await (then?.Invoke() ?? Task.CompletedTask);
        return path;
    });

    /// <summary>Writes "first", which stays inside until all <paramref name="others"/> wait behind it, so that they are one group.</summary>
    internal async Task<List<Task>> Together(IEnumerable<Func<Task>> others, bool firstFails = false)
    {
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = Write("first", async () =>
        {
            await all.Task;
            _ = firstFails ? throw new InvalidOperationException("first") : true;
        });
        List<Task> writers = [first, .. others.Select(o => o())];
        all.SetResult();
        await Ended(writers);
        return writers;
    }

    /// <summary>Waits until each has succeeded or failed.</summary>
    internal static async Task Ended(List<Task> writers)
    {
        await ((Task)Task.WhenAll(writers).WaitAsync(Patience, TestContext.Current.CancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Assert.All(writers, w => Assert.True(w.IsCompleted, "It hangs."));
    }

    internal static RelativeDate Row(string path) => new() { Path = path, Text = "x", Date = new LocalDateTime(2026, 3, 2, 10, 0) };

    /// <summary>What is stored, as another process sees it.</summary>
    internal List<string> Stored()
    {
        using var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        using var command = new SqliteCommand("SELECT Path FROM RelativeDate ORDER BY Path", connection);
        using var rows = command.ExecuteReader();
        return [.. rows.Cast<DbDataRecord>().Select(r => r.GetString(0))];
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearPool(new SqliteConnection(ConnectionString));
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<bool> Migrated(DbContext db)
    {
        await db.Database.MigrateAsync();
        return true;
    }

    private sealed class CommitHook : DbTransactionInterceptor
    {
        internal Func<Task> BeforeCommit { get; set; } = () => Task.CompletedTask;

        internal int Commits { get; private set; }

        public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            await BeforeCommit();
            Commits++;
            return result;
        }
    }
}
