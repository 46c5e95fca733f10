using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Site.Data;
using Site.Declarations;
using Site.Evidence;
using Site.Mail;
using Site.Prospects;
using Site.Publishing;

namespace Site.SignUps;

/// <summary>Takes a form that was sent: one transaction for the person, the sign-up, its values, the consents asked for, the evidence and the letter.</summary>
public sealed class Registrar(
    SiteDb db, ProspectBook prospects, Seats seats, EvidenceLog evidence, Outbox outbox, AlarmClock alarm, LiveSite live, IClock clock, IOptions<SignUpOptions> options)
{
    /// <summary>How long a letter counts towards what an address may get in a day (rule M7).</summary>
    public static readonly Duration Day = Duration.FromDays(1);

    /// <summary>
    /// Stores a valid <paramref name="input"/> and puts the confirmation letter into the outbox. Known and unknown addresses take the same
    /// statements and get the same answer (rule S3). Nothing is stored unless the door is open.
    /// </summary>
    public async Task<Door> Request(LiveNotice notice, FormInput input)
    {
        var address = input.Address ?? throw new ArgumentException("The input has no valid address.", nameof(input));
        var door = await db.InTransaction(async () =>
        {
            await seats.Hold(notice.Form.Key);
            // Full is full for everybody: where only who has a seat came through, anybody could ask who that is.
            var found = await seats.Look(notice.Form.Key);
            if (found == Door.Open)
            {
                var prospect = await prospects.See(address);
                Add(notice, input, prospect, await Withholding(prospect));
                await db.SaveChangesAsync();
            }

            return found;
        });
        alarm.Ring();
        return door;
    }

    private void Add(LiveNotice notice, FormInput input, ProspectBook.Seen prospect, WithheldReason? withheld)
    {
        var now = clock.GetCurrentInstant();
        var form = notice.Form;
        var signUp = new SignUp
        {
            PublicId = Guid.NewGuid(),
            ProspectId = prospect.Id,
            Form = form.Key,
            Language = form.Language,
            NoticeHash = notice.Hash,
            RequestedAt = now,
            ConfirmBy = now + live.Part<SiteSettings>().ConfirmWithin,
            Answers = [.. input.Kept(form).Select(v => new Answer { Field = v.Key, Value = v.Value })],
        };
        db.Add(signUp);
        db.AddRange(Purposes(form, input).Select(p => Basis(p, signUp)));
        evidence.Append(Act.Requested, prospect.PublicId, signUp.PublicId, Shown(notice, input));
        Put(new NewLetter(LetterKind.Confirmation, signUp.ProspectId, signUp.PublicId, signUp.MainPurpose, signUp.Language, Due: now), withheld);
    }

    private static IEnumerable<FormPurpose> Purposes(Form form, FormInput input) =>
        form.Implied.Concat(form.Boxes.Where(b => input.Ticked.Contains(b.Key)));

    private static Basis Basis(FormPurpose purpose, SignUp signUp) => new()
    {
        ProspectId = signUp.ProspectId,
        Submission = signUp.PublicId,
        Purpose = purpose.Key,
        IsConsent = purpose.Basis == LegalBasis.Consent,
        NoticeHash = signUp.NoticeHash,
        RequestedAt = signUp.RequestedAt,
    };

    // The state of every box, the ones left empty too (rule P7). Which fields were filled in, never what was typed.
    private static object Shown(LiveNotice notice, FormInput input) => new
    {
        Form = notice.Form.Key,
        notice.Form.Language,
        notice.Form.Title,
        Notice = notice.Hash,
        Boxes = notice.Form.Boxes.ToDictionary(b => b.Key, b => input.Ticked.Contains(b.Key)),
        // As they were called, so that a receipt can name a box that was left empty.
        Titles = notice.Form.Purposes.ToDictionary(p => p.Key, p => p.Label ?? p.Title),
        Implied = notice.Form.Implied.Select(p => p.Key).ToList(),
        Fields = input.Kept(notice.Form).Select(v => v.Key).Prepend("email").ToList(),
    };

    private OutboxRow Put(NewLetter letter, WithheldReason? withheld) =>
        withheld is { } reason ? outbox.PutWithheld(letter, reason) : outbox.Put(letter);

    /// <summary>Why no confirmation letter may go to this person now; null if one may. A recipient's limit sends nothing and says nothing (rules M7, S3).</summary>
    public async Task<WithheldReason?> Withholding(ProspectBook.Seen prospect)
    {
        var now = clock.GetCurrentInstant();
        var dayAgo = now - Day;
        var sent = await db.Set<OutboxRow>()
            .Where(o => o.ProspectId == prospect.Id && o.Kind == LetterKind.Confirmation && o.WithheldAt == null && o.CreatedAt > dayAgo)
            .Select(o => o.CreatedAt).ToListAsync();
        var inHour = sent.Count(at => at > now - Duration.FromHours(1));
        return prospect.BlockedAt is not null ? WithheldReason.Blocked
            : prospect.BouncedAt is not null ? WithheldReason.Unreachable
            : inHour >= options.Value.LettersPerHour || sent.Count >= options.Value.LettersPerDay ? WithheldReason.RecipientLimit
            : null;
    }
}
