using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;

namespace Site.Prospects;

/// <summary>The addresses that are not to be written to, known by fingerprints that nobody but this site can make (rules M6, M7).</summary>
public sealed class Suppressions(SiteDb db, SiteKeys keys, IClock clock)
{
    /// <summary>Octets of a fingerprint.</summary>
    public const int FingerprintLength = HMACSHA256.HashSizeInBytes;

    private readonly byte[] _key = keys.Derive("suppression");

    /// <summary>HMAC-SHA256 of an address key under a key outside the database.</summary>
    public byte[] Fingerprint(string addressKey) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(addressKey));

    /// <summary>Those that count now.</summary>
    public Task<List<Suppression>> Find(byte[] fingerprint, CancellationToken cancellationToken = default)
    {
        var now = clock.GetCurrentInstant();
        return db.Set<Suppression>().AsNoTracking().Where(s => s.Key == fingerprint && s.Until > now).ToListAsync(cancellationToken);
    }

    /// <summary>Suppresses an address from now on, or anew where it was before. Call it inside a transaction.</summary>
    public async Task Add(byte[] fingerprint, SuppressionReason reason, Instant until)
    {
        await Put(fingerprint, reason, until);
        await db.SaveChangesAsync();
    }

    /// <summary>The same, as part of the save of the caller.</summary>
    public async Task Put(byte[] fingerprint, SuppressionReason reason, Instant until)
    {
        var now = clock.GetCurrentInstant();
        if (await db.Set<Suppression>().FirstOrDefaultAsync(s => s.Key == fingerprint && s.Reason == reason) is { } earlier)
        {
            (earlier.At, earlier.Until) = (now, until);
        }
        else
        {
            db.Add(new Suppression { Key = fingerprint, Reason = reason, At = now, Until = until });
        }
    }

    /// <summary>Call it inside a transaction.</summary>
    public Task Lift(byte[] fingerprint, SuppressionReason reason) => db.Set<Suppression>().Where(s => s.Key == fingerprint && s.Reason == reason).ExecuteDeleteAsync();

    /// <summary>Takes an address off the list altogether, and the marks off the person where they are known. Returns their random id, and whether anything was there.</summary>
    public Task<(Guid? Prospect, bool Was)> Lift(string addressKey) => db.InTransaction(async () =>
    {
        var fingerprint = Fingerprint(addressKey);
        var lifted = await db.Set<Suppression>().Where(s => s.Key == fingerprint).ExecuteDeleteAsync();
        var prospect = await db.Set<Prospect>().FirstOrDefaultAsync(p => p.AddressKey == addressKey);
        var was = lifted > 0 || prospect is { BlockedAt: not null } or { BouncedAt: not null };
        if (prospect is not null)
        {
            (prospect.BlockedAt, prospect.BouncedAt) = (null, null);
            await db.SaveChangesAsync();
        }

        return (prospect?.PublicId, was);
    });

    /// <summary>Removes what no longer counts, and the marks that it left on people who are known.</summary>
    public async Task RemoveExpired(CancellationToken cancellationToken = default)
    {
        var now = clock.GetCurrentInstant();
        if (await db.InTransaction(() => Remove(now, cancellationToken)) > 0)
        {
            await db.EmptyLog(cancellationToken);
        }
    }

    private async Task<int> Remove(Instant now, CancellationToken cancellationToken)
    {
        var removed = await db.Set<Suppression>().Where(s => s.Until <= now).ExecuteDeleteAsync(cancellationToken);
        if (removed > 0)
        {
            await Unmark(cancellationToken);
        }

        return removed;
    }

    // A fingerprint does not lead to its address: each address that is marked is asked for its own.
    private async Task Unmark(CancellationToken cancellationToken)
    {
        var left = (await db.Set<Suppression>().Select(s => new { s.Key, s.Reason }).ToListAsync(cancellationToken)).Select(s => (Convert.ToHexString(s.Key), s.Reason)).ToHashSet();
        var marked = await db.Set<Prospect>().Where(p => p.BlockedAt != null || p.BouncedAt != null).ToListAsync(cancellationToken);
        foreach (var prospect in marked)
        {
            var fingerprint = Convert.ToHexString(Fingerprint(prospect.AddressKey));
            prospect.BlockedAt = left.Contains((fingerprint, SuppressionReason.NotMe)) ? prospect.BlockedAt : null;
            prospect.BouncedAt = left.Contains((fingerprint, SuppressionReason.Bounced)) ? prospect.BouncedAt : null;
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
