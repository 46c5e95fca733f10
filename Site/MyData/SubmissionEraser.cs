using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Site.Data;
using Site.Evidence;
using Site.Mail;
using Site.Prospects;
using Site.SignUps;

namespace Site.MyData;

/// <summary>
/// Erases whole submissions: values, bases, letters sent and queued, their lines in the ledger of use, the payloads of the evidence; and the person
/// when nothing else is known about them (rule P15).
/// </summary>
public sealed class SubmissionEraser(SiteDb db, EvidenceEraser evidence, EvidenceLog log)
{
    /// <summary>Call it inside the transaction that found them. Returns how many people are forgotten.</summary>
    internal async Task<int> Erase(IReadOnlyCollection<Doomed> doomed, string reason, CancellationToken cancellationToken)
    {
        var submissions = doomed.Select(d => d.PublicId).ToList();
        var people = doomed.Select(d => d.ProspectId).Distinct().ToList();
        await evidence.Erase(submissions, reason);
        await db.Set<LetterCopy>().Where(c => submissions.Contains(c.Submission)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<OutboxRow>().Where(o => submissions.Contains(o.Submission)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<Basis>().Where(b => submissions.Contains(b.Submission)).ExecuteDeleteAsync(cancellationToken);
        // The ledger tells what was done with what we hold; of a person who stays it must not tell what else there once was.
        await db.Set<Use>().Where(u => people.Contains(u.ProspectId) && u.Submission != null && submissions.Contains(u.Submission.Value)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<SignUp>().Where(s => submissions.Contains(s.PublicId)).ExecuteDeleteAsync(cancellationToken);
        return await Forget(people, cancellationToken);
    }

    /// <summary>
    /// Erases of submissions that have ended all but the proof of the consents that were granted: the address, the sign-up, those consents, what the evidence says
    /// of asking, confirming and taking back, and the letter that asked (rule P16). Their letters' rows go too: nothing is left that a link could end.
    /// Call it inside the transaction that found them.
    /// </summary>
    internal async Task EraseAllButProof(IReadOnlyCollection<Doomed> doomed, string reason, CancellationToken cancellationToken)
    {
        var (ids, submissions) = (doomed.Select(d => d.Id).ToList(), doomed.Select(d => d.PublicId).ToList());
        var people = doomed.Select(d => d.ProspectId).Distinct().ToList();
        await evidence.EraseAllBut(submissions, IsProof, reason);
        await db.Set<Answer>().Where(a => ids.Contains(a.SignUpId)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<LetterCopy>().Where(c => submissions.Contains(c.Submission) && c.Kind != LetterKind.Confirmation).ExecuteDeleteAsync(cancellationToken);
        await db.Set<OutboxRow>().Where(o => submissions.Contains(o.Submission)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<Basis>().Where(b => submissions.Contains(b.Submission) && (!b.IsConsent || b.LiveFrom == null)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<Use>().Where(u => people.Contains(u.ProspectId) && u.Submission != null && submissions.Contains(u.Submission.Value)).ExecuteDeleteAsync(cancellationToken);
        foreach (var signUp in doomed)
        {
            log.Append(Act.Erased, signUp.Person, signUp.PublicId, new { Reason = reason, Left = "proof" });
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>
    /// Erases what is known of a service that has ended, though the submission stays: its basis and its lines in the ledger of use. The letters' rows stay while the
    /// submission does: by them the links find what they withdraw. Call it inside the transaction that found them.
    /// </summary>
    internal async Task EraseService(IReadOnlyCollection<Doomed> doomed, string purpose, string reason, CancellationToken cancellationToken)
    {
        var ids = doomed.Select(d => d.PublicId).ToList();
        var people = doomed.Select(d => d.ProspectId).Distinct().ToList();
        await db.Set<Basis>().Where(b => ids.Contains(b.Submission) && b.Purpose == purpose).ExecuteDeleteAsync(cancellationToken);
        await db.Set<Use>().Where(u => people.Contains(u.ProspectId) && u.Purpose == purpose && u.Submission != null && ids.Contains(u.Submission.Value)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<LetterCopy>().Where(c => ids.Contains(c.Submission) && c.Purpose == purpose && c.Kind != LetterKind.Confirmation).ExecuteDeleteAsync(cancellationToken);
        foreach (var signUp in doomed)
        {
            log.Append(Act.Erased, signUp.Person, signUp.PublicId, new { Purpose = purpose, Reason = reason });
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private static bool IsProof(Act act, byte[] payload) => act == Act.LetterSent
        ? KindOf(payload) == nameof(LetterKind.Confirmation)
        : act is Act.Requested or Act.Confirmed or Act.Granted or Act.Withdrawn or Act.Cancelled or Act.Erased;

    private static string? KindOf(byte[] payload)
    {
        using var envelope = JsonDocument.Parse(payload);
        return envelope.RootElement.GetProperty("record").GetProperty("kind").GetString();
    }

    private Task<int> Forget(List<long> people, CancellationToken cancellationToken) => db.Set<Prospect>()
        .Where(p => people.Contains(p.Id) && !db.Set<SignUp>().Any(s => s.ProspectId == p.Id))
        .ExecuteDeleteAsync(cancellationToken);
}
