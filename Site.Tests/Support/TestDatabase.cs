using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Site.Tests.Support;

/// <summary>
/// A database of one host's own, empty: a SQLite file, or a fresh database on the SQL Server that <c>SITE_TEST_SQLSERVER</c> gives
/// the connection string of. The host makes it by migrating; disposing drops it.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    public const string Variable = "SITE_TEST_SQLSERVER";

    private readonly string? _server = Environment.GetEnvironmentVariable(Variable);
    private readonly string _name = $"SiteTest_{Guid.NewGuid():N}";

    public TestDatabase(string folder) => ConnectionString = IsSqlServer
        ? new SqlConnectionStringBuilder(_server) { InitialCatalog = _name }.ToString()
        : new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "site.db"), ForeignKeys = true }.ToString();

    public bool IsSqlServer => !string.IsNullOrWhiteSpace(_server);

    /// <summary>As <c>Database__Provider</c> names it.</summary>
    public string Provider => IsSqlServer ? "SqlServer" : "Sqlite";

    public string ConnectionString { get; }

    public async ValueTask DisposeAsync()
    {
        if (IsSqlServer)
        {
            await Drop();
            return;
        }

        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    private async Task Drop()
    {
        await using var connection = new SqlConnection(new SqlConnectionStringBuilder(_server) { InitialCatalog = "master" }.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"IF DB_ID('{_name}') IS NOT NULL BEGIN ALTER DATABASE [{_name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{_name}] END";
        await command.ExecuteNonQueryAsync();
    }
}
