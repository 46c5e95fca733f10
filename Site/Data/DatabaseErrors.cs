using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Site.Data;

/// <summary>Answers what a failure means, for both databases.</summary>
public static class DatabaseErrors
{
    /// <summary>True if a unique index refused the row (SQLite 2067/1555, SQL Server 2601/2627).</summary>
    public static bool IsUniqueViolation(this DbUpdateException failure) => failure.InnerException switch
    {
        SqliteException e => e.SqliteExtendedErrorCode is 2067 or 1555,
        SqlException e => e.Number is 2601 or 2627,
        _ => false,
    };

    /// <summary>
    /// True if somebody else was in the way and the same transaction, begun anew, may well succeed: chosen as the victim of a deadlock (SQL Server 1205),
    /// a row that another node has added or changed meanwhile.
    /// </summary>
    public static bool IsCollision(Exception failure) => failure switch
    {
        SqlException { Number: 1205 or 2601 or 2627 } or DbUpdateConcurrencyException => true,
        DbUpdateException e when e.IsUniqueViolation() => true,
        { InnerException: { } inner } => IsCollision(inner),
        _ => false,
    };

    /// <summary>What an operator does about a database that cannot be reached or used, in a sentence; null for any other failure.</summary>
    public static string? Mend(Exception failure) => failure switch
    {
        // Busy, read-only, disk error, corrupt, full, cannot open, no database [sqlite.org/rescode.html].
        SqliteException { SqliteErrorCode: 5 or 8 or 10 or 11 or 13 or 14 or 26 } e =>
            $"The database cannot be used ({e.Message}): see that ConnectionStrings__Site, or var/ without it, names a file the site's account may write.",
        SqlException { Number: 208 } => "The database has no tables yet: run the command migrate, once for all nodes.",
        // Database or login refused; server not found, not reachable or not answering.
        SqlException { Number: 4060 or 18452 or 18456 or -2 or -1 or 0 or 2 or 26 or 40 or 53 or 258 or 10054 or 10060 or 10061 or 11001 } e =>
            $"The database does not let the site in ({e.Message}): see that ConnectionStrings__Site names a running server, a database and a login that may use it.",
        { InnerException: { } inner } => Mend(inner),
        _ => null,
    };
}
