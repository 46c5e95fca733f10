using System.Security.Claims;
using NodaTime;
using Site.Data;
using Site.Evidence;
using Site.Prospects;
using Site.Staff;

namespace Site.Pages.Admin;

/// <summary>Writes down that staff looked at a person: audit, ledger of use, evidence (rule S6).</summary>
public sealed class PersonViews(SiteDb db, Audit audit, EvidenceLog evidence, IClock clock)
{
    /// <summary>No row, no view: call it before anything is shown.</summary>
    /// <param name="signUp">With its person.</param>
    /// <param name="fields">Keys of the fields whose values are shown.</param>
    public async Task Add(ClaimsPrincipal who, Site.SignUps.SignUp signUp, IEnumerable<string> fields)
    {
        await audit.Add(who, StaffAct.Viewed, signUp.PublicId);
        db.Add(new Use
        {
            ProspectId = signUp.ProspectId,
            At = clock.GetCurrentInstant(),
            By = "staff",
            What = "viewed",
            Fields = string.Join(',', fields),
            Submission = signUp.PublicId,
        });
        evidence.Append(Act.Viewed, signUp.Prospect?.PublicId, signUp.PublicId, new { By = "staff" });
        await db.SaveChangesAsync();
    }
}
