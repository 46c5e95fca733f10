using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;

namespace Site.Staff;

/// <summary>A code that stands in for the authenticator app once. Kept as HMAC under a key outside the database.</summary>
public sealed class RecoveryCode
{
    public long Id { get; init; }

    public required string StaffId { get; init; }

    public required byte[] Digest { get; init; }

    public Instant? UsedAt { get; init; }
}

/// <summary>Makes recovery codes and takes them, each once.</summary>
public sealed class RecoveryCodes(StaffDb db, SiteKeys keys, IClock clock)
{
    private const int Count = 8;

    // Without letters and digits that are taken for each other.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>Eight codes of 79 random bits, like "k3m9-…". They are added to the caller's save and cannot be shown again.</summary>
    public IReadOnlyList<string> Add(StaffMember member)
    {
        var codes = Enumerable.Range(0, Count).Select(_ => RandomNumberGenerator.GetString(Alphabet, 16)).ToList();
        db.AddRange(codes.Select(code => new RecoveryCode { StaffId = member.Id, Digest = Digest(code) }));
        return [.. codes.Select(code => string.Join('-', code.Chunk(4).Select(group => new string(group))))];
    }

    /// <summary>True once for each code of this member, typed with or without hyphens and spaces, in any case.</summary>
    public async Task<bool> Use(StaffMember member, string typed)
    {
        var digest = Digest(typed);
        Instant? now = clock.GetCurrentInstant();
        // In a transaction, so that it queues with the other writers: by itself it would ask again and again for a file that is busy.
        var used = await db.InTransaction(() => db.Set<RecoveryCode>().Where(c => c.StaffId == member.Id && c.Digest == digest && c.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.UsedAt, now)));
        return used == 1;
    }

    private byte[] Digest(string typed)
    {
        var code = typed.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit).ToArray();
        return HMACSHA256.HashData(keys.Derive("recovery-codes"), Encoding.ASCII.GetBytes(code));
    }
}
