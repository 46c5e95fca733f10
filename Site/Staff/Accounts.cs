using Microsoft.AspNetCore.Identity;
using NodaTime;

namespace Site.Staff;

/// <summary>What is typed to make an account, with the secret that was shown and the time step whose code proved it.</summary>
public sealed record NewAccount(string Email, string Password, byte[] Secret, long Step);

/// <summary>An account just made, with the recovery codes, which nobody sees again.</summary>
public sealed record MadeAccount(StaffMember Member, IReadOnlyList<string> RecoveryCodes);

/// <summary>Opens and closes accounts.</summary>
public sealed class Accounts(
    StaffDb db, UserManager<StaffMember> members, RoleManager<IdentityRole> roles, Invitations invitations, SecondFactor factor,
    RecoveryCodes recovery, Audit audit, IClock clock)
{
    /// <summary>True if there is an account under this address.</summary>
    public async Task<bool> Exists(string email) => await members.FindByEmailAsync(email) is not null;

    /// <summary>Makes the account and uses the invitation up, both or neither. Null if the invitation was used by somebody else meanwhile.</summary>
    /// <exception cref="InvalidOperationException">The account breaks a rule that the page should have checked.</exception>
    public Task<MadeAccount?> Make(NewAccount account, Invitation invitation) =>
        db.InTransaction(async () => await invitations.UseUp(invitation) ? await Make(account, invitation.Role) : null);

    /// <summary>Closes the account; its sessions end within a minute (rule S5). False if there is none under this address.</summary>
    public async Task<bool> Disable(string email)
    {
        if (await members.FindByEmailAsync(email) is not { } member)
        {
            return false;
        }

        member.DisabledAt ??= clock.GetCurrentInstant();
        Demand(await members.UpdateSecurityStampAsync(member));
        await audit.Add(member, StaffAct.AccountDisabled);
        return true;
    }

    private async Task<MadeAccount?> Make(NewAccount account, string? given)
    {
        var member = new StaffMember { UserName = account.Email, Email = account.Email, CreatedAt = clock.GetCurrentInstant() };
        factor.Enrol(member, account.Secret, account.Step);
        Demand(await members.CreateAsync(member, account.Password));
        foreach (var role in given?.Split(',') ?? [])
        {
            await Give(member, role);
        }

        var codes = recovery.Add(member);
        await audit.Add(member, StaffAct.AccountCreated);
        return new MadeAccount(member, codes);
    }

    private async Task Give(StaffMember member, string role)
    {
        if (!await roles.RoleExistsAsync(role))
        {
            Demand(await roles.CreateAsync(new IdentityRole(role)));
        }

        Demand(await members.AddToRoleAsync(member, role));
    }

    private static void Demand(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join(" ", result.Errors.Select(e => e.Description)));
        }
    }
}
