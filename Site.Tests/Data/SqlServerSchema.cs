using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Site.Tests.Data;

/// <summary>
/// What the migrations leave behind on SQL Server, as CREATE statements: a model of a database knows no history, so each migration's
/// commands are carried out here, on the statements themselves. A command that it does not know stops the test.
/// </summary>
internal sealed class SqlServerSchema
{
    private readonly Dictionary<string, TSqlStatement> _objects = new(StringComparer.OrdinalIgnoreCase);

    internal IEnumerable<CreateTableStatement> Tables => _objects.Values.OfType<CreateTableStatement>();

    internal IEnumerable<TriggerStatementBody> Triggers => _objects.Values.OfType<TriggerStatementBody>();

    internal IEnumerable<string> Scripts => _objects.Values.Select(Sql.Write);

    /// <summary>Carries out the migrations of <paramref name="db"/>, without a connection.</summary>
    internal SqlServerSchema Migrate(DbContext db)
    {
        foreach (var command in Commands(db))
        {
            Apply(command);
        }

        return this;
    }

    internal SqlServerSchema Apply(string script)
    {
        foreach (var statement in Sql.Parse(script))
        {
            Apply(statement);
        }

        return this;
    }

    private static IEnumerable<string> Commands(DbContext db)
    {
        var (assembly, generator, initializer) =
            (db.GetService<IMigrationsAssembly>(), db.GetService<IMigrationsSqlGenerator>(), db.GetService<IModelRuntimeInitializer>());
        return assembly.Migrations.Values.Select(type => assembly.CreateMigration(type, db.Database.ProviderName!))
            .SelectMany(m => generator.Generate(m.UpOperations, initializer.Initialize(m.TargetModel)))
            .Select(c => c.CommandText);
    }

    private void Apply(TSqlStatement statement)
    {
        switch (statement)
        {
            case CreateTableStatement or CreateIndexStatement or TriggerStatementBody:
                _objects[Name(statement)] = statement;
                break;
            case AlterTableStatement alter:
                Alter(Table(alter.SchemaObjectName), alter);
                break;
            case DropObjectsStatement drop:
                drop.Objects.ToList().ForEach(o => _objects.Remove(Sql.Name(o)));
                break;
            case DropIndexStatement drop:
                drop.DropIndexClauses.OfType<DropIndexClause>().ToList().ForEach(i => _objects.Remove($"{Sql.Name(i.Object)}.{i.Index.Value}"));
                break;
            case ExecuteStatement { ExecuteSpecification.ExecutableEntity: ExecutableStringList list }:
                Apply(string.Concat(list.Strings.Cast<StringLiteral>().Select(s => s.Value)));
                break;
            // Data, and what EF asks the database about names that it made up itself.
            case DataModificationStatement or DeclareVariableStatement or SelectStatement or IfStatement:
                break;
            default:
                throw new NotSupportedException($"SqlServerSchema cannot carry out {statement.GetType().Name}: {Sql.Write(statement)}");
        }
    }

    private static void Alter(TableDefinition table, AlterTableStatement statement)
    {
        switch (statement)
        {
            case AlterTableAddTableElementStatement add:
                add.Definition.ColumnDefinitions.ToList().ForEach(table.ColumnDefinitions.Add);
                add.Definition.TableConstraints.ToList().ForEach(table.TableConstraints.Add);
                break;
            case AlterTableDropTableElementStatement drop:
                drop.AlterTableDropTableElements.ToList().ForEach(e => Drop(table, e.Name.Value));
                break;
            case AlterTableAlterColumnStatement change:
                Change(table.ColumnDefinitions.Single(c => Sql.Same(c.ColumnIdentifier.Value, change.ColumnIdentifier.Value)), change);
                break;
            default:
                throw new NotSupportedException($"SqlServerSchema cannot carry out {Sql.Write(statement)}");
        }
    }

    private static void Drop(TableDefinition table, string name)
    {
        table.ColumnDefinitions.Where(c => Sql.Same(c.ColumnIdentifier.Value, name)).ToList().ForEach(c => table.ColumnDefinitions.Remove(c));
        table.TableConstraints.Where(c => Sql.Same(c.ConstraintIdentifier?.Value, name)).ToList().ForEach(c => table.TableConstraints.Remove(c));
    }

    private static void Change(ColumnDefinition column, AlterTableAlterColumnStatement change)
    {
        (column.DataType, column.Collation) = (change.DataType, change.Collation);
        column.Constraints.OfType<NullableConstraintDefinition>().ToList().ForEach(c => column.Constraints.Remove(c));
        column.Constraints.Add(new NullableConstraintDefinition { Nullable = change.AlterTableAlterColumnOption != AlterTableAlterColumnOption.NotNull });
    }

    private TableDefinition Table(SchemaObjectName name) => ((CreateTableStatement)_objects[Sql.Name(name)]).Definition;

    private static string Name(TSqlStatement statement) => statement switch
    {
        CreateTableStatement t => Sql.Name(t.SchemaObjectName),
        CreateIndexStatement i => $"{Sql.Name(i.OnName)}.{i.Name.Value}",
        TriggerStatementBody t => Sql.Name(t.Name),
        _ => throw new NotSupportedException(Sql.Write(statement)),
    };
}
