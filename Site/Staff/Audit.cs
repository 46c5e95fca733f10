using System.Security.Claims;
using NodaTime;

namespace Site.Staff;

/// <summary>Writes the audit (rule S6).</summary>
public sealed class Audit(StaffDb db, IClock clock)
{
    /// <summary>Adds and saves a row for the signed-in member. Call it before the data is shown: no row, no view.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    public Task Add(ClaimsPrincipal who, StaffAct act, Guid? subject = null, string? detail = null) =>
        Add(who.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("Nobody is signed in."), act, subject, detail);

    /// <inheritdoc cref="Add(ClaimsPrincipal, StaffAct, Guid?, string?)"/>
    public Task Add(StaffMember who, StaffAct act, Guid? subject = null, string? detail = null) => Add(who.Id, act, subject, detail);

    /// <summary>The same for whoever works on the command line, where nobody is signed in.</summary>
    public Task AddForOperator(StaffAct act, Guid? subject = null, string? detail = null) => Add(AuditRow.Operator, act, subject, detail);

    private async Task Add(string staffId, StaffAct act, Guid? subject, string? detail)
    {
        db.Add(new AuditRow { At = clock.GetCurrentInstant(), StaffId = staffId, Act = act, Subject = subject, Detail = detail });
        await db.SaveChangesAsync();
    }
}
