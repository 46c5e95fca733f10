using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Site.Staff;

/// <summary>Signs staff in: first the password, then a code, never one alone (rule S5).</summary>
public sealed class StaffSignIn(
    UserManager<StaffMember> members, IHttpContextAccessor context, IUserClaimsPrincipalFactory<StaffMember> principals, IOptions<IdentityOptions> options,
    ILogger<SignInManager<StaffMember>> logger, IAuthenticationSchemeProvider schemes, IUserConfirmation<StaffMember> confirmation,
    SecondFactor factor, RecoveryCodes recovery, Audit audit, FreshSignIn fresh)
    : SignInManager<StaffMember>(members, context, principals, options, logger, schemes, confirmation)
{
    private static readonly StaffMember _nobody = new() { CreatedAt = default };
    private static string? _nobodysHash;

    /// <summary>
    /// True if address and password belong together; a short-lived cookie then remembers whose code is awaited. An unknown, locked or disabled account
    /// takes as long to refuse as a wrong password.
    /// </summary>
    public async Task<bool> TakePassword(string email, string password)
    {
        var member = await UserManager.FindByEmailAsync(email);
        if (member is null || await PreSignInCheck(member) is not null)
        {
            HashInVain(password);
            return false;
        }

        return (await PasswordSignInAsync(member, password, isPersistent: false, lockoutOnFailure: true)).RequiresTwoFactor;
    }

    /// <summary>Signs in whose password was taken, if the code of the app is right; a wrong one counts towards the lockout.</summary>
    public Task<bool> TakeCode(StaffMember member, string code) => TakeSecond(member, () => factor.Take(member, code));

    /// <summary>The same with a recovery code, which is used up.</summary>
    public Task<bool> TakeRecoveryCode(StaffMember member, string code) => TakeSecond(member, () => recovery.Use(member, code));

    /// <summary>Opens the session of somebody who has just given both factors.</summary>
    public async Task Admit(StaffMember member)
    {
        await SignInAsync(member, fresh.Now());
        // The rest of this response is for the member already, above all the token in its sign-out form.
        Context.User = await CreateUserPrincipalAsync(member);
        await audit.Add(member, StaffAct.SignedIn);
    }

    /// <summary>Ends the session.</summary>
    public async Task SignOut(ClaimsPrincipal who)
    {
        await audit.Add(who, StaffAct.SignedOut);
        await SignOutAsync();
    }

    /// <summary>Always: an account without a second factor gets no session instead of a session without second factor.</summary>
    public override Task<bool> IsTwoFactorEnabledAsync(StaffMember user) => Task.FromResult(true);

    /// <summary>No browser is ever remembered in place of the second factor.</summary>
    public override Task<bool> IsTwoFactorClientRememberedAsync(StaffMember user) => Task.FromResult(false);

    /// <summary>Not for a disabled account, nor for one without second factor.</summary>
    public override async Task<bool> CanSignInAsync(StaffMember user) =>
        user.DisabledAt is null && user is { TwoFactorEnabled: true, TotpSecret: not null } && await base.CanSignInAsync(user);

    /// <summary>Asked every minute of every session.</summary>
    public override async Task<StaffMember?> ValidateSecurityStampAsync(ClaimsPrincipal? principal) =>
        await base.ValidateSecurityStampAsync(principal) is { } member && await CanSignInAsync(member) ? member : null;

    private async Task<bool> TakeSecond(StaffMember member, Func<Task<bool>> take)
    {
        if (await PreSignInCheck(member) is not null)
        {
            return false;
        }

        if (!await take())
        {
            await UserManager.AccessFailedAsync(member);
            return false;
        }

        await UserManager.ResetAccessFailedCountAsync(member);
        await Context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        await Admit(member);
        return true;
    }

    private void HashInVain(string password)
    {
        _nobodysHash ??= UserManager.PasswordHasher.HashPassword(_nobody, Guid.NewGuid().ToString());
        UserManager.PasswordHasher.VerifyHashedPassword(_nobody, _nobodysHash, password);
    }
}
