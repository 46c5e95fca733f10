using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Evidence;
using Site.Mail;
using Site.MyData.Access;
using Site.Prospects;
using Site.SignUps;

namespace Site.MyData;

/// <summary>
/// Erases everything about one person at their wish, in one transaction (Art. 17 GDPR, rule P15): all that is live ends, and of what there is only the proof of
/// granted consents stays, for as long as its notice said (rule P16). The erasure journal is told, so that a restored backup is erased again.
/// </summary>
public sealed class PersonEraser(SiteDb db, Endings endings, SubmissionEraser submissions, Proofs proofs, Suppressions suppressions, ErasureJournal journal, IClock clock)
{
    /// <summary>Why, as the evidence says it.</summary>
    public const string AtTheirWish = "erased at the person's wish", ByThePrivacyRole = "erased by the privacy role";

    /// <summary>What would go of the person behind a sign-up, and what would stay; null if there is no such sign-up. Changes nothing.</summary>
    public async Task<PersonErasure?> Look(Guid submission, CancellationToken cancellationToken = default) =>
        await PersonOf(submission, cancellationToken) is { } person ? await Look(person, cancellationToken) : null;

    /// <summary>
    /// Erases the person behind a sign-up. Null if there is no such sign-up (any more). While one of their letters is on its way nothing is changed, and the answer says so.
    /// </summary>
    /// <param name="reason"><see cref="AtTheirWish"/> or <see cref="ByThePrivacyRole"/>.</param>
    /// <exception cref="JournalException">The journal cannot be written; nothing was changed.</exception>
    public async Task<PersonErasure?> Erase(Guid submission, string reason, CancellationToken cancellationToken = default)
    {
        var erased = await db.InTransaction(async () =>
            await PersonOf(submission, cancellationToken) is { } person ? await Everything(person, reason, cancellationToken) : null);
        await db.EmptyLog(cancellationToken);
        return erased;
    }

    private Task<long?> PersonOf(Guid submission, CancellationToken cancellationToken) =>
        db.Set<SignUp>().Where(s => s.PublicId == submission).Select(s => (long?)s.ProspectId).FirstOrDefaultAsync(cancellationToken);

    private async Task<PersonErasure> Everything(long person, string reason, CancellationToken cancellationToken)
    {
        var all = await Doomed.Of(db, person, cancellationToken);
        var found = await Look(person, cancellationToken);
        if (found.IsLetterUnderway)
        {
            return found;
        }

        await endings.All(db.Set<SignUp>().Where(s => s.ProspectId == person), reason);
        var proven = await proofs.Of(db.Set<SignUp>().Where(s => s.ProspectId == person), cancellationToken);
        await submissions.EraseAllButProof([.. all.Where(d => proven.ContainsKey(d.PublicId))], reason, cancellationToken);
        await submissions.Erase([.. all.Where(d => !proven.ContainsKey(d.PublicId))], reason, cancellationToken);
        // What is not about a submission is about the person, and goes at once even where a proof keeps them known.
        await db.Set<Use>().Where(u => u.ProspectId == person).ExecuteDeleteAsync(cancellationToken);
        await db.Set<AccessPass>().Where(p => p.ProspectId == person).ExecuteDeleteAsync(cancellationToken);
        var now = clock.GetCurrentInstant();
        journal.Write([.. all.Select(d => new JournalEntry(now, proven.ContainsKey(d.PublicId) ? JournalAct.ErasedToProof : JournalAct.Erased, d.PublicId))]);
        return found;
    }

    private async Task<PersonErasure> Look(long person, CancellationToken cancellationToken)
    {
        var signUps = db.Set<SignUp>().Where(s => s.ProspectId == person);
        var proven = await proofs.Of(signUps, cancellationToken);
        var rows = await signUps.OrderBy(s => s.RequestedAt).ThenBy(s => s.Id).Select(s => new
        {
            s.PublicId,
            s.Form,
            s.Language,
            s.RequestedAt,
            Values = s.Answers.Count,
            Letters = db.Set<OutboxRow>().Count(o => o.Submission == s.PublicId),
        }).ToListAsync(cancellationToken);
        return new PersonErasure(
            [.. rows.Select(r => new SignUpErasure(r.Form, r.Language, r.RequestedAt, r.Values, r.Letters, proven.TryGetValue(r.PublicId, out var day) ? day : null))],
            await Suppressed(person, cancellationToken),
            await db.Set<OutboxRow>().AnyAsync(o => o.ProspectId == person && o.Claim != null, cancellationToken));
    }

    private async Task<IReadOnlyList<Suppression>> Suppressed(long person, CancellationToken cancellationToken)
    {
        var address = await db.Set<Prospect>().Where(p => p.Id == person).Select(p => p.AddressKey).SingleAsync(cancellationToken);
        return await suppressions.Find(suppressions.Fingerprint(address), cancellationToken);
    }
}

/// <summary>What goes and what stays of one person.</summary>
/// <param name="SignUps">All of theirs, the oldest first.</param>
/// <param name="Suppressed">
/// Why and until when the address is not written to. Of it only a fingerprint stays, which outlives the erasure: it is declared, it expires, and it is not called erasure.
/// </param>
/// <param name="IsLetterUnderway">A letter is being sent at this moment; nothing is erased until it is written down what became of it.</param>
public sealed record PersonErasure(IReadOnlyList<SignUpErasure> SignUps, IReadOnlyList<Suppression> Suppressed, bool IsLetterUnderway)
{
    /// <summary>There is nothing more to erase: all that is left is proof.</summary>
    public bool IsOnlyProof => SignUps.All(s => s is { ProofUntil: not null, Values: 0, Letters: 0 });

    /// <summary>The last day on which any proof is kept; null if nothing stays.</summary>
    public LocalDate? ProofUntil => SignUps.Max(s => s.ProofUntil);
}

/// <summary>What goes and what stays of one sign-up.</summary>
/// <param name="Values">How many answers go.</param>
/// <param name="Letters">How many letters, sent or waiting, are forgotten.</param>
/// <param name="ProofUntil">The last day on which the proof of its consents is kept; null if nothing stays of it.</param>
public sealed record SignUpErasure(string Form, string Language, Instant RequestedAt, int Values, int Letters, LocalDate? ProofUntil);
