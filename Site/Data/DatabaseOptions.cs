using System.ComponentModel.DataAnnotations;

namespace Site.Data;

/// <summary>Which database (<c>Database__Provider</c>): SQLite embedded, or SQL Server.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    [EnumDataType(typeof(DatabaseProvider), ErrorMessage = "Database__Provider must be Sqlite or SqlServer.")]
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;
}

public enum DatabaseProvider
{
    Sqlite,
    SqlServer,
}
