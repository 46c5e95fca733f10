using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Site.Data;

namespace Site.Evidence;

/// <summary>A leaf with its event, and with its payload as long as it is kept.</summary>
internal sealed record LeafRow(
    long Index, long EventId, byte[] Hash, byte[]? Commitment, Act? Act, Instant? At, Guid? Subject, Guid? About, byte[]? Salt, byte[]? Bytes, bool IsNamed)
{
    /// <summary>All leaves of a log, in order.</summary>
    internal static IAsyncEnumerable<LeafRow> Of(SiteDb db, int log) => Pages.Of<LeafRow>(last => After(db, log, last?.Index ?? long.MinValue));

    private static IQueryable<LeafRow> After(SiteDb db, int log, long index) =>
        (from leaf in db.Set<Leaf>()
         where leaf.Log == log && leaf.Index > index
         join happened in db.Set<Event>() on leaf.EventId equals happened.Id into events
         from happened in events.DefaultIfEmpty()
         join payload in db.Set<Payload>() on leaf.EventId equals payload.EventId into payloads
         from payload in payloads.DefaultIfEmpty()
         join erasure in db.Set<Erasure>() on leaf.EventId equals erasure.EventId into erasures
         from erasure in erasures.DefaultIfEmpty()
         orderby leaf.Index
         select new LeafRow(leaf.Index, leaf.EventId, leaf.Hash, happened!.Commitment, happened!.Act, happened!.At,
             payload!.Subject, payload!.About, payload!.Salt, payload!.Bytes, erasure != null))
        .AsNoTracking();
}

/// <summary>Checks leaves one after the other. <paramref name="progress"/> hears of it now and then.</summary>
internal sealed class LeafWalk(Action<long, long>? progress)
{
    private const int Step = 5_000;
    private const int MostRoom = 50_000_000;

    // Of a commitment eight bytes tell enough: two alike are looked at again.
    private readonly HashSet<long> _seen = [];

    /// <summary>How many leaves there are. Room for them is made at once: growing would take twice as much for a while.</summary>
    internal long Total
    {
        get;
        set => _seen.EnsureCapacity((int)Math.Min(field = value, MostRoom));
    }

    internal long Events { get; private set; }

    /// <summary>How many nodes above the leaves were found to follow from those below.</summary>
    internal long Nodes { get; set; }

    /// <summary>The events that sealed "erased" events name.</summary>
    internal IReadOnlySet<long> Named { get; set; } = new HashSet<long>();

    /// <exception cref="EvidenceException">The row does not hold.</exception>
    internal void Check(LeafRow row, Frontier tree, Log log)
    {
        if (((tree.Size == 0 ? FaultOfFirst(row, log) : null) ?? Fault(row, tree.Size)) is { } fault)
        {
            throw new EvidenceException(fault);
        }

        tree.Append(row.Hash);
        if (++Events % Step == 0 || Events == Total)
        {
            progress?.Invoke(Events, Total);
        }
    }

    private string? Fault(LeafRow row, long expected) =>
        row.Index != expected ? $"Leaf {expected} is missing: leaf {row.Index} follows."
        : row.Commitment is null ? $"Event {row.EventId}, leaf {row.Index}, is missing."
        : !row.Hash.AsSpan().SequenceEqual(MerkleTree.LeafHash(row.Commitment)) ? $"Event {row.EventId} or its leaf {row.Index} was changed: the one does not follow from the other."
        : !_seen.Add(BitConverter.ToInt64(row.Commitment)) ? $"Event {row.EventId} says again what an earlier one said: its row was copied."
        : row.Bytes is null || row.Salt is null ? Unsaid(row)
        : row.IsNamed ? $"Event {row.EventId} is called erased and is still there."
        : Said(row, row.Salt, row.Bytes);

    // A log after a restore begins with the checkpoint it goes on from, or it was opened by somebody else.
    private static string? FaultOfFirst(LeafRow row, Log log) => log.After is null || row.Act == Act.LogOpened && row.Bytes is { } bytes && Says(bytes, log.After)
        ? null : $"Log {log.Number} does not begin with the checkpoint it goes on from.";

    internal static bool Says(byte[] payload, string after)
    {
        using var envelope = JsonDocument.Parse(payload);
        return envelope.RootElement.TryGetProperty("record", out var record) && record.TryGetProperty("after", out var said) && said.GetString() == after;
    }

    private string? Unsaid(LeafRow row) => row.IsNamed && Named.Contains(row.EventId) ? null : $"The payload of event {row.EventId} is missing, and no sealed erasure names it.";

    private static string? Said(LeafRow row, byte[] salt, byte[] bytes) =>
        !EvidenceLog.Commit(salt, bytes).AsSpan().SequenceEqual(row.Commitment) ? $"The payload of event {row.EventId} was changed."
        : Envelope.Read(bytes) is not { } said ? $"The payload of event {row.EventId} is not one of ours."
        : said.Act != row.Act?.ToString() || row.At is not { } at || said.At != InstantPattern.ExtendedIso.Format(at) || said.Principal != row.Subject || said.Submission != row.About
            ? $"A column of event {row.EventId} does not say what its payload says."
        : null;
}
