using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.SqlClient;

namespace Site.Tests.Data;

/// <summary>A command of <see cref="SilentConnection"/>; its parameters are SQL Server's, for EF sets their types.</summary>
internal sealed class SilentCommand(SilentConnection connection) : DbCommand
{
    private readonly SqlCommand _parameters = new();

    [AllowNull]
    public override string CommandText { get; set; } = "";

    public override int CommandTimeout { get; set; }

    public override CommandType CommandType { get; set; } = CommandType.Text;

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection { get; set; } = connection;

    protected override DbParameterCollection DbParameterCollection => _parameters.Parameters;

    protected override DbTransaction? DbTransaction { get; set; }

    // Only EF's saves begin so; each wants its one row back: the generated key, or that one row was changed.
    private bool IsSave => CommandText.Contains("SET NOCOUNT ON", StringComparison.Ordinal);

    public override void Cancel()
    {
    }

    public override void Prepare()
    {
    }

    public override int ExecuteNonQuery()
    {
        connection.Note(this);
        return 1;
    }

    public override object? ExecuteScalar()
    {
        connection.Note(this);
        return 1;
    }

    protected override DbParameter CreateDbParameter() => new SqlParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
    {
        connection.Note(this);
        return new SilentReader(IsSave ? 1 : connection.Rows, CommandText);
    }

    protected override void Dispose(bool disposing)
    {
        _parameters.Dispose();
        base.Dispose(disposing);
    }
}
