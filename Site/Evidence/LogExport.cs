using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Site.Data;
using Site.Declarations;

namespace Site.Evidence;

/// <summary>
/// The whole log as JSON lines, for whoever checks it elsewhere: of each log a line that names it, its keys and its last checkpoint, then a line a leaf, and the
/// published checkpoints where they stand. Rows are written as they are found, whether they hold or not: judging them is the reader's part.
/// </summary>
public sealed class LogExport(SiteDb db, LogBook book)
{
    private static readonly JsonSerializerOptions _json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly byte[] _end = "\n"u8.ToArray();

    /// <summary>Returns how many leaves were written. What is not sealed yet is not in it.</summary>
    /// <param name="withPayloads">False to hold back what is about people: their lines then say so.</param>
    public Task<long> Write(Stream to, bool withPayloads, CancellationToken cancellationToken = default) =>
        db.AtOneMoment(() => WriteAll(to, withPayloads, cancellationToken));

    private async Task<long> WriteAll(Stream to, bool withPayloads, CancellationToken cancellationToken)
    {
        var (keys, leaves) = (await book.Keys(), 0L);
        foreach (var log in await db.Set<Log>().AsNoTracking().OrderBy(l => l.Number).ToListAsync(cancellationToken))
        {
            if (await book.Last(log.Number) is { } last)
            {
                await Line(to, Header(log, last, keys), cancellationToken);
                leaves += await Leaves(to, log, last, withPayloads, cancellationToken);
            }
        }

        return leaves;
    }

    private async Task<long> Leaves(Stream to, Log log, Checkpoint last, bool withPayloads, CancellationToken cancellationToken)
    {
        var (shown, written) = (new Queue<Checkpoint>(await Shown(log, last, cancellationToken)), 0L);
        await foreach (var row in LeafRow.Of(db, log.Number).WithCancellation(cancellationToken))
        {
            for (; shown.TryPeek(out var due) && due.Size <= written; shown.Dequeue())
            {
                await Line(to, Published(due), cancellationToken);
            }

            if (row.Index >= last.Size)
            {
                break;
            }

            await Line(to, Leaf(row, withPayloads), cancellationToken);
            written++;
        }

        foreach (var left in shown)
        {
            await Line(to, Published(left), cancellationToken);
        }

        return written;
    }

    // The first one of a key is shown too: by it the key before hands over.
    private Task<List<Checkpoint>> Shown(Log log, Checkpoint last, CancellationToken cancellationToken) => db.Set<Checkpoint>().AsNoTracking()
        .Where(c => c.Log == log.Number && c.Id != last.Id && (c.IsPublic || db.Set<SigningKey>().Any(k => k.FromId == c.Id)))
        .OrderBy(c => c.Size).ThenBy(c => c.Id).ToListAsync(cancellationToken);

    private static JsonObject Header(Log log, Checkpoint last, IEnumerable<SigningKey> keys) => new()
    {
        ["origin"] = log.Origin,
        ["keys"] = Dpv.List(keys, k => JsonValue.Create($"{k.Key}")),
        ["checkpoint"] = last.Note,
        ["after"] = log.After,
    };

    private static JsonObject Published(Checkpoint checkpoint) => new() { ["published"] = checkpoint.Note };

    private static JsonObject Leaf(LeafRow row, bool withPayloads)
    {
        var line = new JsonObject
        {
            ["index"] = row.Index,
            ["event"] = row.EventId,
            ["leaf"] = Convert.ToHexStringLower(row.Hash),
            ["commitment"] = row.Commitment is null ? null : Convert.ToHexStringLower(row.Commitment),
        };
        return row.Bytes is null || row.Salt is null ? line : withPayloads || row is { Subject: null, About: null } ? Opened(line, row.Salt, row.Bytes) : Held(line);
    }

    private static JsonObject Opened(JsonObject line, byte[] salt, byte[] payload)
    {
        line["salt"] = Convert.ToBase64String(salt);
        line["payload"] = Encoding.UTF8.GetString(payload);
        return line;
    }

    private static JsonObject Held(JsonObject line)
    {
        line["held"] = true;
        return line;
    }

    private static async Task Line(Stream to, JsonObject line, CancellationToken cancellationToken)
    {
        await JsonSerializer.SerializeAsync(to, line, _json, cancellationToken);
        await to.WriteAsync(_end, cancellationToken);
    }
}
