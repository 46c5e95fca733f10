using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Testing;
using Site.Data;
using Site.Evidence;
using Site.Tests.Support;

namespace Site.Tests.Evidence;

/// <summary>
/// The site's parts that keep the evidence, on a SQLite file and an evidence folder of their own, without the site being served. A sealed one is a
/// copy of one made once: of twelve events about three people, one of them erased, with two checkpoints, the first public.
/// </summary>
internal sealed class LogSite : IAsyncDisposable
{
    internal static readonly Guid Alice = Guid.Parse("a11ce000-0000-4000-8000-000000000001");
    internal static readonly Guid Bob = Guid.Parse("b0b00000-0000-4000-8000-000000000002");
    internal static readonly Guid Carol = Guid.Parse("ca201000-0000-4000-8000-000000000003");

    private static readonly Lazy<Task<string>> _sealed = new(MakeSealed);

    private readonly WebApplication _app;

    private LogSite(string folder, Dictionary<string, string> settings, params IInterceptor[] hears)
    {
        Folder = folder;
        _app = Program.Build([.. Settings(folder, settings).Select(s => $"--{s.Key}={s.Value}")], builder =>
        {
            builder.Logging.ClearProviders().AddProvider(Log);
            builder.Services.Replace(ServiceDescriptor.Singleton<IClock>(Clock));
            builder.Services.ConfigureDbContext<SqliteSiteDb>(o => o.AddInterceptors(hears));
        });
    }

    internal string Folder { get; }

    internal LogLines Log { get; } = new();

    internal FakeClock Clock { get; } = new(SiteHost.Beginning + Duration.FromDays(1));

    internal string Anchored => Path.Combine(Folder, "evidence", "checkpoint");

    private string ConnectionString => new SqliteConnectionStringBuilder { DataSource = Path.Combine(Folder, "site.db"), ForeignKeys = true }.ToString();

    /// <summary>A seed of 32 times the same byte.</summary>
    internal static string Seed(byte of) => Convert.ToBase64String([.. Enumerable.Repeat(of, 32)]);

    /// <summary>Runs a command of the site on these files, as an operator does it.</summary>
    internal Task<ProcessEnd> Command(string command) =>
        SiteProcess.Run(command, [.. Settings(Folder, []).Where(s => s.Key != "environment").Select(s => (s.Key.Replace(":", "__", StringComparison.Ordinal), s.Value))]);

    internal static async Task<LogSite> Empty()
    {
        var site = new LogSite(Directory.CreateTempSubdirectory("site-log-").FullName, []);
        await site.With<SiteDb>(db => db.Database.MigrateAsync());
        return site;
    }

    internal static async Task<LogSite> Sealed() => new(Copy(await _sealed.Value), []);

    /// <summary>Another process on the same files, with other settings or on a copy.</summary>
    internal LogSite Again(bool copied = false, params (string Key, string Value)[] settings) =>
        new(copied ? Copy(Folder) : Folder, settings.ToDictionary(s => s.Key, s => s.Value));

    /// <summary>Another process on the same files, whose queries are heard.</summary>
    internal LogSite Watched(IInterceptor by) => new(Folder, [], by);

    internal async Task<T> With<TPart, T>(Func<TPart, Task<T>> work)
        where TPart : notnull
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TPart>());
    }

    internal Task With<TPart>(Func<TPart, Task> work)
        where TPart : notnull => With<TPart, bool>(async part =>
    {
        await work(part);
        return true;
    });

    /// <summary>Appends so many events about a person's submission, which has the person's id too.</summary>
    internal async Task Append(Guid person, int events = 1)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var (log, db) = (scope.ServiceProvider.GetRequiredService<EvidenceLog>(), scope.ServiceProvider.GetRequiredService<SiteDb>());
        Enumerable.Range(0, events).ToList().ForEach(i => log.Append(Act.Granted, person, person, new { Purpose = "newsletter", Number = i }));
        await db.SaveChangesAsync();
    }

    internal async Task Erase(Guid person)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var (db, eraser) = (scope.ServiceProvider.GetRequiredService<SiteDb>(), scope.ServiceProvider.GetRequiredService<EvidenceEraser>());
        await db.InTransaction(() => eraser.Erase([person], "asked for"));
    }

    internal Task<Checkpoint?> Seal() => With<Sealer, Checkpoint?>(s => s.Seal());

    internal Task<Verification> Verify() => With<Verifier, Verification>(v => v.Verify());

    /// <summary>What somebody with the database in hand does: triggers and foreign keys are no obstacle.</summary>
    internal void Tamper(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder(ConnectionString) { ForeignKeys = false, Pooling = false }.ToString());
        connection.Open();
        foreach (var trigger in Rows(connection, "SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        {
            Run(connection, $"DROP TRIGGER {trigger}");
        }

        Run(connection, sql);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private static async Task<string> MakeSealed()
    {
        var site = await Empty();
        await site.Append(Alice, 5);
        await site.Append(Bob, 3);
        await site.Seal();
        site.Clock.AdvanceMinutes(1);
        await site.Append(Carol, 3);
        await site.Erase(Bob);
        await site.Seal();
        SqliteConnection.ClearPool(new SqliteConnection(site.ConnectionString));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(site.Folder, recursive: true);
        return site.Folder;
    }

    private static string Copy(string folder)
    {
        var copy = Directory.CreateTempSubdirectory("site-log-").FullName;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target) ?? copy);
            File.Copy(file, target);
        }

        return copy;
    }

    private static Dictionary<string, string> Settings(string folder, Dictionary<string, string> settings) => new Dictionary<string, string>
    {
        ["environment"] = "Development",
        ["ConnectionStrings:Site"] = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "site.db"), ForeignKeys = true }.ToString(),
        ["Var"] = Path.Combine(folder, "var"),
        ["Content:Folder"] = Path.Combine(SiteHost.Repository, "Content"),
        ["Evidence:Folder"] = Path.Combine(folder, "evidence"),
        ["Evidence:Key"] = Seed(1),
        ["Site:TokenKey"] = Seed(0),
        ["Site:PublicUrl"] = "https://wegwarte.example",
    }.Concat(settings).GroupBy(s => s.Key).ToDictionary(g => g.Key, g => g.Last().Value);

    private static List<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = new SqliteCommand(sql, connection);
        using var rows = command.ExecuteReader();
        return [.. rows.Cast<System.Data.Common.DbDataRecord>().Select(r => r.GetString(0))];
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = new SqliteCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
