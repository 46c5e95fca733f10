using Microsoft.EntityFrameworkCore;

namespace Site.Data;

/// <summary>Answers which constraint a failed save has met, for both databases.</summary>
public static class DatabaseErrors
{
    /// <summary>True if a unique index refused the row (SQLite 2067/1555, SQL Server 2601/2627).</summary>
    public static bool IsUniqueViolation(this DbUpdateException failure) => failure.InnerException switch
    {
        Microsoft.Data.Sqlite.SqliteException e => e.SqliteExtendedErrorCode is 2067 or 1555,
        Microsoft.Data.SqlClient.SqlException e => e.Number is 2601 or 2627,
        _ => false,
    };
}
