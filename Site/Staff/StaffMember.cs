using Microsoft.AspNetCore.Identity;
using NodaTime;

namespace Site.Staff;

/// <summary>Somebody who works at the desk. Nobody is one by default: an account is made through an <see cref="Invitation"/> only.</summary>
public sealed class StaffMember : IdentityUser
{
    public required Instant CreatedAt { get; init; }

    /// <summary>From when on the account is closed; its sessions end within a minute (rule S5).</summary>
    public Instant? DisabledAt { get; set; }

    /// <summary>The shared secret of the authenticator app, sealed (see <see cref="Seal"/>). Without it nobody gets a session.</summary>
    public byte[]? TotpSecret { get; set; }

    /// <summary>The time step of the last code accepted: a code counts once [RFC 6238 5.2].</summary>
    public long LastTotpStep { get; set; }
}
