using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Site.Data;
using Site.Evidence;
using Site.Prospects;

namespace Site.SignUps;

/// <summary>
/// Ends consents and sign-ups with the proof of it, whoever has it done: the person by a link, staff at the person's wish, a restore by the erasure journal.
/// Call it inside a transaction; what it returns belongs into the <see cref="ErasureJournal"/>, as the last thing before the commit.
/// </summary>
public sealed class Endings(SiteDb db, EvidenceLog evidence, IClock clock)
{
    /// <summary>Withdraws each of <paramref name="consents"/>.</summary>
    /// <param name="consents">Those that have not ended.</param>
    /// <param name="by">How, as the evidence says it.</param>
    /// <param name="at">When, where it happened earlier and a restore does it again.</param>
    internal async Task<List<JournalEntry>> Withdraw(IQueryable<Basis> consents, string by, Instant? at = null)
    {
        var ended = at ?? clock.GetCurrentInstant();
        var withdrawn = await consents.Include(b => b.Prospect).ToListAsync();
        foreach (var basis in withdrawn)
        {
            basis.EndedAt = ended;
            evidence.Append(Act.Withdrawn, basis.Prospect?.PublicId, basis.Submission, new { basis.Purpose, By = by, Earlier = Said(at) });
        }

        await db.SaveChangesAsync();
        return [.. withdrawn.Select(b => new JournalEntry(ended, JournalAct.Withdrawn, b.Submission, b.Purpose))];
    }

    /// <summary>Cancels each of <paramref name="signUps"/>, with what was asked for in it.</summary>
    /// <inheritdoc cref="Withdraw"/>
    internal async Task<List<JournalEntry>> Cancel(IQueryable<SignUp> signUps, string by, Instant? at = null)
    {
        var ended = at ?? clock.GetCurrentInstant();
        var cancelled = await signUps.Include(s => s.Prospect).ToListAsync();
        foreach (var signUp in cancelled)
        {
            signUp.CancelledAt = ended;
            evidence.Append(Act.Cancelled, signUp.Prospect?.PublicId, signUp.PublicId, new { signUp.Form, By = by, Earlier = Said(at) });
            await End(signUp, ended);
        }

        await db.SaveChangesAsync();
        return [.. cancelled.Select(s => new JournalEntry(ended, JournalAct.Cancelled, s.PublicId))];
    }

    /// <summary>Ends all that is live in <paramref name="signUps"/> or could become so.</summary>
    /// <inheritdoc cref="Withdraw"/>
    internal async Task<List<JournalEntry>> All(IQueryable<SignUp> signUps, string by, Instant? at = null) =>
    [
        .. await Withdraw(db.Set<Basis>().Where(b => b.IsConsent && b.EndedAt == null && signUps.Any(s => s.PublicId == b.Submission)), by, at),
        .. await Cancel(signUps.Where(s => s.CancelledAt == null), by, at),
    ];

    // What was asked for ends with the sign-up. A consent that is already live is its own promise and has its own link.
    private async Task End(SignUp signUp, Instant now)
    {
        var main = signUp.MainPurpose;
        var ending = await db.Set<Basis>().Where(b => b.Submission == signUp.PublicId && b.EndedAt == null && (!b.IsConsent || b.LiveFrom == null || b.Purpose == main)).ToListAsync();
        foreach (var basis in ending)
        {
            basis.EndedAt = now;
        }
    }

    private static string? Said(Instant? at) => at is { } earlier ? InstantPattern.ExtendedIso.Format(earlier) : null;
}
