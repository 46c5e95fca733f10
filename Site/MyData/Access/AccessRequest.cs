using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using Site.Data;

namespace Site.MyData.Access;

/// <summary>
/// Somebody asked for the link to the data held under an address. It is stored the same for every address and answered behind the request, so that nobody can tell
/// from outside which of them are known (rule S3); answering takes seconds and removes it.
/// </summary>
public sealed class AccessRequest
{
    public long Id { get; init; }

    public required Guid PublicId { get; init; }

    /// <summary>As addresses are compared, see <see cref="Declarations.EmailAddress"/>.</summary>
    public required string AddressKey { get; init; }

    public required string Language { get; init; }

    public required Instant At { get; init; }
}

internal sealed class AccessRequestMapping : IEntityTypeConfiguration<AccessRequest>
{
    public void Configure(EntityTypeBuilder<AccessRequest> builder)
    {
        builder.ToTable(nameof(AccessRequest));
        builder.Property(r => r.AddressKey).HasMaxLength(254).IsComparedBinary();
        builder.Property(r => r.Language).HasMaxLength(2);
    }
}
