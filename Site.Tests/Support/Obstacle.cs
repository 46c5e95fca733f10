using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Site.Tests.Support;

/// <summary>Holds up whoever writes to a SQLite file, from outside: at one statement, or before any.</summary>
public sealed class Obstacle(string connectionString) : IDisposable
{
    private readonly string _connectionString = new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString();
    private SqliteConnection? _lock;

    /// <summary>From now on the statement, such as "INSERT ON SignUp", never ends.</summary>
    public void Stick(string statement)
    {
        Execute("CREATE VIEW Endless AS WITH RECURSIVE Numbers(N) AS (SELECT 1 UNION ALL SELECT N + 1 FROM Numbers) SELECT N FROM Numbers");
        Execute($"CREATE TRIGGER Stuck BEFORE {statement} BEGIN SELECT count(*) FROM Endless; END");
    }

    /// <summary>From now on the statement fails.</summary>
    public void Break(string statement) => Execute($"CREATE TRIGGER Stuck BEFORE {statement} BEGIN SELECT RAISE(ABORT, 'the disk is broken'); END");

    /// <summary>Takes the one lock for writing, so that all others queue.</summary>
    public void Lock()
    {
        _lock = Open();
        Execute(_lock, "BEGIN IMMEDIATE");
    }

    /// <summary>Takes everything out of the way again.</summary>
    public void Clear()
    {
        _lock?.Dispose();
        _lock = null;
        Execute("DROP TRIGGER IF EXISTS Stuck");
        Execute("DROP VIEW IF EXISTS Endless");
    }

    /// <summary>Returns when somebody holds the lock for writing and does not let go.</summary>
    public async Task Met()
    {
        using var connection = Open();
        var times = 0;
        await Patience.Until(() => Task.FromResult((times = IsFree(connection) ? 0 : times + 1) == 5));
    }

    public void Dispose() => _lock?.Dispose();

    // Asked without the library's patience, which would wait.
    private static bool IsFree(SqliteConnection connection)
    {
        if (raw.sqlite3_exec(connection.Handle, "BEGIN IMMEDIATE") != raw.SQLITE_OK)
        {
            return false;
        }

        raw.sqlite3_exec(connection.Handle, "ROLLBACK");
        return true;
    }

    private void Execute(string sql)
    {
        using var connection = Open();
        Execute(connection, sql);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return connection;
    }
}
