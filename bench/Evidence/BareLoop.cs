using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Bench;

/// <summary>What verification is held against: a loop that reads the same rows and hashes them, and knows nothing else.</summary>
internal static class BareLoop
{
    private const string Leaves = """
        SELECT l.Hash, e.Commitment, e.Act, e.At, p.Subject, p.About, p.Salt, p.Bytes
        FROM Leaf l JOIN Event e ON e.Id = l.EventId JOIN Payload p ON p.EventId = l.EventId WHERE l.Log = 1 ORDER BY l."Index"
        """;

    /// <exception cref="InvalidDataException">A row does not hold.</exception>
    internal static void Run(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        Each(connection, Leaves, rows =>
        {
            _ = (rows.GetString(2), rows.GetDateTime(3), rows.GetGuid(4), rows.GetGuid(5));
            var commitment = SHA256.HashData([.. rows.GetFieldValue<byte[]>(6), .. rows.GetFieldValue<byte[]>(7)]);
            var holds = commitment.AsSpan().SequenceEqual(rows.GetFieldValue<byte[]>(1)) && SHA256.HashData([0, .. commitment]).AsSpan().SequenceEqual(rows.GetFieldValue<byte[]>(0));
            _ = holds ? true : throw new InvalidDataException("A row does not hold.");
        });
        var node = new byte[65];
        Each(connection, """SELECT Hash FROM TreeNode WHERE Log = 1 ORDER BY Level, "Index" """, rows =>
        {
            rows.GetFieldValue<byte[]>(0).CopyTo(node, 1);
            SHA256.HashData(node);
        });
    }

    private static void Each(SqliteConnection connection, string sql, Action<SqliteDataReader> read)
    {
        using var command = new SqliteCommand(sql, connection);
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            read(rows);
        }
    }
}
