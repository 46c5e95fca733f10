using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Testing;
using Site.Data;
using Site.Staff;
using Site.Tests.Data;

namespace Site.Tests.Support;

/// <summary>
/// The whole site on real Kestrel at 127.0.0.1, with a database, folder, clock and mail server of its own. It starts when first used.
/// Share one where the tests allow: <c>IClassFixture&lt;SiteHost&gt;</c> for a class that moves the clock, <see cref="SharedSite"/> for all that do not;
/// tests that share one keep apart by the addresses they sign up.
/// </summary>
public class SiteHost : WebApplicationFactory<Program>
{
    /// <summary>Where every host's clock stands at first: a Monday morning, before the clocks change in Europe.</summary>
    public static readonly Instant Beginning = Instant.FromUtc(2026, 3, 2, 9, 0);

    private readonly int _port = FreePort.Next();

    public SiteHost()
    {
        Folder = Directory.CreateTempSubdirectory("site-test-").FullName;
        Database = new TestDatabase(Folder);
        Address = new Uri($"http://127.0.0.1:{_port}/");
        Settings = Defaults();
        UseKestrel(k => k.Listen(IPAddress.Loopback, _port));
    }

    /// <summary>A folder of its own, removed at the end: <c>var</c> lies in it, and the content where <see cref="CopyContent"/> was called.</summary>
    public string Folder { get; }

    public TestDatabase Database { get; }

    public Uri Address { get; }

    /// <summary>What the site takes for the time.</summary>
    public FakeClock Clock { get; } = new(Beginning);

    public SmtpServer Mail { get; } = SmtpServer.Start();

    public LogLines Log { get; } = new();

    /// <summary>Configuration as in the environment, with a colon for the double underscore. Change it before the host is used.</summary>
    public Dictionary<string, string?> Settings { get; }

    public string EnvironmentName { get; init; } = "Development";

    /// <summary>The repository's root.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>Starts the site now, not when it is first used.</summary>
    public SiteHost Started()
    {
        StartServer();
        return this;
    }

    /// <summary>Lets the site read a copy of the content that a test may spoil; gives the copy's folder.</summary>
    public string CopyContent()
    {
        var copy = Path.Combine(Folder, "Content");
        foreach (var file in Directory.EnumerateFiles(Settings["Content:Folder"]!, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(Settings["Content:Folder"]!, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        Settings["Content:Folder"] = copy;
        return copy;
    }

    /// <summary>A client that sends what a browser sends with a form of the site, keeps no cookies and follows no redirect.</summary>
    public HttpClient Prospect()
    {
        // Asking for the services starts the site, if nobody has yet.
        _ = Services;
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return client;
    }

    /// <summary>Asks or changes the database behind the site's back, in a scope of its own.</summary>
    public async Task<T> InDb<T>(Func<SiteDb, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<SiteDb>());
    }

    /// <inheritdoc cref="InDb{T}"/>
    public Task InDb(Func<SiteDb, Task> work) => InDb(async db =>
    {
        await work(db);
        return true;
    });

    /// <summary>Works with one of the site's own parts, in a scope of its own.</summary>
    public async Task<T> With<TPart, T>(Func<TPart, Task<T>> work)
        where TPart : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TPart>());
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Mail.DisposeAsync();
        await Database.DisposeAsync();
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        GC.SuppressFinalize(this);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        if (Database.IsSqlServer)
        {
            MigrateAsAnOperatorDoes();
        }

        builder.UseEnvironment(EnvironmentName);
        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(l => l.ClearProviders().AddProvider(Log));
        builder.ConfigureTestServices(s => s.KeepLoggers().Replace(ServiceDescriptor.Singleton<IClock>(Clock))
            .ConfigureDbContext<SqliteSiteDb>(o => o.AddInterceptors(SqlServerEcho.Ear))
            .ConfigureDbContext<SqliteStaffDb>(o => o.AddInterceptors(SqlServerEcho.Ear)));
    }

    // Only the embedded database is brought up to date by the site itself.
    private void MigrateAsAnOperatorDoes()
    {
        using var site = Program.Build([.. Settings.Select(s => $"--{s.Key}={s.Value}"), $"--environment={EnvironmentName}"]);
        using var scope = site.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<SiteDb>().Database.Migrate();
        scope.ServiceProvider.GetRequiredService<StaffDb>().Database.Migrate();
    }

    private Dictionary<string, string?> Defaults() => new(StringComparer.OrdinalIgnoreCase)
    {
        ["Database:Provider"] = Database.Provider,
        ["ConnectionStrings:Site"] = Database.ConnectionString,
        ["Var"] = Path.Combine(Folder, "var"),
        ["Content:Folder"] = Path.Combine(Repository, "Content"),
        ["Evidence:Folder"] = Path.Combine(Folder, "evidence"),
        ["Evidence:Key"] = Convert.ToBase64String(new byte[32]),
        // Tests seal when they mean to.
        ["Evidence:Seal"] = "01:00:00",
        ["Site:TokenKey"] = Convert.ToBase64String(new byte[32]),
        ["Site:PublicUrl"] = Address.ToString().TrimEnd('/'),
        ["Mail:Host"] = "127.0.0.1",
        ["Mail:Port"] = Mail.Port.ToString(CultureInfo.InvariantCulture),
        ["Mail:Security"] = "None",
        ["Mail:Sweep"] = "00:00:01",
        ["Mail:FirstPause"] = "00:00:01",
        ["Limits:PerClient"] = "1000000",
        ["Limits:InAll"] = "1000000",
    };

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Site.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No Site.sln above {AppContext.BaseDirectory}: run the tests from a checkout.");
    }
}
