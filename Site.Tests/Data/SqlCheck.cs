using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.SqlClient;
using Microsoft.SqlServer.Dac.Model;

namespace Site.Tests.Data;

/// <summary>
/// Checks statements against a schema, without a server. DacFx finds undeclared parameters, unknown tables, columns and aliases;
/// the parser finds what is no T-SQL; <see cref="SqlRules"/> finds unknown functions, columns that an INSERT forgets and OUTPUT on a table
/// with a trigger. Nobody here finds clashes of types, a column missing in GROUP BY, or what only the data shows.
/// </summary>
internal sealed partial class SqlCheck(SqlServerSchema schema)
{
    private readonly SqlRules _rules = new(schema);

    /// <summary>What is wrong with the schema itself; empty is good.</summary>
    internal IReadOnlyList<string> Schema() => Modelled([]);

    /// <summary>What is wrong with one statement; empty is good.</summary>
    internal IReadOnlyList<string> Statement(string sql, IEnumerable<DbParameter> parameters) =>
        Statements([new SqlStatement(sql, [.. parameters.Cast<SqlParameter>()])]);

    /// <summary>What is wrong with the statements, each complaint with its statement; empty is good.</summary>
    internal IReadOnlyList<string> Statements(IEnumerable<SqlStatement> statements)
    {
        var distinct = statements.DistinctBy(s => s.Text).ToList();
        var unreadable = distinct.Select(s => (Statement: s, Fault: Unreadable(s))).Where(s => s.Fault is not null).ToList();
        var readable = distinct.Except(unreadable.Select(u => u.Statement)).ToList();
        return [.. unreadable.Select(u => u.Fault!), .. Modelled(readable), .. readable.SelectMany(s => _rules.Check(s.Text))];
    }

    private static string? Unreadable(SqlStatement statement)
    {
        try
        {
            Sql.Tree(statement.Text);
            return null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }

    private List<string> Modelled(List<SqlStatement> statements)
    {
        using var model = Model();
        try
        {
            statements.ForEach(s => Add(model, s, statements.IndexOf(s)));
            return [.. model.Validate().Select(m => Complaint(m.ToString(), statements))];
        }
        catch (DacModelException) when (statements.Count > 1)
        {
            // A model that has refused one statement takes no other: so that all are checked, each gets a model of its own.
            return [.. statements.SelectMany(s => Modelled([s]))];
        }
        catch (DacModelException e)
        {
            return [.. e.Messages.Select(m => $"{m}\n{statements.FirstOrDefault()?.Text}")];
        }
    }

    private TSqlModel Model()
    {
        var model = new TSqlModel(SqlServerVersion.Sql160, new TSqlModelOptions());
        foreach (var script in schema.Scripts)
        {
            model.AddObjects(script);
        }

        return model;
    }

    private static void Add(TSqlModel model, SqlStatement statement, int index) =>
        model.AddOrUpdateObjects(statement.AsProcedure($"Statement_{index}"), $"Statement_{index}", new TSqlObjectOptions());

    private static string Complaint(string message, List<SqlStatement> statements)
    {
        var index = Procedure().Match(message).Groups["index"].Value;
        return index.Length == 0 ? message : $"{message}\n{statements[int.Parse(index, CultureInfo.InvariantCulture)].Text}";
    }

    [GeneratedRegex(@"\[Statement_(?<index>\d+)\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Procedure();
}
