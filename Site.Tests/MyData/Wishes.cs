using Microsoft.EntityFrameworkCore;
using Site.Data;
using Site.Evidence;
using Site.Mail;
using Site.MyData;
using Site.Prospects;
using Site.SignUps;
using Site.Tests.SignUps;
using Site.Tests.Support;

namespace Site.Tests.MyData;

/// <summary>Erasing people at their wish, and what the site and its journal hold afterwards.</summary>
internal static class Wishes
{
    /// <summary>Erases the person behind their only sign-up, once what became of their letters is written down.</summary>
    internal static async Task<PersonErasure> EraseAtTheirWish(this SiteHost site, string address)
    {
        await site.Settled();
        return await site.EraseBehind((await site.SignUpOf(address)).PublicId) ?? throw new InvalidOperationException($"{address} is not known.");
    }

    internal static Task<PersonErasure?> EraseBehind(this SiteHost site, Guid signUp) => site.With((PersonEraser e) => e.Erase(signUp, PersonEraser.AtTheirWish));

    /// <summary>The lines of the erasure journal, without their times, in alphabetical order.</summary>
    internal static IReadOnlyList<string> Journal(this SiteHost site)
    {
        var folder = Path.Combine(site.Settings["Evidence:Folder"] ?? "", "erasures");
        return Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder).SelectMany(File.ReadAllLines).Select(l => l[(l.IndexOf(' ', StringComparison.Ordinal) + 1)..]).Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>All that a person can leave behind, counted row by row; the same twice if nothing was changed.</summary>
    internal static Task<string> Held(this SiteHost site) => site.InDb(async db => string.Join(' ',
        await Count<Prospect>(db), await Count<SignUp>(db), await Count<Answer>(db), await Count<Basis>(db), await db.Set<Basis>().CountAsync(b => b.EndedAt == null),
        await Count<OutboxRow>(db), await Count<LetterCopy>(db), await Count<Use>(db), await Count<Event>(db), await Count<Payload>(db), await Count<Erasure>(db)));

    /// <summary>Seals what there is and verifies the whole evidence.</summary>
    internal static async Task<Verification> Verified(this SiteHost site)
    {
        await site.With((Sealer s) => s.Seal());
        return await site.With((Verifier v) => v.Verify());
    }

    private static Task<int> Count<T>(SiteDb db)
        where T : class => db.Set<T>().CountAsync();
}
