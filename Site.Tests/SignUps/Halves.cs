using Microsoft.EntityFrameworkCore;
using Site.Data;
using Site.Evidence;
using Site.Mail;
using Site.Prospects;
using Site.SignUps;

namespace Site.Tests.SignUps;

/// <summary>Looks for submissions of which something is there and something is missing.</summary>
internal static class Halves
{
    /// <summary>One line for each; empty is good.</summary>
    internal static async Task<List<string>> Find(SiteDb db)
    {
        var whole = await Whole(db).Select(s => s.PublicId).ToListAsync();
        var known = await db.Set<SignUp>().Select(s => s.PublicId).Concat(db.Set<OutboxRow>().Select(o => o.Submission))
            .Concat(db.Set<Basis>().Select(b => b.Submission)).Concat(db.Set<Payload>().Where(p => p.About != null).Select(p => p.About!.Value)).Distinct().ToListAsync();
        return known.Except(whole).Select(id => $"{id} is there by halves").ToList();
    }

    // One confirmation letter, the basis it follows from and one proof of the request; a proof for each letter sent; a welcome letter where confirmed.
    private static IQueryable<SignUp> Whole(SiteDb db) => db.Set<SignUp>()
        .Where(s => db.Set<OutboxRow>().Count(o => o.Submission == s.PublicId && o.Kind == LetterKind.Confirmation) == 1)
        .Where(s => db.Set<Basis>().Any(b => b.Submission == s.PublicId && b.Purpose == "webinar"))
        .Where(s => db.Set<Payload>().Count(p => p.About == s.PublicId && p.Event.Act == Act.Requested) == 1)
        .Where(s => db.Set<OutboxRow>().Count(o => o.Submission == s.PublicId && o.SentAt != null)
            == db.Set<Payload>().Count(p => p.About == s.PublicId && p.Event.Act == Act.LetterSent))
        .Where(s => (s.ConfirmedAt != null) == db.Set<OutboxRow>().Any(o => o.Submission == s.PublicId && o.Kind == LetterKind.Welcome));
}
