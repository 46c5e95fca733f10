using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Declarations;

namespace Site.Prospects;

/// <summary>Finds or adds the person behind an address.</summary>
public sealed class ProspectBook(SiteDb db, Suppressions suppressions, IClock clock)
{
    // One statement for known and unknown addresses, suppressed or not, so that nobody can tell them apart by the time it takes (rule S3); and it locks
    // the row, so that sign-ups of one address queue behind each other (rule M7).
    private const string ForSqlite = """
        INSERT INTO Prospect (PublicId, Address, AddressKey, FirstSeenAt, LastSeenAt, BlockedAt, BouncedAt)
        VALUES ({0}, {1}, {2}, {3}, {3},
            (SELECT At FROM Suppression WHERE "Key" = {4} AND Reason = 'NotMe' AND Until > {3}),
            (SELECT At FROM Suppression WHERE "Key" = {4} AND Reason = 'Bounced' AND Until > {3}))
        ON CONFLICT (AddressKey) DO UPDATE SET LastSeenAt = excluded.LastSeenAt, BlockedAt = excluded.BlockedAt, BouncedAt = excluded.BouncedAt
        RETURNING Id, PublicId, BlockedAt, BouncedAt
        """;

    private const string ForSqlServer = """
        MERGE Prospect WITH (HOLDLOCK) AS known USING (SELECT {2} AS AddressKey,
            (SELECT At FROM Suppression WITH (HOLDLOCK) WHERE [Key] = {4} AND Reason = 'NotMe' AND Until > {3}) AS BlockedAt,
            (SELECT At FROM Suppression WITH (HOLDLOCK) WHERE [Key] = {4} AND Reason = 'Bounced' AND Until > {3}) AS BouncedAt) AS typed ON known.AddressKey = typed.AddressKey
        WHEN MATCHED THEN UPDATE SET LastSeenAt = {3}, BlockedAt = typed.BlockedAt, BouncedAt = typed.BouncedAt
        WHEN NOT MATCHED THEN INSERT (PublicId, Address, AddressKey, FirstSeenAt, LastSeenAt, BlockedAt, BouncedAt)
            VALUES ({0}, {1}, {2}, {3}, {3}, typed.BlockedAt, typed.BouncedAt)
        OUTPUT inserted.Id, inserted.PublicId, inserted.BlockedAt, inserted.BouncedAt;
        """;

    /// <summary>Call it inside the transaction of the sign-up.</summary>
    public async Task<Seen> See(EmailAddress address)
    {
        var sql = db.Database.ProviderName?.EndsWith("Sqlite", StringComparison.Ordinal) == true ? ForSqlite : ForSqlServer;
        var rows = await db.Database.SqlQueryRaw<Seen>(
            sql, Guid.NewGuid(), address.Address, address.Key, clock.GetCurrentInstant().ToDateTimeUtc(), suppressions.Fingerprint(address.Key)).ToListAsync();
        return rows.Single();
    }

    /// <summary>A person, known or new, and since when their address is blocked or cannot be reached, as the suppressions say it at this moment. Times are in UTC.</summary>
    public sealed record Seen(long Id, Guid PublicId, DateTime? BlockedAt, DateTime? BouncedAt);
}
