using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Declarations;
using Site.Evidence;
using Site.Mail;
using Site.Prospects;

namespace Site.SignUps;

/// <summary>The confirmation: looked at as often as one likes, done once (rules M3, P8).</summary>
public sealed class Confirmations(SiteDb db, LetterTokens tokens, Seats seats, Notices notices, EvidenceLog evidence, Outbox outbox, AlarmClock alarm, IClock clock)
{
    /// <summary>What a confirmation link leads to. Changes nothing.</summary>
    public async Task<Confirmation> Look(string token)
    {
        if (tokens.Read(token) is not { Act: LetterAct.Confirm } read)
        {
            return new Confirmation(ConfirmationState.Unknown, null);
        }

        var submission = await db.Set<OutboxRow>().Where(o => o.PublicId == read.Letter).Select(o => (Guid?)o.Submission).FirstOrDefaultAsync();
        var signUp = await db.Set<SignUp>().AsNoTracking().Include(s => s.Prospect).FirstOrDefaultAsync(s => s.PublicId == submission);
        return new Confirmation(State(signUp), signUp);
    }

    /// <summary>Confirms what the link stands for. A second time says the same again and does nothing.</summary>
    public async Task<Confirmation> Confirm(string token)
    {
        var found = await Look(token);
        if (found is not { State: ConfirmationState.Open, SignUp: { } signUp })
        {
            return found;
        }

        var state = await db.InTransaction(() => Effect(signUp));
        alarm.Ring();
        // As it is now: what the page says next depends on when it was confirmed.
        return await Look(token) with { State = state };
    }

    private ConfirmationState State(SignUp? signUp) => signUp switch
    {
        // The token is ours, so the sign-up existed: it was erased unconfirmed, or at the person's wish.
        null => ConfirmationState.Expired,
        { CancelledAt: not null } => ConfirmationState.Cancelled,
        { ConfirmedAt: not null } => ConfirmationState.Confirmed,
        _ when signUp.ConfirmBy <= clock.GetCurrentInstant() => ConfirmationState.Expired,
        _ => ConfirmationState.Open,
    };

    private async Task<ConfirmationState> Effect(SignUp signUp)
    {
        await seats.Hold(signUp.Form);
        // Written unchanged: whatever one person confirms queues here, so that a second press finds what the first has done and
        // does not replace what was confirmed in between.
        await db.Set<Prospect>().Where(p => p.Id == signUp.ProspectId).ExecuteUpdateAsync(u => u.SetProperty(p => p.LastSeenAt, p => p.LastSeenAt));
        var state = State(await db.Set<SignUp>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == signUp.Id));
        return state == ConfirmationState.Open ? await Open(signUp) : state;
    }

    private async Task<ConfirmationState> Open(SignUp signUp)
    {
        var door = await seats.Look(signUp.Form, besides: signUp.Prospect?.AddressKey);
        if (door != Door.Open)
        {
            return door == Door.Full ? ConfirmationState.Full : ConfirmationState.Closed;
        }

        var now = clock.GetCurrentInstant();
        await Replace(signUp, now);
        var won = await db.Set<SignUp>().Where(s => s.Id == signUp.Id && s.ConfirmedAt == null && s.CancelledAt == null)
            .ExecuteUpdateAsync(u => u.SetProperty(s => s.ConfirmedAt, now));
        if (won == 1)
        {
            await Grant(signUp, now);
        }

        return ConfirmationState.Confirmed;
    }

    private async Task Replace(SignUp signUp, Instant now)
    {
        var earlier = db.Set<SignUp>().Where(s =>
            s.ProspectId == signUp.ProspectId && s.Form == signUp.Form && s.Id != signUp.Id && s.ConfirmedAt != null && s.CancelledAt == null && s.ReplacedAt == null);
        await db.Set<Basis>().Where(b => !b.IsConsent && b.EndedAt == null && earlier.Any(s => s.PublicId == b.Submission))
            .ExecuteUpdateAsync(u => u.SetProperty(b => b.EndedAt, now));
        await earlier.ExecuteUpdateAsync(u => u.SetProperty(s => s.ReplacedAt, now));
    }

    private async Task Grant(SignUp signUp, Instant now)
    {
        var subject = signUp.Prospect?.PublicId;
        var form = await notices.Terms(signUp.NoticeHash, db, CancellationToken.None);
        evidence.Append(Act.Confirmed, subject, signUp.PublicId, new { signUp.Form, form.Language, form.Title, Notice = signUp.NoticeHash, By = "button behind the link in the letter" });
        foreach (var basis in await db.Set<Basis>().Where(b => b.Submission == signUp.PublicId && b.EndedAt == null).ToListAsync())
        {
            basis.LiveFrom = now;
            if (basis.IsConsent)
            {
                evidence.Append(Act.Granted, subject, signUp.PublicId, Agreed(form.Purposes.First(p => p.Key == basis.Purpose), form));
            }
        }

        outbox.Put(new NewLetter(LetterKind.Welcome, signUp.ProspectId, signUp.PublicId, signUp.MainPurpose, signUp.Language, Due: now));
        await db.SaveChangesAsync();

        // The very words, in what is committed to: a receipt says them without anything else at hand (rule P7).
        object Agreed(FormPurpose purpose, Form form) => new { Purpose = purpose.Key, form.Language, purpose.Title, Words = purpose.Consent ?? purpose.What, Notice = signUp.NoticeHash };
    }
}

/// <summary>What became of a confirmation; the sign-up where it is still known.</summary>
public sealed record Confirmation(ConfirmationState State, SignUp? SignUp);

public enum ConfirmationState
{
    Unknown,
    Open,
    Confirmed,
    Cancelled,
    Expired,
    Full,
    Closed,
}
