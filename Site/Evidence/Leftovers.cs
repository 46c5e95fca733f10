using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;

namespace Site.Evidence;

/// <summary>What the walk along the leaves does not meet: events never sealed, and rows that belong to nothing.</summary>
public sealed class Leftovers(SiteDb db, LogBook logs, EvidenceKeys keys, IClock clock)
{
    // Sealing runs each minute; what still waits after that long was passed over.
    private static readonly Duration _overdue = Duration.FromHours(1);

    /// <summary>The events that an "erased" event names: one that is sealed, or of ours and about to be.</summary>
    internal async Task<HashSet<long>> Named(CancellationToken cancellationToken)
    {
        var named = new HashSet<long>();
        var erased = db.Set<Payload>().AsNoTracking().Where(p => p.About == null && p.Event.Act == Act.Erased)
            .Select(p => new { p.Salt, p.Bytes, p.Event.Commitment, p.Event.Mac, IsSealed = db.Set<Leaf>().Any(l => l.EventId == p.EventId) });
        await foreach (var row in erased.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var counts = EvidenceLog.Commit(row.Salt, row.Bytes).AsSpan().SequenceEqual(row.Commitment) && (row.IsSealed || keys.IsOurs(row.Commitment, row.Mac));
            named.UnionWith(counts ? NamedIn(row.Bytes) : []);
        }

        return named;
    }

    /// <exception cref="EvidenceException">Something was passed over, or belongs to nothing.</exception>
    internal async Task Check(LeafWalk walk, CancellationToken cancellationToken)
    {
        if (walk.Events != walk.Total || walk.Nodes != await db.Set<TreeNode>().LongCountAsync(cancellationToken))
        {
            throw new EvidenceException("There are leaves, tree nodes or both that belong to no log.");
        }

        var due = clock.GetCurrentInstant() - _overdue;
        var unsealed = db.Set<Event>().Where(e => e.At < due && !db.Set<Leaf>().Any(l => l.EventId == e.Id)).Select(e => (long?)e.Id);
        var payloads = db.Set<Payload>().Where(p => !db.Set<Event>().Any(e => e.Id == p.EventId)).Select(p => (long?)p.EventId);
        var erasures = db.Set<Erasure>().Where(r => !db.Set<Event>().Any(e => e.Id == r.EventId)).Select(r => (long?)r.EventId);
        await None(unsealed, id => $"Event {id} waits to be sealed for more than an hour.", cancellationToken);
        await None(payloads, id => $"The payload of event {id} belongs to no event.", cancellationToken);
        var checkpoints = db.Set<Checkpoint>().Where(c => !db.Set<Log>().Any(l => l.Number == c.Log)).Select(c => (long?)c.Id);
        var chain = (await logs.Keys()).ConvertAll(k => k.Id);
        var signers = db.Set<SigningKey>().Where(k => !chain.Contains(k.Id)).Select(k => (long?)k.Id);
        await None(checkpoints, id => $"Checkpoint {id} belongs to no log.", cancellationToken);
        await None(signers, id => $"Signing key {id} is none that the key before handed over to.", cancellationToken);
        await None(erasures, id => $"The erasure of event {id} belongs to no event.", cancellationToken);
    }

    private static async Task None(IQueryable<long?> found, Func<long, string> fault, CancellationToken cancellationToken)
    {
        if (await found.OrderBy(id => id).FirstOrDefaultAsync(cancellationToken) is { } id)
        {
            throw new EvidenceException(fault(id));
        }
    }

    private static IEnumerable<long> NamedIn(byte[] payload)
    {
        using var envelope = JsonDocument.Parse(payload);
        return envelope.RootElement.TryGetProperty("record", out var record) && record.TryGetProperty("events", out var events)
            ? [.. events.EnumerateArray().Select(e => e.GetInt64())] : [];
    }
}
