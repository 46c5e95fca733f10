using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Mail;
using Site.Prospects;
using Site.SignUps;
using Site.Staff;

namespace Site.Pages.Admin;

/// <summary>Puts letters into the outbox once more for staff, on record. Whether one leaves is still decided by what the person allows when it is claimed.</summary>
public sealed class LetterDesk(SiteDb db, Outbox outbox, Registrar registrar, AlarmClock alarm, Audit audit, IClock clock)
{
    /// <summary>Whether it makes sense to offer it: the letter has left or failed, and its occasion is not over.</summary>
    internal bool MayRepeat(OutboxRow row, Site.SignUps.SignUp signUp) => Hindrance(row, signUp) is null && row switch
    {
        { SentAt: not null } => true,
        { WithheldReason: WithheldReason.Parked or WithheldReason.Refused or WithheldReason.Unreachable or WithheldReason.RecipientLimit } => true,
        _ => false,
    };

    /// <summary>What became of the wish; null if there is no such letter, or not for this member of staff.</summary>
    internal async Task<(Repeat Result, Guid Submission)?> Again(ClaimsPrincipal who, Guid letter)
    {
        var row = await db.Set<OutboxRow>().AsNoTracking().Include(o => o.Prospect).FirstOrDefaultAsync(o => o.PublicId == letter);
        var signUp = await db.Set<Site.SignUps.SignUp>().AsNoTracking().Where(s => row != null && s.PublicId == row.Submission).SeenBy(who, db).FirstOrDefaultAsync();
        return row?.Prospect is not { } prospect || signUp is null ? null : (await Again(who, row, prospect, signUp), row.Submission);
    }

    private async Task<Repeat> Again(ClaimsPrincipal who, OutboxRow row, Prospect prospect, Site.SignUps.SignUp signUp)
    {
        if (Hindrance(row, signUp) is { } hindrance)
        {
            return hindrance;
        }

        if (!MayRepeat(row, signUp) || await IsWaiting(row))
        {
            return Repeat.Waiting;
        }

        if (prospect.BouncedAt is not null)
        {
            return Repeat.Unreachable;
        }

        await audit.Add(who, StaffAct.LetterSentAgain, row.Submission, row.Kind.ToString());
        var result = await db.InTransaction(() => Put(row, prospect));
        alarm.Ring();
        return result;
    }

    // A confirmation letter that staff ask for counts like one that the form asked for (rule M7).
    private async Task<Repeat> Put(OutboxRow row, Prospect prospect)
    {
        // The person's row is taken first, so that of two who press at once the second sees what the first has put.
        await db.Set<Prospect>().Where(p => p.Id == prospect.Id).ExecuteUpdateAsync(u => u.SetProperty(p => p.LastSeenAt, p => p.LastSeenAt));
        if (await IsWaiting(row))
        {
            return Repeat.Waiting;
        }

        var withheld = row.Kind == LetterKind.Confirmation
            ? await registrar.Withholding(new ProspectBook.Seen(prospect.Id, prospect.PublicId, prospect.BlockedAt?.ToDateTimeUtc(), prospect.BouncedAt?.ToDateTimeUtc())) : null;
        if (withheld is { } reason)
        {
            return reason == WithheldReason.Blocked ? Repeat.Blocked : Repeat.Limit;
        }

        await outbox.PutAgain(row);
        await db.SaveChangesAsync();
        return Repeat.Put;
    }

    private Repeat? Hindrance(OutboxRow row, Site.SignUps.SignUp signUp)
    {
        var now = clock.GetCurrentInstant();
        // Whoever wants to see their data asks for another link themselves: staff send nobody one.
        var isOver = row.PastAt <= now || row.Kind == LetterKind.Access || row.Kind == LetterKind.Confirmation && (signUp.ConfirmedAt is not null || signUp.CancelledAt is not null || signUp.ConfirmBy <= now);
        return isOver || row.WithheldReason is WithheldReason.Past or WithheldReason.Ended ? Repeat.Over : null;
    }

    // The letter itself, or a repetition of it that somebody asked for a moment ago.
    private Task<bool> IsWaiting(OutboxRow row)
    {
        var again = row.FirstOccasion;
        return db.Set<OutboxRow>().AnyAsync(o => o.Submission == row.Submission && o.Purpose == row.Purpose && o.Kind == row.Kind
            && o.SentAt == null && o.WithheldAt == null && o.Occasion.StartsWith(again));
    }
}

/// <summary>What became of the wish to send a letter once more.</summary>
public enum Repeat
{
    Put,

    /// <summary>It has not left yet.</summary>
    Waiting,

    /// <summary>Its occasion is over.</summary>
    Over,

    /// <summary>The address has had as many confirmation letters as it may get (rule M7).</summary>
    Limit,
    Blocked,
    Unreachable,
}
