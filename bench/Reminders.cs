using Microsoft.Data.Sqlite;

namespace Bench;

/// <summary>
/// Puts reminders into the site's database: so many people who have signed up like the one who really did, confirmed, with a reminder due to each. All in one
/// transaction, so that they become due at once.
/// </summary>
public sealed class Reminders(string database)
{
    private const string Uuid = "upper(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-A' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))";

    /// <summary>The rows of one table like the one of the person who signed up; what is new with each is an expression over N, counted from 1, and the ids of before.</summary>
    private static readonly (string Table, Dictionary<string, string> New)[] _tables =
    [
        ("Prospect", new() { ["Id"] = "B.Prospect + N", ["PublicId"] = Uuid, ["Address"] = "'alice.' || (B.Prospect + N) || '@beispiel.example'", ["AddressKey"] = "'alice.' || (B.Prospect + N) || '@beispiel.example'" }),
        ("SignUp", new() { ["Id"] = "B.SignUp + N", ["PublicId"] = "Submission", ["ProspectId"] = "B.Prospect + N", ["ConfirmedAt"] = "RequestedAt" }),
        ("Answer", new() { ["SignUpId"] = "B.SignUp + N" }),
        ("Basis", new() { ["ProspectId"] = "B.Prospect + N", ["Submission"] = "P.Submission", ["LiveFrom"] = "RequestedAt" }),
        ("Outbox", new()
        {
            ["ProspectId"] = "B.Prospect + N", ["Submission"] = "P.Submission", ["PublicId"] = Uuid, ["Kind"] = "30", ["Occasion"] = "(SELECT 'hour-before/' || strftime('%s', StartsAt) FROM Schedule WHERE Slug = 'ask-first')",
            ["DedupKey"] = "lower(replace(P.Submission, '-', '')) || '/webinar/Reminder/hour-before'", ["Attempts"] = "0", ["Claim"] = "NULL", ["ClaimedAt"] = "NULL",
            ["SentAt"] = "NULL", ["WithheldAt"] = "NULL", ["WithheldReason"] = "NULL", ["LastError"] = "NULL",
        }),
    ];

    // The one who really signed up.
    private static readonly Dictionary<string, string> _like = new(StringComparer.Ordinal)
    {
        ["Prospect"] = "Id = (SELECT min(Id) FROM Prospect)",
        ["SignUp"] = "Id = (SELECT min(Id) FROM SignUp)",
        ["Answer"] = "SignUpId = (SELECT min(Id) FROM SignUp)",
        ["Basis"] = "ProspectId = (SELECT min(Id) FROM Prospect)",
        ["Outbox"] = "Id = (SELECT min(Id) FROM Outbox)",
    };

    public void Put(int count)
    {
        using var db = Open();
        using var transaction = db.BeginTransaction();
        Run(db, $"""
            CREATE TEMP TABLE P AS WITH RECURSIVE Numbers(N) AS (SELECT 1 UNION ALL SELECT N + 1 FROM Numbers WHERE N < {count}) SELECT N, {Uuid} AS Submission FROM Numbers;
            CREATE TEMP TABLE B AS SELECT (SELECT max(Id) FROM Prospect) AS Prospect, (SELECT max(Id) FROM SignUp) AS SignUp;
            """);
        foreach (var (table, renewed) in _tables)
        {
            var columns = Columns(db, table).Where(c => c != "Id" || renewed.ContainsKey(c)).ToList();
            Run(db, $"""
                INSERT INTO "{table}" ({string.Join(", ", columns.Select(c => $"\"{c}\""))})
                SELECT {string.Join(", ", columns.Select(c => renewed.GetValueOrDefault(c) ?? $"L.\"{c}\""))} FROM P, B, (SELECT * FROM "{table}" WHERE {_like[table]}) AS L ORDER BY N
                """);
        }

        transaction.Commit();
    }

    /// <summary>How many letters of all kinds were recorded as sent between the sign-up of the latest <paramref name="count"/> people and their confirmation letters: the most of them.</summary>
    public long MostOvertaking(int count)
    {
        using var db = Open();
        using var ask = db.CreateCommand();
        ask.CommandText = $"""
            WITH Latest AS (SELECT Submission FROM Outbox WHERE Kind = 10 AND SentAt IS NOT NULL ORDER BY Id DESC LIMIT {count}),
              Span AS (SELECT min(p.EventId) AS Put, max(p.EventId) AS Sent FROM Payload p JOIN Latest ON p.About = Latest.Submission GROUP BY p.About)
            SELECT max((SELECT count(*) FROM Event e WHERE e.Id > Put AND e.Id < Sent AND e.Act = 'LetterSent')) FROM Span
            """;
        return (long)(ask.ExecuteScalar() ?? 0L);
    }

    private SqliteConnection Open()
    {
        var db = new SqliteConnection($"Data Source={database};Foreign Keys=True;Pooling=False");
        db.Open();
        return db;
    }

    private static List<string> Columns(SqliteConnection db, string table)
    {
        using var ask = db.CreateCommand();
        ask.CommandText = $"SELECT name FROM pragma_table_info('{table}')";
        using var reader = ask.ExecuteReader();
        var columns = new List<string>();
        while (reader.Read())
        {
            columns.Add(reader.GetString(0));
        }

        return columns;
    }

    private static void Run(SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
