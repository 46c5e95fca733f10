using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Testing;
using Site.Staff;
using Site.Tests.Support;

namespace Site.Tests.Staff;

/// <summary>The real site over a real SQLite file in a folder of its own, with a clock that tests move.</summary>
public sealed class StaffHost : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("staff");
    private readonly List<IAsyncDisposable> _nodes = [];
    private readonly string _key = Convert.ToBase64String(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());

    public FakeClock Clock { get; } = new(SystemClock.Instance.GetCurrentInstant());

    public Node Site { get; private set; } = null!;

    /// <summary>The folder of the content, if it is to be another than the one shipped.</summary>
    public string? Content { get; init; }

    public string ConnectionString => new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder.FullName, "site.db"), ForeignKeys = true }.ToString();

    public ValueTask InitializeAsync()
    {
        Site = Start();
        return ValueTask.CompletedTask;
    }

    /// <summary>One more node on the same database.</summary>
    public Node Start(string? tokenKey = null, string environment = "Test")
    {
        var node = new Node(builder =>
        {
            builder.UseEnvironment(environment);
            builder.UseSetting("ConnectionStrings:Site", ConnectionString);
            builder.UseSetting("Site:TokenKey", tokenKey ?? _key);
            builder.UseSetting("Evidence:Key", _key);
            builder.UseSetting("Evidence:Seal", "01:00:00");
            builder.UseSetting("Site:PublicUrl", "https://localhost");
            builder.UseSetting("Var", _folder.FullName);
            builder.UseSetting("Mail:PickupFolder", Path.Combine(_folder.FullName, "mail"));
            builder.UseSetting("Mail:From", "site@example.org");
            builder.UseSetting("Limits:PerClient", "100000");
            builder.UseSetting("Content:Folder", Content ?? Path.Combine(SiteHost.Repository, "Content"));
            builder.ConfigureLogging(l => l.ClearProviders());
            builder.ConfigureTestServices(services => services.AddSingleton<IClock>(Clock).KeepLoggers());
        });
        _nodes.Add(node);
        return node;
    }

    public Task<T> With<TService, T>(Func<TService, Task<T>> work) where TService : notnull => Site.With(work);

    public Task<string> Invite(params string[] roles) => With((Invitations i) => i.Create(roles));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

/// <summary>One node of the site.</summary>
public sealed class Node(Action<IWebHostBuilder> configure) : WebApplicationFactory<Program>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder) => configure(builder);

    public StaffBrowser Browser(string scheme = "https") => new(CreateClient(new WebApplicationFactoryClientOptions
    {
        BaseAddress = new Uri($"{scheme}://localhost"),
        AllowAutoRedirect = false,
    }));

    public async Task<T> With<TService, T>(Func<TService, Task<T>> work) where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TService>());
    }
}
