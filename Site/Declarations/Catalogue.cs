namespace Site.Declarations;

/// <summary>All purposes, fields and groups of fields there are.</summary>
public sealed record Catalogue(
    IReadOnlyDictionary<string, Purpose> Purposes, IReadOnlyDictionary<string, Field> Fields, IReadOnlyDictionary<string, FieldGroup> Groups)
{
    /// <summary>The purpose of showing people their own data (Art. 15 GDPR): a site that declares it has a page for that.</summary>
    public const string Access = "access";

    /// <summary>Names that a posted form uses for itself and that no field may have.</summary>
    public static readonly IReadOnlySet<string> Reserved =
        new HashSet<string>(StringComparer.Ordinal) { FormInput.NoticeKey, FormInput.AgreeKey, FormInput.HoneypotKey, FormInput.PreviewKey, "key" };
}
