using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Site.Data;

namespace Site.Staff;

/// <summary>Makes, finds and uses up invitations.</summary>
public sealed class Invitations(StaffDb db, IClock clock, IOptions<SiteOptions> site)
{
    private static readonly Duration _validity = Duration.FromHours(24);

    /// <summary>A new token: 256 random bits, base64url; good once within 24 hours. It is not stored and cannot be shown again.</summary>
    /// <param name="roles">The <see cref="StaffRoles"/> that the account gets.</param>
    public Task<string> Create(params IReadOnlyCollection<string> roles) => Create(roles, isForFirstAccount: false);

    /// <summary>A new token that is good only as long as there is no account; null where there is one already. The account gets every role.</summary>
    public async Task<string?> CreateForFirstAccount() =>
        await db.Users.AnyAsync() ? null : await Create(StaffRoles.All, isForFirstAccount: true);

    /// <summary>The link to hand over.</summary>
    public string Link(string token) => site.Value.Absolute($"/staff/setup/{token}");

    /// <summary>The invitation of this token, open or not; null if there never was one.</summary>
    public Task<Invitation?> Find(string token)
    {
        var hash = Hash(token);
        return db.Set<Invitation>().AsNoTracking().SingleOrDefaultAsync(i => i.Hash == hash);
    }

    /// <summary>
    /// Uses the invitation up and, with it, every one for a first account. False if somebody else was faster.
    /// To be called within the transaction that makes the account.
    /// </summary>
    public async Task<bool> UseUp(Invitation invitation)
    {
        var first = await UseUp(db.Set<Invitation>().Where(i => i.IsForFirstAccount));
        var used = invitation.IsForFirstAccount ? first : await UseUp(db.Set<Invitation>().Where(i => i.Id == invitation.Id));
        return used > 0;
    }

    private Task<int> UseUp(IQueryable<Invitation> invitations)
    {
        Instant? now = clock.GetCurrentInstant();
        return invitations.Where(i => i.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(i => i.UsedAt, now));
    }

    private async Task<string> Create(IReadOnlyCollection<string> roles, bool isForFirstAccount)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var now = clock.GetCurrentInstant();
        var given = roles.Count == 0 ? null : string.Join(',', roles);
        db.Add(new Invitation { Hash = Hash(token), CreatedAt = now, ExpiresAt = now + _validity, Role = given, IsForFirstAccount = isForFirstAccount });
        await db.SaveChangesAsync();
        return token;
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
