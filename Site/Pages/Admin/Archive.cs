using System.Security.Claims;
using NodaTime;
using Site.Data;
using Site.Prospects;
using Site.Publishing;
using Site.Staff;

namespace Site.Pages.Admin;

/// <summary>The restricted archive (rule P16): sign-ups of which nothing is left but the proof of a consent that has ended. Only the privacy role sees them.</summary>
internal static class Archive
{
    /// <summary>Those that this member of staff may see.</summary>
    internal static IQueryable<Site.SignUps.SignUp> SeenBy(this IQueryable<Site.SignUps.SignUp> signUps, ClaimsPrincipal member, SiteDb db) => member.IsInRole(StaffRoles.Privacy)
        ? signUps
        : signUps.Where(s => !db.Set<Basis>().Any(b => b.Submission == s.PublicId && b.IsConsent && b.LiveFrom != null && b.EndedAt != null)
            || db.Set<Basis>().Any(b => b.Submission == s.PublicId && b.EndedAt == null));

    /// <summary>What stands beside such a sign-up.</summary>
    internal static string Said(LocalDate until, Language l) =>
        l[$"nur noch Nachweis, wird nach dem {Dates.Plain(until, l)} gelöscht", $"only the proof is left, to be erased after {Dates.Plain(until, l)}"];
}
