using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace Site.Evidence;

/// <summary>
/// Writes the events of a save and their payloads to SQLite itself, each pair in one command and in the transaction of the save, where EF sends two, reads the
/// id back and sorts them by their dependence: every sign-up waits for this. A save without a transaction of its own stays EF's, and so does SQL Server's, which sends all in one batch.
/// </summary>
internal sealed class SqliteAppending : SaveChangesInterceptor
{
    private const string Pair = """
        INSERT INTO Event (Act, At, Commitment, Mac) VALUES ($act, $at, $commitment, $mac);
        INSERT INTO Payload (EventId, Subject, About, Salt, Bytes) VALUES (last_insert_rowid(), $subject, $about, $salt, $bytes) RETURNING EventId
        """;

    private readonly ConditionalWeakTable<DbContext, List<(Payload Payload, Event Event)>> _taken = [];

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is { Database.CurrentTransaction: not null } context)
        {
            Take(context);
        }

        return ValueTask.FromResult(result);
    }

    public override async ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is { } context && Give(context) is { Count: > 0 } pairs)
        {
            await Write(context, pairs, cancellationToken);
        }

        return result;
    }

    // Whoever caught the failure and saves once more must find them as EF would have left them.
    public override Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        eventData.Context?.AddRange(Give(eventData.Context).Select(pair => pair.Payload));
        return Task.CompletedTask;
    }

    private void Take(DbContext context)
    {
        var added = context.ChangeTracker.Entries<Payload>().Where(e => e.State == EntityState.Added).ToList();
        var pairs = added.ConvertAll(e => (e.Entity, e.Entity.Event));
        foreach (EntityEntry entry in added.SelectMany(e => new[] { (EntityEntry)e, context.Entry(e.Entity.Event) }).ToList())
        {
            entry.State = EntityState.Detached;
        }

        if (pairs.Count > 0)
        {
            _taken.AddOrUpdate(context, pairs);
        }
    }

    private List<(Payload Payload, Event Event)> Give(DbContext context)
    {
        var pairs = _taken.TryGetValue(context, out var taken) ? taken : [];
        _taken.Remove(context);
        return pairs;
    }

    private static async Task Write(DbContext context, List<(Payload Payload, Event Event)> pairs, CancellationToken cancellationToken)
    {
        await using var command = ((SqliteConnection)context.Database.GetDbConnection()).CreateCommand();
        command.Transaction = (SqliteTransaction?)context.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = Pair;
        foreach (var (payload, happened) in pairs)
        {
            Fill(command.Parameters, payload, happened);
            context.Entry(happened).Property(e => e.Id).CurrentValue = (long)(await command.ExecuteScalarAsync(cancellationToken) ?? 0L);
        }
    }

    private static void Fill(SqliteParameterCollection parameters, Payload payload, Event happened)
    {
        parameters.Clear();
        parameters.AddWithValue("$act", happened.Act.ToString());
        parameters.AddWithValue("$at", happened.At.ToDateTimeUtc());
        parameters.AddWithValue("$commitment", happened.Commitment);
        parameters.AddWithValue("$mac", happened.Mac);
        parameters.AddWithValue("$subject", (object?)payload.Subject ?? DBNull.Value);
        parameters.AddWithValue("$about", (object?)payload.About ?? DBNull.Value);
        parameters.AddWithValue("$salt", payload.Salt);
        parameters.AddWithValue("$bytes", payload.Bytes);
    }
}
