using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Site.Tests.Data;

/// <summary>What SQL Server refuses at run time and DacFx does not see.</summary>
internal sealed class SqlRules(SqlServerSchema schema)
{
    private static readonly HashSet<string> _functions = new(StringComparer.OrdinalIgnoreCase)
    {
        "ABS", "AVG", "CEILING", "CHARINDEX", "CONCAT", "CONCAT_WS", "COUNT", "COUNT_BIG", "DATALENGTH", "DATEADD", "DATEDIFF", "DATEDIFF_BIG",
        "DATEFROMPARTS", "DATEPART", "EOMONTH", "FLOOR", "FORMAT", "GETDATE", "GETUTCDATE", "HASHBYTES", "ISNULL", "JSON_MODIFY", "JSON_QUERY",
        "JSON_VALUE", "LAG", "LEAD", "LEN", "LOWER", "LTRIM", "MAX", "MIN", "NEWID", "OBJECT_ID", "RANK", "REPLACE", "REPLICATE", "REVERSE", "ROUND",
        "ROW_NUMBER", "RTRIM", "SCHEMA_ID", "SCOPE_IDENTITY", "STRING_AGG", "STUFF", "SUBSTRING", "SUM", "SYSUTCDATETIME", "TRIM", "UPPER",
    };

    private readonly Dictionary<string, string[]> _required = schema.Tables.ToDictionary(
        t => Sql.Name(t.SchemaObjectName), t => Required(t.Definition).ToArray(), StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> _triggered = schema.Triggers.Select(t => Sql.Name(t.TriggerObject.Name)).ToHashSet(StringComparer.OrdinalIgnoreCase);

    internal IEnumerable<string> Check(string statement)
    {
        var reader = new Reader(this);
        Sql.Tree(statement).Accept(reader);
        return reader.Faults.Select(f => $"{f}\n{statement}");
    }

    private static IEnumerable<string> Required(TableDefinition table) => table.ColumnDefinitions
        .Where(c => c.IdentityOptions is null && c.DefaultConstraint is null && c.ComputedColumnExpression is null)
        .Where(c => c.Constraints.OfType<NullableConstraintDefinition>().Any(n => !n.Nullable))
        .Select(c => c.ColumnIdentifier.Value);

    private sealed class Reader(SqlRules rules) : TSqlFragmentVisitor
    {
        internal List<string> Faults { get; } = [];

        public override void Visit(FunctionCall node)
        {
            if (node.CallTarget is null && !_functions.Contains(node.FunctionName.Value))
            {
                Faults.Add($"The function {node.FunctionName.Value} is not known; if SQL Server has it, add it to {nameof(SqlRules)}.");
            }
        }

        public override void Visit(InsertSpecification node) => Insert(node.Target, node.Columns);

        public override void Visit(MergeSpecification node)
        {
            foreach (var insert in node.ActionClauses.Select(a => a.Action).OfType<InsertMergeAction>())
            {
                Insert(node.Target, insert.Columns);
            }
        }

        public override void Visit(DataModificationSpecification node)
        {
            if (node.OutputClause is not null && Table(node.Target) is { } table && rules._triggered.Contains(table))
            {
                Faults.Add($"OUTPUT is not allowed on {table}, which has a trigger: say HasTrigger() in its mapping.");
            }
        }

        private void Insert(TableReference target, IList<ColumnReferenceExpression> columns)
        {
            if (Table(target) is { } table && rules._required.TryGetValue(table, out var required))
            {
                var given = columns.Select(c => c.MultiPartIdentifier.Identifiers[^1].Value);
                Faults.AddRange(required.Except(given, StringComparer.OrdinalIgnoreCase).Select(c => $"{table}.{c} is NOT NULL and not inserted."));
            }
        }

        private static string? Table(TableReference target) => target is NamedTableReference named ? Sql.Name(named.SchemaObject) : null;
    }
}
