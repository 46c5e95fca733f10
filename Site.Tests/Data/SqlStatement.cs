using System.Data;
using System.Globalization;
using Microsoft.Data.SqlClient;

namespace Site.Tests.Data;

/// <summary>A statement as EF would have sent it.</summary>
public sealed record SqlStatement(string Text, IReadOnlyList<SqlParameter> Parameters)
{
    /// <summary>The statement as a stored procedure with the same parameters, so that a model of the database can hold it.</summary>
    internal string AsProcedure(string name) =>
        $"CREATE PROCEDURE [{name}]\n{string.Join(",\n", Parameters.Select(Declare))}\nAS\nBEGIN\n{Text}\nEND";

    private static string Declare(SqlParameter parameter) => $"@{parameter.ParameterName.TrimStart('@')} {Type(parameter)}";

    private static string Type(SqlParameter parameter) => parameter.SqlDbType switch
    {
        SqlDbType.NVarChar or SqlDbType.VarChar or SqlDbType.VarBinary or SqlDbType.NChar or SqlDbType.Char or SqlDbType.Binary =>
            $"{parameter.SqlDbType}({(parameter.Size is > 0 and <= 4000 ? parameter.Size.ToString(CultureInfo.InvariantCulture) : "max")})",
        SqlDbType.Decimal => $"decimal({Math.Max((int)parameter.Precision, 18)}, {parameter.Scale})",
        _ => parameter.SqlDbType.ToString(),
    };
}
