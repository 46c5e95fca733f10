using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Site.Data;

/// <summary>What the two databases need said differently, said once.</summary>
internal static class ProviderConventions
{
    private const string Binary = "Site:Binary";

    /// <summary>Compares the column byte by byte on both databases.</summary>
    internal static PropertyBuilder<string> IsComparedBinary(this PropertyBuilder<string> property)
    {
        property.HasAnnotation(Binary, true);
        return property;
    }

    /// <summary>SQLite ignores nvarchar(254), so each limit becomes a CHECK; it compares text byte by byte already.</summary>
    internal static void ForSqlite(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties().Where(p => p.GetMaxLength() is not null && p.GetProviderClrType() != typeof(byte[])).ToList())
            {
                model.Entity(entity.Name).ToTable(t => t.HasCheckConstraint(
                    $"CK_{entity.GetTableName()}_{property.Name}_Length", $"length({property.Name}) <= {property.GetMaxLength()}"));
            }
        }
    }

    /// <summary>SQL Server compares by the database's collation unless told otherwise.</summary>
    internal static void ForSqlServer(ModelBuilder model)
    {
        foreach (var property in model.Model.GetEntityTypes().SelectMany(e => e.GetProperties()).Where(p => p.FindAnnotation(Binary) is not null))
        {
            property.SetCollation("Latin1_General_100_BIN2");
        }
    }

    private static Type GetProviderClrType(this Microsoft.EntityFrameworkCore.Metadata.IMutableProperty property) =>
        property.GetValueConverter()?.ProviderClrType ?? property.ClrType;
}
