namespace Site.Staff;

/// <summary>What only some members of staff may do. The first account may do all of it; every other one what its invitation gives.</summary>
public static class StaffRoles
{
    /// <summary>Approves or rejects changed terms, sees the restricted archive, takes evidence packs out.</summary>
    public const string Privacy = "privacy";

    public static readonly IReadOnlyList<string> All = [Privacy];
}
