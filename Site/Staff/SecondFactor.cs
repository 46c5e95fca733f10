using Microsoft.AspNetCore.Identity;
using NodaTime;

namespace Site.Staff;

/// <summary>Keeps the secret that an account shares with its authenticator app, and takes its codes.</summary>
public sealed class SecondFactor(Seal seal, IClock clock, UserManager<StaffMember> members)
{
    private const string Purpose = "staff-totp";

    /// <summary>Gives the account the secret that <paramref name="step"/>'s code has just proved to be in the app. Saves nothing.</summary>
    public void Enrol(StaffMember member, byte[] secret, long step)
    {
        member.TotpSecret = seal.Close(Purpose, member.Id, secret);
        member.LastTotpStep = step;
        member.TwoFactorEnabled = true;
    }

    /// <summary>
    /// True for a code that is right now and newer than the last one taken. Of several attempts at once at most one can succeed: the row's
    /// concurrency stamp refuses the others.
    /// </summary>
    public async Task<bool> Take(StaffMember member, string code)
    {
        if (member.TotpSecret is null || Totp.Match(Secret(member), code, clock.GetCurrentInstant()) is not { } step || step <= member.LastTotpStep)
        {
            return false;
        }

        member.LastTotpStep = step;
        return (await members.UpdateAsync(member)).Succeeded;
    }

    private byte[] Secret(StaffMember member) => seal.Open(Purpose, member.Id, member.TotpSecret ?? []);
}
