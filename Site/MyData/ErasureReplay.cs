using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Evidence;
using Site.Mail;
using Site.Prospects;
using Site.Publishing;
using Site.SignUps;

namespace Site.MyData;

/// <summary>What replaying the journal did: how many entries there are, how many had still to be done, and which lines could not be read.</summary>
public sealed record Replayed(int Entries, int Done, IReadOnlyList<string> Faults);

/// <summary>
/// Does again, in a restored backup, what was ended or erased after it was made (rules P13, P15), entry by entry in the order of time. Each is about one submission
/// and is done once: run again it finds nothing to do, and what the same person has signed up for since is left alone. What retention erases by the night is in no
/// journal: the next night does it again. Run it before the site is started; a letter that the backup holds as on its way counts as lost.
/// </summary>
public sealed class ErasureReplay(SiteDb db, ErasureJournal journal, Endings endings, SubmissionEraser submissions, Proofs proofs, Suppressions suppressions, LiveSite live, IClock clock)
{
    /// <summary>How, as the evidence says it.</summary>
    public const string Restored = "erasure journal, after a backup was restored";

    public async Task<Replayed> Run(CancellationToken cancellationToken = default)
    {
        var (read, done) = (journal.Read(), 0);
        if (read.Entries.Count > 0)
        {
            // The command begins without the content, and until when a proof is kept depends on the site's time zone.
            await live.Refresh();
        }

        foreach (var entry in read.Entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            db.ChangeTracker.Clear();
            done += await db.InTransaction(() => Replay(entry, cancellationToken)) ? 1 : 0;
        }

        await db.EmptyLog(cancellationToken);
        return new Replayed(read.Entries.Count, done, read.Faults);
    }

    // True if it had still to be done.
    private async Task<bool> Replay(JournalEntry entry, CancellationToken cancellationToken)
    {
        var signUp = db.Set<SignUp>().Where(s => s.PublicId == entry.Submission);
        var consent = db.Set<Basis>().Where(b => b.Submission == entry.Submission && b.Purpose == entry.Purpose && b.IsConsent && b.EndedAt == null);
        return entry.Act switch
        {
            JournalAct.Withdrawn => (await endings.Withdraw(consent, Restored, entry.At)).Count > 0,
            JournalAct.Cancelled => (await endings.Cancel(signUp.Where(s => s.CancelledAt == null), Restored, entry.At)).Count > 0,
            JournalAct.Blocked => await Block(signUp, entry),
            JournalAct.Unblocked => await Unblock(signUp),
            JournalAct.ErasedToProof => await EraseToProof(signUp.Where(IsMoreThanProof()), entry, cancellationToken),
            _ => await Erase(await Doomed.Next(db, signUp, cancellationToken), cancellationToken),
        };
    }

    private async Task<bool> Block(IQueryable<SignUp> signUp, JournalEntry entry)
    {
        var until = entry.At + Duration.FromDays(live.Part<SiteSettings>().BlockedDays);
        if (await Fingerprint(signUp) is not { } fingerprint || until <= clock.GetCurrentInstant() || await IsBlocked(fingerprint))
        {
            return false;
        }

        await suppressions.Add(fingerprint, SuppressionReason.NotMe, until);
        await Mark(signUp, entry.At);
        return true;
    }

    private async Task<bool> Unblock(IQueryable<SignUp> signUp)
    {
        if (await Fingerprint(signUp) is not { } fingerprint || !await IsBlocked(fingerprint))
        {
            return false;
        }

        await suppressions.Lift(fingerprint, SuppressionReason.NotMe);
        await Mark(signUp, null);
        return true;
    }

    // So that what already waits in the backup is not claimed either.
    private Task<int> Mark(IQueryable<SignUp> signUp, Instant? at) => db.Set<Prospect>().Where(p => signUp.Any(s => s.ProspectId == p.Id))
        .ExecuteUpdateAsync(u => u.SetProperty(p => p.BlockedAt, at));

    private async Task<byte[]?> Fingerprint(IQueryable<SignUp> signUp) =>
        await signUp.Select(s => s.Prospect!.AddressKey).FirstOrDefaultAsync() is { } address ? suppressions.Fingerprint(address) : null;

    private async Task<bool> IsBlocked(byte[] fingerprint) => (await suppressions.Find(fingerprint)).Exists(s => s.Reason == SuppressionReason.NotMe);

    // Nightly retention leaves the letters' rows as long as the submission: where there is none, it was erased at somebody's wish already.
    private Expression<Func<SignUp, bool>> IsMoreThanProof() => s =>
        s.CancelledAt == null || s.Answers.Any() || db.Set<OutboxRow>().Any(o => o.Submission == s.PublicId) || db.Set<Basis>().Any(b => b.Submission == s.PublicId && b.EndedAt == null);

    private async Task<bool> EraseToProof(IQueryable<SignUp> signUp, JournalEntry entry, CancellationToken cancellationToken)
    {
        var found = await Doomed.Next(db, signUp, cancellationToken);
        if (found.Count == 0)
        {
            return false;
        }

        var same = db.Set<SignUp>().Where(s => s.PublicId == entry.Submission);
        await endings.All(same, Restored, entry.At);
        // The backup may be older than the confirmation: then nothing was ever granted that could be proved.
        if ((await proofs.Of(same, cancellationToken)).Count == 0)
        {
            return await Erase(found, cancellationToken);
        }

        await submissions.EraseAllButProof(found, Restored, cancellationToken);
        return true;
    }

    private async Task<bool> Erase(List<Doomed> found, CancellationToken cancellationToken)
    {
        await submissions.Erase(found, Restored, cancellationToken);
        return found.Count > 0;
    }
}
