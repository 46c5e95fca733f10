using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using Site.Data;

namespace Site.Prospects;

/// <summary>A person known by an e-mail address. The address is the only value about them outside the answers.</summary>
public sealed class Prospect
{
    public long Id { get; init; }

    /// <summary>The id that may leave the house: random, without meaning.</summary>
    public required Guid PublicId { get; init; }

    /// <summary>As first typed; letters go here.</summary>
    public required string Address { get; init; }

    /// <summary>What addresses are compared by, see <see cref="Declarations.EmailAddress"/>.</summary>
    public required string AddressKey { get; init; }

    public required Instant FirstSeenAt { get; init; }

    /// <summary>The latest sign-up; written by every sign-up, so that those of one address queue behind each other.</summary>
    public required Instant LastSeenAt { get; set; }

    /// <summary>"This was not me": no confirmation letter goes here any more.</summary>
    public Instant? BlockedAt { get; set; }

    /// <summary>The address cannot be reached, as its mail server said for good: no letter goes here (rule M6).</summary>
    public Instant? BouncedAt { get; set; }
}

internal sealed class ProspectMapping : IEntityTypeConfiguration<Prospect>
{
    public void Configure(EntityTypeBuilder<Prospect> builder)
    {
        builder.ToTable(nameof(Prospect));
        builder.Property(p => p.Address).HasMaxLength(254);
        builder.Property(p => p.AddressKey).HasMaxLength(254).IsComparedBinary();
        builder.HasIndex(p => p.AddressKey).IsUnique();
        builder.HasIndex(p => p.PublicId).IsUnique();
    }
}
