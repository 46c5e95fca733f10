using System.Data;
using System.Data.Common;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Site.Data;
using Site.Tests.Support;

namespace Site.Tests.SignUps;

/// <summary>A site on a database that tests break, lock and fill up, and that lets each client send few forms.</summary>
public sealed class BrokenHost : SiteHost
{
    public const int PerClient = 5;

    private readonly PageLimit _limit = new();

    public BrokenHost()
    {
        Settings["Database:Provider"] = "Sqlite";
        // One second is as short as SQLite's patience with a lock gets.
        Settings["ConnectionStrings:Site"] = new SqliteConnectionStringBuilder { DataSource = Path.Combine(Folder, "broken.db"), ForeignKeys = true, DefaultTimeout = 1 }.ToString();
        Settings["Limits:PerClient"] = $"{PerClient}";
        Settings["Content:Poll"] = "00:00:00.050";
        EnvironmentName = "Test";
        Obstacle = new Obstacle(Settings["ConnectionStrings:Site"] ?? "");
        Started();
    }

    public Obstacle Obstacle { get; }

    /// <summary>Whether the disk has no room for one page more.</summary>
    public bool DiskIsFull { set => _limit.IsReached = value; }

    /// <summary>A client as seen through the proxy, at an address of its own.</summary>
    public HttpClient Client(string address)
    {
        var client = Prospect();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        return client;
    }

    public override async ValueTask DisposeAsync()
    {
        Obstacle.Dispose();
        SqliteConnection.ClearPool(new SqliteConnection(Settings["ConnectionStrings:Site"]));
        await base.DisposeAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(s => s.ConfigureDbContext<SqliteSiteDb>(o => o.AddInterceptors(_limit)));
    }

    // SQLite's own limit: beyond it a write fails as on a full disk, with SQLITE_FULL. It belongs to a connection, and writers lend theirs to one another:
    // so it is set not only when one is opened, but for each command on one that is open already.
    private sealed class PageLimit : DbConnectionInterceptor, IDbCommandInterceptor
    {
        internal bool IsReached { get; set; }

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Limit(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Limit(connection);
            return Task.CompletedTask;
        }

        public DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
        {
            if (result.Connection is { State: ConnectionState.Open } connection)
            {
                Limit(connection);
            }

            return result;
        }

        private void Limit(DbConnection connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA max_page_count = {(IsReached ? 1 : 1_000_000)}";
            command.ExecuteNonQuery();
        }
    }
}
