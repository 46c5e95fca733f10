using Microsoft.EntityFrameworkCore;
using Site.Staff;

namespace Site.Pages.Admin;

/// <summary>Who did something, by the address they sign in with.</summary>
internal static class StaffNames
{
    /// <summary>By the ids of accounts; an account that is gone has none.</summary>
    internal static async Task<IReadOnlyDictionary<string, string>> Names(this StaffDb staff, IEnumerable<string?> accounts)
    {
        var ids = accounts.OfType<string>().Distinct().ToList();
        return await staff.Users.Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Email ?? u.Id);
    }
}
