using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Site.Data;

/// <summary>Checks <c>ConnectionStrings__Site</c> together with the provider it is for; the value, which may hold a password, is not repeated.</summary>
internal sealed class ConnectionCheck(IConfiguration configuration) : IValidateOptions<DatabaseOptions>
{
    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        try
        {
            DbConnectionStringBuilder connection = options.Provider == DatabaseProvider.SqlServer ? new SqlConnectionStringBuilder() : new SqliteConnectionStringBuilder();
            connection.ConnectionString = configuration.GetConnectionString("Site") ?? "";
            return Unwritable(connection) is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            return ValidateOptionsResult.Fail($"ConnectionStrings__Site is no connection string for {options.Provider}: {Example(options.Provider)}");
        }
    }

    private static string? Unwritable(DbConnectionStringBuilder connection) => connection is SqliteConnectionStringBuilder { DataSource: var file } && Path.GetDirectoryName(file) is { Length: > 0 } folder
        ? VarFolder.Fault("ConnectionStrings__Site", Path.GetFullPath(folder)) : null;

    private static string Example(DatabaseProvider provider) => provider == DatabaseProvider.SqlServer
        ? "set it like Server=db.example.org;Database=Site;User Id=site;Password=…"
        : "set it like Data Source=/srv/site/site.db, or set Database__Provider to SqlServer.";
}
