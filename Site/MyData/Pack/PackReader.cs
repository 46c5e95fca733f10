using Microsoft.EntityFrameworkCore;
using Site.Data;
using Site.Declarations;
using Site.Evidence;
using Site.Mail;
using Site.Prospects;
using Site.SignUps;

namespace Site.MyData.Pack;

/// <summary>Finds a person by one of their sign-ups or by their address, and reads what is held about them.</summary>
public sealed class PackReader(SiteDb db, Receipts receipts, LogBook book)
{
    /// <summary>Null if the site holds no such sign-up.</summary>
    public async Task<PackedPerson?> Of(Guid submission, CancellationToken cancellationToken = default) =>
        await Read(db.Set<Prospect>().Where(p => db.Set<SignUp>().Any(s => s.PublicId == submission && s.ProspectId == p.Id)), cancellationToken);

    /// <summary>Null if the site holds nothing about the address.</summary>
    public async Task<PackedPerson?> Of(EmailAddress address, CancellationToken cancellationToken = default) =>
        await Read(db.Set<Prospect>().Where(p => p.AddressKey == address.Key), cancellationToken);

    private async Task<PackedPerson?> Read(IQueryable<Prospect> people, CancellationToken cancellationToken)
    {
        if (await people.AsNoTracking().FirstOrDefaultAsync(cancellationToken) is not { } person)
        {
            return null;
        }

        var signUps = new List<PackedSignUp>();
        foreach (var signUp in await db.Set<SignUp>().AsNoTracking().Where(s => s.ProspectId == person.Id).OrderBy(s => s.Id).ToListAsync(cancellationToken))
        {
            signUps.AddRange(await Read(signUp, cancellationToken) is { } read ? [read] : Array.Empty<PackedSignUp>());
        }

        var published = await book.Published();
        var head = published is not null && SignedNote.Parse(published.Note) is { } note ? TreeHead.Parse(note.Text) : null;
        return signUps.Count == 0 ? null : new PackedPerson(
            person.Id, person.PublicId, person.Address, person.FirstSeenAt, signUps, head, published?.Note, [.. (await book.Keys()).Select(k => k.Key)]);
    }

    private async Task<PackedSignUp?> Read(SignUp signUp, CancellationToken cancellationToken)
    {
        var receipt = await receipts.Of(signUp.PublicId, signUp.NoticeHash, acts: null, cancellationToken);
        var letters = await db.Set<LetterCopy>().AsNoTracking().Where(c => c.Submission == signUp.PublicId).OrderBy(c => c.SentAt)
            .Select(c => new PackedLetter(c.Letter, c.Kind, c.SentAt)).ToListAsync(cancellationToken);
        return receipt is null ? null : new PackedSignUp(signUp, await receipts.Prove(receipt, cancellationToken), letters);
    }
}
