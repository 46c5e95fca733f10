using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Evidence;
using Site.Mail;
using Site.Prospects;

namespace Site.SignUps;

/// <summary>
/// The way out that every letter carries: cancel the sign-up, or withdraw one consent. No sign-in, no reason, at once, for queued letters too
/// (rule P13): the postman claims nothing whose basis has ended.
/// </summary>
public sealed class WaysOut(SiteDb db, LetterTokens tokens, Endings endings, ErasureJournal journal, Outbox outbox, AlarmClock alarm, IClock clock)
{
    /// <summary>How a way out was taken, as the evidence says it.</summary>
    public const string InLetter = "link in a letter", BesideSuggestions = "button beside the suggestions, on the page after confirming", ByMailProgram = "unsubscribe button of the mail program", InOwnData = "page with the person's own data";

    /// <summary>What a link to cancel or withdraw leads to; null if it is not ours. Changes nothing.</summary>
    public async Task<WayOut?> Look(string token, LetterAct act)
    {
        if (tokens.Read(token) is not { } read || read.Act != act)
        {
            return null;
        }

        var submission = await db.Set<OutboxRow>().Where(o => o.PublicId == read.Letter).Select(o => (Guid?)o.Submission).FirstOrDefaultAsync();
        var signUp = await db.Set<SignUp>().AsNoTracking().Include(s => s.Prospect).FirstOrDefaultAsync(s => s.PublicId == submission);
        return new WayOut(signUp, read.Purpose, signUp is not null && await IsOpen(signUp, read.Purpose), signUp?.ConfirmedAt is not null);
    }

    /// <summary>Takes the way out. A second time changes nothing and says the same.</summary>
    /// <param name="by"><see cref="InLetter"/>, <see cref="BesideSuggestions"/> or <see cref="ByMailProgram"/>.</param>
    public async Task<WayOut?> Take(string token, LetterAct act, string by = InLetter)
    {
        var found = await Look(token, act);
        if (found is { IsOpen: true, SignUp: { } signUp })
        {
            // Only a consent is withdrawn beside suggestions or by a mail program, whatever a request claims.
            await Take(signUp, found.Purpose, found.Purpose is null ? InLetter : by);
        }

        return found;
    }

    /// <summary>The same for somebody who has opened their own data: cancels this sign-up of theirs, or withdraws <paramref name="purpose"/>. What is not theirs, or has ended, is left alone.</summary>
    public async Task Take(long prospect, Guid submission, string? purpose)
    {
        var signUp = await db.Set<SignUp>().AsNoTracking().Include(s => s.Prospect).FirstOrDefaultAsync(s => s.PublicId == submission && s.ProspectId == prospect);
        if (signUp is not null && await IsOpen(signUp, purpose))
        {
            await Take(signUp, purpose, InOwnData);
        }
    }

    private async Task Take(SignUp signUp, string? purpose, string by)
    {
        await db.InTransaction(async () => journal.WriteOrAlarm(await End(signUp, purpose, by)));
        alarm.Ring();
    }

    private Task<bool> IsOpen(SignUp signUp, string? purpose) => purpose is null
        ? Standing(signUp).AnyAsync()
        : Granted(signUp, purpose).AnyAsync();

    private async Task<List<JournalEntry>> End(SignUp signUp, string? purpose, string by)
    {
        var ended = purpose is null ? await endings.Cancel(Standing(signUp), by) : await endings.Withdraw(Granted(signUp, purpose), by);
        PutReceipt(signUp, ended.Select(e => e.Submission), purpose);
        await db.SaveChangesAsync();
        return ended;
    }

    // A request that was never confirmed is discarded alone: somebody else may have made it for a person who has a place. Otherwise all of this
    // person's sign-ups of that form: whoever cancels does not care which of two submissions counted.
    private IQueryable<SignUp> Standing(SignUp signUp) => signUp.ConfirmedAt is null
        ? db.Set<SignUp>().Where(s => s.Id == signUp.Id && s.CancelledAt == null)
        : db.Set<SignUp>().Where(s => s.ProspectId == signUp.ProspectId && s.Form == signUp.Form && s.CancelledAt == null);

    // A consent is the person's, whichever form it came from; one not yet confirmed is withdrawn with the rest.
    private IQueryable<Basis> Granted(SignUp signUp, string purpose) =>
        db.Set<Basis>().Where(b => b.ProspectId == signUp.ProspectId && b.Purpose == purpose && b.IsConsent && b.EndedAt == null);

    // One receipt, about the submission whose link was followed if it is among them. Nobody has proven yet to be at an address that never confirmed.
    private void PutReceipt(SignUp signUp, IEnumerable<Guid> ended, string? purpose)
    {
        if (signUp.ConfirmedAt is not null && ended.OrderByDescending(id => id == signUp.PublicId).Cast<Guid?>().FirstOrDefault() is { } about)
        {
            outbox.Put(new NewLetter(
                LetterKind.Withdrawal, signUp.ProspectId, about, purpose ?? signUp.MainPurpose, signUp.Language, Due: clock.GetCurrentInstant(), Occasion: purpose is null ? "cancelled" : "once"));
        }
    }
}

/// <summary>One way out. <paramref name="SignUp"/> is null once the person was erased; <paramref name="Purpose"/> is the consent to withdraw, null for the sign-up; <paramref name="IsOpen"/> before it was taken; <paramref name="IsConfirmed"/> if the person ever confirmed a sign-up of that form.</summary>
public sealed record WayOut(SignUp? SignUp, string? Purpose, bool IsOpen, bool IsConfirmed);
