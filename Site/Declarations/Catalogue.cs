namespace Site.Declarations;

/// <summary>All purposes and fields there are.</summary>
public sealed record Catalogue(IReadOnlyDictionary<string, Purpose> Purposes, IReadOnlyDictionary<string, Field> Fields)
{
    /// <summary>Names that a posted form uses for itself and that no field may have.</summary>
    public static readonly IReadOnlySet<string> Reserved =
        new HashSet<string>(StringComparer.Ordinal) { FormInput.NoticeKey, FormInput.AgreeKey, FormInput.HoneypotKey };
}
