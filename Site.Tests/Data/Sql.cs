using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Site.Tests.Data;

/// <summary>Reads and writes T-SQL of SQL Server 2022.</summary>
internal static class Sql
{
    /// <exception cref="FormatException">It is not T-SQL; the message says what and where.</exception>
    internal static IEnumerable<TSqlStatement> Parse(string script) =>
        ((TSqlScript)Tree(script)).Batches.SelectMany(b => b.Statements);

    /// <inheritdoc cref="Parse"/>
    internal static TSqlFragment Tree(string script)
    {
        var tree = new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(script), out var errors);
        return errors.Count == 0
            ? tree
            : throw new FormatException(string.Join("; ", errors.Select(e => $"line {e.Line}: {e.Message}")) + "\n" + script);
    }

    internal static string Write(TSqlFragment fragment)
    {
        new Sql160ScriptGenerator().GenerateScript(fragment, out var script);
        return script;
    }

    /// <summary>The names of the columns that a statement answers with: those of its OUTPUT, else of its first SELECT.</summary>
    internal static IReadOnlyList<string> Columns(string statement)
    {
        var columns = new ColumnReader();
        Tree(statement).Accept(columns);
        return [.. (columns.Output ?? columns.Select ?? []).OfType<SelectScalarExpression>().Select(NameOf)];
    }

    internal static string Name(SchemaObjectName name) => name.BaseIdentifier.Value;

    internal static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static string NameOf(SelectScalarExpression column) =>
        column.ColumnName?.Value ?? (column.Expression as ColumnReferenceExpression)?.MultiPartIdentifier.Identifiers[^1].Value ?? "";

    private sealed class ColumnReader : TSqlFragmentVisitor
    {
        internal IList<SelectElement>? Output { get; private set; }

        internal IList<SelectElement>? Select { get; private set; }

        public override void Visit(OutputClause node) => Output ??= node.SelectColumns;

        public override void Visit(QuerySpecification node) => Select ??= node.SelectElements;
    }
}
