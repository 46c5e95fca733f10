using Microsoft.Data.Sqlite;

namespace Site.Data;

/// <summary>
/// Says whether this process has the embedded database to itself. It holds a lock on a file beside the database for as long as it lives; the
/// operating system lets go of it however the process ends. SQL Server is there to be shared, so beside it nobody is alone.
/// </summary>
public sealed class SoleProcess : IDisposable
{
    private readonly FileStream? _lock;

    public SoleProcess(IConfiguration configuration, IHostEnvironment environment)
    {
        if (DataSetup.Provider(configuration) == DatabaseProvider.Sqlite)
        {
            _lock = Lock(new SqliteConnectionStringBuilder(DataSetup.ConnectionString(configuration, environment)).DataSource);
        }
    }

    public bool IsAlone => _lock is not null;

    public void Dispose() => _lock?.Dispose();

    private static FileStream? Lock(string database)
    {
        try
        {
            return new FileStream($"{database}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
