using NodaTime;

namespace Site.Staff;

/// <summary>A link that makes one account. Only its hash is kept (rule S4); opening it uses nothing up, making the account does.</summary>
public sealed class Invitation
{
    public long Id { get; init; }

    /// <summary>SHA-256 of the token.</summary>
    public required byte[] Hash { get; init; }

    public required Instant CreatedAt { get; init; }

    public required Instant ExpiresAt { get; init; }

    public Instant? UsedAt { get; init; }

    /// <summary>The <see cref="StaffRoles"/> that the account will have, separated by commas; null for none.</summary>
    public string? Role { get; init; }

    /// <summary>Made by a start without accounts; good only as long as there is none.</summary>
    public required bool IsForFirstAccount { get; init; }

    public bool IsOpen(Instant now) => UsedAt is null && now < ExpiresAt;
}
