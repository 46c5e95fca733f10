using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Declarations;

namespace Site.Prospects;

/// <summary>Finds or adds the person behind an address.</summary>
public sealed class ProspectBook(SiteDb db, IClock clock)
{
    // One statement for known and unknown addresses, so that nobody can tell them apart by the time it takes (rule S3); and it locks the row,
    // so that sign-ups of one address queue behind each other (rule M7).
    private const string ForSqlite = """
        INSERT INTO Prospect (PublicId, Address, AddressKey, FirstSeenAt, LastSeenAt) VALUES ({0}, {1}, {2}, {3}, {3})
        ON CONFLICT (AddressKey) DO UPDATE SET LastSeenAt = excluded.LastSeenAt
        RETURNING Id, PublicId, BlockedAt
        """;

    private const string ForSqlServer = """
        MERGE Prospect WITH (HOLDLOCK) AS known USING (SELECT {2} AS AddressKey) AS typed ON known.AddressKey = typed.AddressKey
        WHEN MATCHED THEN UPDATE SET LastSeenAt = {3}
        WHEN NOT MATCHED THEN INSERT (PublicId, Address, AddressKey, FirstSeenAt, LastSeenAt) VALUES ({0}, {1}, {2}, {3}, {3})
        OUTPUT inserted.Id, inserted.PublicId, inserted.BlockedAt;
        """;

    /// <summary>Call it inside the transaction of the sign-up.</summary>
    public async Task<Seen> See(EmailAddress address)
    {
        var sql = db.Database.ProviderName?.EndsWith("Sqlite", StringComparison.Ordinal) == true ? ForSqlite : ForSqlServer;
        var rows = await db.Database.SqlQueryRaw<Seen>(
            sql, Guid.NewGuid(), address.Address, address.Key, clock.GetCurrentInstant().ToDateTimeUtc()).ToListAsync();
        return rows.Single();
    }

    /// <summary>A person, known or new. <paramref name="BlockedAt"/> is in UTC.</summary>
    public sealed record Seen(long Id, Guid PublicId, DateTime? BlockedAt);
}
