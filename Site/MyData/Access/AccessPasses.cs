using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Site.Data;
using Site.Evidence;
using Site.Prospects;
using Site.SignUps;

namespace Site.MyData.Access;

/// <summary>Hands out links and sessions to a person's own data, and takes them back (rule S4, P18).</summary>
public sealed class AccessPasses(SiteDb db, EvidenceLog evidence, IClock clock, IOptions<MyDataOptions> options)
{
    /// <summary>Who looked, as the evidence and the ledger of use say it.</summary>
    public const string ByPerson = "person";

    private const int Bytes = 32;

    private static readonly int _characters = Base64Url.GetEncodedLength(Bytes);

    /// <summary>A new link for a person; whoever reads their mail may open it once.</summary>
    public Task<string> NewLink(long prospect) => db.InTransaction(() => New(AccessPassKind.Link, prospect, options.Value.LinkLasts));

    /// <summary>Whether the link still opens something. Changes nothing (rule M3).</summary>
    public async Task<bool> IsLink(string? token) => await Find(token, AccessPassKind.Link).AnyAsync();

    /// <summary>Uses the link up and opens a session, on record; null for a link that is none, was used or is too old.</summary>
    public async Task<string?> Open(string? token) => await db.InTransaction(async () =>
    {
        var person = await Find(token, AccessPassKind.Link).Select(p => p.Prospect).FirstOrDefaultAsync();
        // Of two who press at once the second finds nothing left to delete.
        if (person is null || await Find(token, AccessPassKind.Link).ExecuteDeleteAsync() == 0)
        {
            return null;
        }

        await Record(person);
        return await New(AccessPassKind.Session, person.Id, options.Value.SessionLasts);
    });

    /// <summary>Whose session it is; null if it is none or is over.</summary>
    public Task<long?> Person(string? token) => Find(token, AccessPassKind.Session).Select(p => (long?)p.ProspectId).FirstOrDefaultAsync();

    /// <summary>Ends a session.</summary>
    public Task Close(string? token) => db.InTransaction(() => Find(token, AccessPassKind.Session).ExecuteDeleteAsync());

    /// <summary>Removes what opens nothing any more.</summary>
    public Task RemoveExpired(CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        return db.InTransaction(() => db.Set<AccessPass>().Where(p => p.Until <= now).ExecuteDeleteAsync(cancellationToken));
    }

    private IQueryable<AccessPass> Find(string? token, AccessPassKind kind)
    {
        var (now, hash) = (clock.GetCurrentInstant(), Hash(token?.Length == _characters ? token : ""));
        return db.Set<AccessPass>().Where(p => p.Hash == hash && p.Kind == kind && p.Until > now);
    }

    private async Task<string> New(AccessPassKind kind, long prospect, TimeSpan lasts)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        db.Add(new AccessPass { Hash = Hash(token), Kind = kind, ProspectId = prospect, Until = clock.GetCurrentInstant() + Duration.FromTimeSpan(lasts) });
        await db.SaveChangesAsync();
        return token;
    }

    // A stranger who reads the mail of a person leaves a line that the person finds.
    private async Task Record(Prospect person)
    {
        foreach (var submission in await db.Set<SignUp>().Where(s => s.ProspectId == person.Id).OrderBy(s => s.Id).Select(s => s.PublicId).ToListAsync())
        {
            evidence.Append(Act.Accessed, person.PublicId, submission, new { By = ByPerson });
        }

        db.Add(new Use { ProspectId = person.Id, At = clock.GetCurrentInstant(), By = ByPerson, What = "accessed", Fields = "" });
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.ASCII.GetBytes(token));
}
