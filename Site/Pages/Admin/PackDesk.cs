using System.Security.Claims;
using Site.MyData.Pack;
using Site.Publishing;
using Site.Staff;

namespace Site.Pages.Admin;

/// <summary>Hands out evidence packs at the desk, on record before the first byte: no row, no export (rule S6).</summary>
public sealed class PackDesk(PackReader reader, EvidencePack packs, Audit audit, FreshSignIn fresh)
{
    internal Task<bool> IsFresh(HttpContext context) => fresh.Is(context);

    /// <summary>Null if nothing is held of the sign-up.</summary>
    internal async Task<PreparedPack?> HandOut(ClaimsPrincipal who, Guid submission, string reason, Language language)
    {
        if (await reader.Of(submission) is not { } person)
        {
            return null;
        }

        await audit.Add(who, StaffAct.Exported, submission, reason);
        return await packs.Prepare(person, language, Exports.ByStaff);
    }
}
