using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Bench;

/// <summary>What is new with each sign-up; the ids of its rows are filled in as they are inserted.</summary>
public sealed class Keys(int number)
{
    private readonly Guid _person = Guid.NewGuid();
    private readonly Guid _submission = Guid.NewGuid();

    public long Prospect { get; set; }

    public long SignUp { get; set; }

    public long Event { get; set; }

    /// <summary>The new value of a column that must not be repeated; any other keeps the value of the copied row.</summary>
    public object Of(string table, string column, object copied) => (table, column) switch
    {
        ("Prospect", "PublicId") or (_, "Subject") => Text(_person),
        ("Prospect", "Address" or "AddressKey") => string.Create(CultureInfo.InvariantCulture, $"bare.{number}@beispiel.example"),
        ("SignUp", "PublicId") or (_, "Submission" or "About") => Text(_submission),
        ("Outbox", "PublicId") => Text(Guid.NewGuid()),
        ("Outbox", "DedupKey") => $"{_submission:N}/webinar/Confirmation/once",
        (_, "ProspectId") => Prospect,
        (_, "SignUpId") => SignUp,
        (_, "EventId") => Event,
        _ => copied,
    };

    // As EF stores a GUID in SQLite.
    private static string Text(Guid id) => id.ToString().ToUpperInvariant();
}

/// <summary>A prepared INSERT of one row like one that is there.</summary>
public sealed class Insert : IDisposable
{
    private readonly SqliteCommand _command;
    private readonly string _table;
    private readonly List<(SqliteParameter Parameter, string Column, object Copied)> _values = [];

    private Insert(SqliteConnection db, string table, SqliteDataReader row)
    {
        _table = table;
        _command = db.CreateCommand();
        var columns = Enumerable.Range(0, row.FieldCount).Where(i => row.GetName(i) != "Id").ToList();
        foreach (var i in columns)
        {
            _values.Add((_command.Parameters.AddWithValue($"$p{i}", row.GetValue(i)), row.GetName(i), row.GetValue(i)));
        }

        _command.CommandText = $"""
            INSERT INTO "{table}" ({string.Join(", ", columns.Select(i => $"\"{row.GetName(i)}\""))})
            VALUES ({string.Join(", ", columns.Select(i => $"$p{i}"))}) RETURNING rowid
            """;
    }

    public static List<Insert> LikeRowsOf(SqliteConnection db, string table, string where)
    {
        using var rows = db.CreateCommand();
        rows.CommandText = $"SELECT * FROM \"{table}\" WHERE {where}";
        using var reader = rows.ExecuteReader();
        var inserts = new List<Insert>();
        while (reader.Read())
        {
            inserts.Add(new Insert(db, table, reader));
        }

        return inserts.Count > 0 ? inserts : throw new InvalidOperationException($"The site stored no row in {table}.");
    }

    public void Run(SqliteTransaction transaction, Keys keys)
    {
        foreach (var (parameter, column, copied) in _values)
        {
            parameter.Value = keys.Of(_table, column, copied);
        }

        _command.Transaction = transaction;
        Remember(keys, (long)(_command.ExecuteScalar() ?? throw new InvalidOperationException($"No row went into {_table}.")));
    }

    public void Dispose() => _command.Dispose();

    private void Remember(Keys keys, long id)
    {
        switch (_table)
        {
            case "Prospect": keys.Prospect = id; break;
            case "SignUp": keys.SignUp = id; break;
            case "Event": keys.Event = id; break;
            default: break;
        }
    }
}
