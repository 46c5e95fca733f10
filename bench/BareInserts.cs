using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Bench;

/// <summary>
/// What a sign-up costs the disk and nothing else: the rows of one sign-up that the site stored, inserted again and again into a copy of its database
/// (same schema, triggers and indexes) by prepared statements, one durable transaction each.
/// </summary>
public sealed class BareInserts : IDisposable
{
    private static readonly Dictionary<string, string> _tables = new(StringComparer.Ordinal)
    {
        ["Prospect"] = "Id = (SELECT max(Id) FROM Prospect)",
        ["SignUp"] = "Id = (SELECT max(Id) FROM SignUp)",
        ["Answer"] = "SignUpId = (SELECT max(Id) FROM SignUp)",
        ["Basis"] = "ProspectId = (SELECT max(Id) FROM Prospect)",
        ["Event"] = "Id = (SELECT max(EventId) FROM Payload)",
        ["Payload"] = "EventId = (SELECT max(EventId) FROM Payload)",
        ["Outbox"] = "ProspectId = (SELECT max(Id) FROM Prospect)",
    };

    private readonly SqliteConnection _db;
    private readonly List<Insert> _inserts = [];
    private int _next;

    public BareInserts(string database)
    {
        _db = new SqliteConnection($"Data Source={database};Foreign Keys=True");
        _db.Open();
        Journal = $"{Ask("PRAGMA journal_mode")}, synchronous={Ask("PRAGMA synchronous")}";
        foreach (var (table, where) in _tables)
        {
            _inserts.AddRange(Insert.LikeRowsOf(_db, table, where));
        }
    }

    /// <summary>The pragmas in force, as SQLite says them.</summary>
    public string Journal { get; }

    /// <summary>How many rows a sign-up has.</summary>
    public int Rows => _inserts.Count;

    /// <summary>The site's own database, copied whole.</summary>
    public static BareInserts CopyOf(string database, string copy)
    {
        using (var source = new SqliteConnection($"Data Source={database};Pooling=False"))
        {
            source.Open();
            using var into = source.CreateCommand();
            into.CommandText = "VACUUM INTO $copy";
            into.Parameters.AddWithValue("$copy", copy);
            into.ExecuteNonQuery();
        }

        using (var target = new SqliteConnection($"Data Source={copy};Pooling=False"))
        {
            target.Open();
            using var journal = target.CreateCommand();
            journal.CommandText = "PRAGMA journal_mode = WAL";
            journal.ExecuteNonQuery();
        }

        return new BareInserts(copy);
    }

    /// <summary>Inserts <paramref name="count"/> sign-ups. Gives transactions per second.</summary>
    public double Run(int count)
    {
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
        {
            using var transaction = _db.BeginTransaction();
            var keys = new Keys(++_next);
            _inserts.ForEach(insert => insert.Run(transaction, keys));
            transaction.Commit();
        }

        return count / watch.Elapsed.TotalSeconds;
    }

    public void Dispose()
    {
        _inserts.ForEach(i => i.Dispose());
        _db.Dispose();
    }

    private string Ask(string pragma)
    {
        using var command = _db.CreateCommand();
        command.CommandText = pragma;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) ?? "";
    }
}
