using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Site.Data;

/// <summary>Marks an entity whose rows are never changed. The database's triggers are the guard, this is the clear message.</summary>
public interface IAppendOnly;

/// <summary>The append-only guard: a refusal in the context, and the triggers that hold against everybody else.</summary>
public static class AppendOnly
{
    /// <summary>Saves, unless an append-only row was changed. What has changed is looked for once, not by the guard and by the save.</summary>
    /// <exception cref="InvalidOperationException">A tracked append-only row was changed or deleted.</exception>
    public static async Task<int> Guarded(ChangeTracker tracker, Func<Task<int>> save)
    {
        tracker.DetectChanges();
        tracker.AutoDetectChangesEnabled = false;
        try
        {
            Guard(tracker);
            return await save();
        }
        finally
        {
            tracker.AutoDetectChangesEnabled = true;
        }
    }

    /// <inheritdoc cref="Guarded"/>
    public static void Guard(ChangeTracker tracker)
    {
        var offender = tracker.Entries<IAppendOnly>().FirstOrDefault(e => e.State is EntityState.Modified or EntityState.Deleted);
        if (offender is not null)
        {
            throw new InvalidOperationException($"{offender.Metadata.ShortName()} is append-only; a row was to be {offender.State}.");
        }
    }

    /// <summary>Refuses UPDATE and DELETE on <paramref name="table"/>; a DELETE is let through for rows that satisfy <paramref name="deletable"/> (SQL over the alias <c>d</c>).</summary>
    public static void CreateAppendOnlyTriggers(this MigrationBuilder migration, string table, string? deletable = null)
    {
        if (migration.ActiveProvider?.EndsWith("Sqlite", StringComparison.Ordinal) == true)
        {
            CreateForSqlite(migration, table, deletable);
        }
        else
        {
            CreateForSqlServer(migration, table, deletable);
        }
    }

    private static void CreateForSqlite(MigrationBuilder migration, string table, string? deletable)
    {
        var when = deletable is null ? "" : $"WHEN NOT ({deletable.Replace("d.", "OLD.", StringComparison.Ordinal)})";
        migration.Sql($"CREATE TRIGGER {table}_NoUpdate BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;");
        migration.Sql($"CREATE TRIGGER {table}_NoDelete BEFORE DELETE ON {table} {when} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;");
    }

    private static void CreateForSqlServer(MigrationBuilder migration, string table, string? deletable)
    {
        var rows = deletable is null ? "FROM deleted d" : $"FROM deleted d WHERE NOT ({deletable})";
        CreateAlone(migration, $"CREATE TRIGGER {table}_NoUpdate ON {table} AFTER UPDATE AS BEGIN SET NOCOUNT ON; IF EXISTS (SELECT 1 FROM deleted) THROW 51000, '{table} is append-only', 1; END");
        CreateAlone(migration, $"CREATE TRIGGER {table}_NoDelete ON {table} AFTER DELETE AS BEGIN SET NOCOUNT ON; IF EXISTS (SELECT 1 {rows}) THROW 51000, '{table} is append-only', 1; END");
    }

    // CREATE TRIGGER must be the first statement of its batch; in a script of all migrations it would not be.
    private static void CreateAlone(MigrationBuilder migration, string statement) =>
        migration.Sql($"EXEC(N'{statement.Replace("'", "''", StringComparison.Ordinal)}')");
}
