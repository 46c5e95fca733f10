using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.SqlClient;

namespace Site.Tests.Data;

/// <summary>
/// A connection to a SQL Server that is not there. It notes every statement and answers a query with <paramref name="rows"/> rows of
/// plausible values (nulls where a column may be null), and a save with success.
/// </summary>
internal sealed class SilentConnection(Action<SqlStatement> note, Func<int> rows) : DbConnection
{
    private ConnectionState _state = ConnectionState.Closed;

    [AllowNull]
    public override string ConnectionString { get; set; } = "Server=none";

    public override string Database => "none";

    public override string DataSource => "none";

    public override string ServerVersion => "16.00.0000";

    public override ConnectionState State => _state;

    internal int Rows => rows();

    public override void ChangeDatabase(string databaseName)
    {
    }

    public override void Open() => _state = ConnectionState.Open;

    public override void Close() => _state = ConnectionState.Closed;

    internal void Note(DbCommand command) =>
        note(new SqlStatement(command.CommandText, [.. command.Parameters.Cast<SqlParameter>()]));

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => new SilentTransaction(this, isolationLevel);

    protected override DbCommand CreateDbCommand() => new SilentCommand(this);

    private sealed class SilentTransaction(SilentConnection connection, IsolationLevel level) : DbTransaction
    {
        public override IsolationLevel IsolationLevel => level;

        protected override DbConnection DbConnection => connection;

        public override void Commit()
        {
        }

        public override void Rollback()
        {
        }
    }
}
