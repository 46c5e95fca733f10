using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using NodaTime;
using Site.Evidence;

namespace Site.Tests.Evidence;

/// <summary>Makes random logs one after the other in a database in memory, spoils them, and has the site's own verifier judge them.</summary>
internal sealed class RandomLogs : IAsyncDisposable
{
    private static readonly Guid[] _people = [LogSite.Alice, LogSite.Bob, LogSite.Carol];
    private static readonly string[] _tables = ["Erasure", "Payload", "Leaf", "TreeNode", "SigningKey", "EvidenceCheckpoint", "EvidenceLog", "EvidenceInspection", "Event"];

    private readonly SqliteConnection _db;
    private readonly LogSite _base;
    private readonly LogSite _site;

    // The database lives as long as a connection to it is open.
    private RandomLogs(LogSite site, string name)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = name, Mode = SqliteOpenMode.Memory, Cache = SqliteCacheMode.Shared };
        _db = new SqliteConnection(new SqliteConnectionStringBuilder(connection.ToString()) { ForeignKeys = false, Pooling = false }.ToString());
        _db.Open();
        _base = site;
        // Every checkpoint is published, so that whoever is outside sees each.
        _site = site.Again(settings: [("ConnectionStrings:Site", new SqliteConnectionStringBuilder(connection.ToString()) { ForeignKeys = true }.ToString()), ("Evidence:Publish", "00:00:01")]);
    }

    internal static async Task<RandomLogs> Open()
    {
        var site = await LogSite.Empty();
        var logs = new RandomLogs(site, $"random-logs-{Guid.NewGuid():N}");
        await using var file = new SqliteConnection($"Data Source={Path.Combine(site.Folder, "site.db")};Pooling=False");
        await file.OpenAsync();
        file.BackupDatabase(logs._db);
        logs.Rows("SELECT name FROM sqlite_master WHERE type = 'trigger'").ForEach(t => logs.Run($"DROP TRIGGER {t}"));
        return logs;
    }

    /// <summary>The log exported to <paramref name="file"/>, the checkpoint that somebody kept beside it, and what the site's verifier says of it.</summary>
    internal async Task<Verification> Make(RandomLog drawn, string file)
    {
        Clear();
        foreach (var step in drawn.Steps.Append(new LogStep(LogDeed.Append, 0, 2)))
        {
            await Do(step);
        }

        Run("DROP TABLE IF EXISTS Kept; CREATE TABLE Kept AS SELECT * FROM Payload");
        await Do(new LogStep(LogDeed.Erase, 1, 0));
        await Do(new LogStep(LogDeed.Append, 2, 1));
        await Seal();
        Damage(drawn.Spoil, drawn.Where);
        File.Copy(_site.Anchored, $"{file}.kept", overwrite: true);
        await using (var stream = File.Create(file))
        {
            await _site.With((LogExport e) => e.Write(stream, withPayloads: true));
        }

        return await _site.Verify();
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _base.DisposeAsync();
        await _db.DisposeAsync();
    }

    private Task Do(LogStep step) => step.Deed switch
    {
        LogDeed.Append => _site.Append(_people[step.Person], step.Events),
        LogDeed.Erase => _site.Erase(_people[step.Person]),
        _ => Seal(),
    };

    private async Task Seal()
    {
        _site.Clock.Advance(Duration.FromSeconds(2));
        await _site.Seal();
    }

    private void Clear()
    {
        Array.ForEach(_tables, t => Run($"DELETE FROM {t}"));
        if (Directory.Exists(Path.GetDirectoryName(_site.Anchored)))
        {
            Directory.Delete(Path.GetDirectoryName(_site.Anchored) ?? "", recursive: true);
        }
    }

    private void Damage(Spoil spoil, int where)
    {
        var leaves = Rows("SELECT \"Index\" || ',' || EventId FROM Leaf ORDER BY \"Index\"").ConvertAll(r => (Index: r.Split(',')[0], Event: r.Split(',')[1]));
        var ((at, id), (other, otherId)) = (leaves[where % leaves.Count], leaves[(where / 7 + 1) % leaves.Count]);
        Run(spoil switch
        {
            Spoil.PayloadEdited => $"UPDATE Payload SET Bytes = CAST(replace(CAST(Bytes AS TEXT), '\"at\":\"2', '\"at\":\"1') AS BLOB) WHERE EventId = {id}",
            Spoil.SaltEdited => $"UPDATE Payload SET Salt = zeroblob(32) WHERE EventId = {id}",
            Spoil.PayloadDeleted => $"DELETE FROM Payload WHERE EventId = {id}",
            Spoil.PayloadDeletedAsIfErased => $"INSERT OR IGNORE INTO Erasure VALUES ({id}, {leaves[^1].Event}); DELETE FROM Payload WHERE EventId = {id}",
            Spoil.ErasedPayloadPutBack => "INSERT OR IGNORE INTO Payload SELECT * FROM Kept WHERE EventId IN (SELECT EventId FROM Erasure) LIMIT 1",
            Spoil.CommitmentEdited => $"UPDATE Event SET Commitment = zeroblob(32) WHERE Id = {id}",
            Spoil.EventDeleted => $"DELETE FROM Event WHERE Id = {id}",
            Spoil.EventRewritten => Rewritten(id),
            Spoil.LeafEdited => $"UPDATE Leaf SET Hash = zeroblob(32) WHERE \"Index\" = {at}",
            Spoil.LeafDeleted => $"DELETE FROM Leaf WHERE \"Index\" = {at}",
            Spoil.LastLeafDeleted => "DELETE FROM Leaf WHERE \"Index\" = (SELECT max(\"Index\") FROM Leaf)",
            Spoil.LeavesSwapped => Swapped(at, id, other, otherId),
            Spoil.EventInserted => Inserted(at),
            Spoil.EventCopied => $"UPDATE Event SET Commitment = (SELECT Commitment FROM Event WHERE Id = {otherId}) WHERE Id = {id}; UPDATE Leaf SET Hash = (SELECT Hash FROM Leaf WHERE EventId = {otherId}) WHERE EventId = {id}",
            Spoil.CheckpointForged => Forged(where),
            Spoil.EarlierCheckpointDeleted => "DELETE FROM EvidenceCheckpoint WHERE Id = (SELECT min(Id) FROM EvidenceCheckpoint HAVING count(*) > 1)",
            Spoil.LastCheckpointDeleted => "DELETE FROM EvidenceCheckpoint WHERE Id = (SELECT max(Id) FROM EvidenceCheckpoint)",
            Spoil.KeyReplaced => "UPDATE SigningKey SET PublicKey = zeroblob(32)",
            Spoil.SetBack => SetBack(),
            _ => "SELECT 1",
        });
    }

    private static string Rewritten(string id)
    {
        var (salt, bytes) = (new byte[32], Encoding.UTF8.GetBytes("""{"act":"Granted","at":"2026-03-03T09:00:00Z"}"""));
        var commitment = EvidenceLog.Commit(salt, bytes);
        return $"UPDATE Payload SET Salt = zeroblob(32), Bytes = x'{Convert.ToHexString(bytes)}', Subject = NULL, About = NULL WHERE EventId = {id}; "
            + $"UPDATE Event SET Act = 'Granted', At = '2026-03-03 09:00:00', Commitment = x'{Convert.ToHexString(commitment)}' WHERE Id = {id}; "
            + $"UPDATE Leaf SET Hash = x'{Convert.ToHexString(MerkleTree.LeafHash(commitment))}' WHERE EventId = {id}";
    }

    private static string Swapped(string at, string id, string other, string otherId) =>
        $"UPDATE Leaf SET EventId = -1, \"Index\" = -1 WHERE \"Index\" = {at}; UPDATE Leaf SET \"Index\" = {at} WHERE \"Index\" = {other}; UPDATE Leaf SET \"Index\" = {other}, EventId = {id} WHERE EventId = -1"
        + (at == other ? $"; UPDATE Leaf SET \"Index\" = {at}, EventId = {otherId} WHERE EventId = -1" : "");

    private static string Inserted(string at) =>
        $"UPDATE Leaf SET \"Index\" = -\"Index\" - 2 WHERE \"Index\" >= {at}; UPDATE Leaf SET \"Index\" = -\"Index\" - 1 WHERE \"Index\" < 0; "
        + "INSERT INTO Event (Act, At, Commitment, Mac) VALUES ('Granted', '2026-03-03 09:00:00', zeroblob(32), zeroblob(32)); "
        + $"INSERT INTO Leaf SELECT 1, {at}, max(Id), x'{Convert.ToHexString(MerkleTree.LeafHash(new byte[32]))}' FROM Event; "
        + "INSERT INTO Payload SELECT max(Id), NULL, NULL, zeroblob(32), x'7b7d' FROM Event; " + Rewritten("(SELECT max(Id) FROM Event)");

    // By a key of Mallory's, or by the real one, which she stole: over another head.
    private string Forged(int where)
    {
        var head = TreeHead.Parse(SignedNote.Parse(Rows("SELECT Note FROM EvidenceCheckpoint ORDER BY Id DESC LIMIT 1")[0])?.Text ?? "") ?? throw new InvalidOperationException("There is no checkpoint.");
        var signer = new NoteSigner(head.Origin, [.. Enumerable.Repeat((byte)(where % 2 + 1), 32)]);
        var forged = where % 2 == 1 ? head : head with { Root = MerkleTree.EmptyRoot };
        return string.Create(CultureInfo.InvariantCulture, $"UPDATE EvidenceCheckpoint SET Note = '{SignedNote.Sign(forged.Text, signer)}' WHERE Id = (SELECT max(Id) FROM EvidenceCheckpoint)");
    }

    // To the checkpoint before, with everything that follows from it.
    private string SetBack()
    {
        var sizes = Rows("SELECT CAST(Size AS TEXT) FROM EvidenceCheckpoint ORDER BY Id DESC LIMIT 2");
        return sizes.Count < 2 ? "SELECT 1" : $"""
            DELETE FROM EvidenceCheckpoint WHERE Id = (SELECT max(Id) FROM EvidenceCheckpoint);
            DELETE FROM Erasure WHERE ErasedByEventId IN (SELECT EventId FROM Leaf WHERE "Index" >= {sizes[1]});
            DELETE FROM Payload WHERE EventId IN (SELECT EventId FROM Leaf WHERE "Index" >= {sizes[1]});
            DELETE FROM Event WHERE Id IN (SELECT EventId FROM Leaf WHERE "Index" >= {sizes[1]});
            DELETE FROM Leaf WHERE "Index" >= {sizes[1]};
            DELETE FROM TreeNode WHERE ("Index" + 1) << Level > {sizes[1]};
            INSERT OR IGNORE INTO Payload SELECT * FROM Kept WHERE EventId IN (SELECT Id FROM Event) AND EventId NOT IN (SELECT EventId FROM Erasure)
            """;
    }

    private void Run(string sql)
    {
        using var command = new SqliteCommand(sql, _db);
        command.ExecuteNonQuery();
    }

    private List<string> Rows(string sql)
    {
        using var command = new SqliteCommand(sql, _db);
        using var rows = command.ExecuteReader();
        return [.. rows.Cast<System.Data.Common.DbDataRecord>().Select(r => r.GetString(0))];
    }
}
