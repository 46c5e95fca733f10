using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Site.Tests.Data;

/// <summary>The tables of a context as they are in the database, whatever the entities look like.</summary>
internal static class Tables
{
    internal sealed record Column(string Table, string Name, Type Type);

    internal static IEnumerable<Column> Columns(DbContext db) =>
        db.Model.GetRelationalModel().Tables.SelectMany(t => t.Columns.Select(c => new Column(t.Name, c.Name, TypeOf(c))));

    // What is owned as JSON is text, though no property of the model says so.
    private static Type TypeOf(Microsoft.EntityFrameworkCore.Metadata.IColumn column) => column.PropertyMappings.Any() ? column.ProviderClrType : typeof(string);

    /// <summary>"Answer.Value" for each column in which <paramref name="trace"/> stands in any row, whatever its case; bytes are read as UTF-8.</summary>
    internal static async Task<IEnumerable<string>> With(DbContext db, string trace)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetRelationalModel().Tables.Select(t => t.Name).ToList())
        {
            await Look(db, table, trace, found);
        }

        return found;
    }

    private static async Task Look(DbContext db, string table, string trace, SortedSet<string> found)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT * FROM {db.GetService<ISqlGenerationHelper>().DelimitIdentifier(table)}";
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            found.UnionWith(Enumerable.Range(0, row.FieldCount).Where(i => Text(row.GetValue(i)).Contains(trace, StringComparison.OrdinalIgnoreCase)).Select(i => $"{table}.{row.GetName(i)}"));
        }
    }

    private static string Text(object value) => value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : $"{value}";
}
