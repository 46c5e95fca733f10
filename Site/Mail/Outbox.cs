using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;

namespace Site.Mail;

/// <summary>A letter to be sent.</summary>
/// <param name="Prospect">To whom, by the id of the row.</param>
/// <param name="Submission">Random id of the submission it is about.</param>
/// <param name="Purpose">For which purpose; it must be live for this submission when the letter is claimed.</param>
/// <param name="Due">From when on it may leave.</param>
/// <param name="Past">From when on it would say something outdated; then it is withheld.</param>
/// <param name="Occasion">Tells letters of one kind about one submission apart, such as the lead time of a reminder.</param>
public sealed record NewLetter(
    LetterKind Kind, long Prospect, Guid Submission, string Purpose, string Language, Instant Due, Instant? Past = null, string Occasion = "once")
{
    /// <summary>
    /// Unique in the outbox, so that the same letter put twice is refused by the database (rule M4). An issue goes to a person once, through however many
    /// submissions they subscribed.
    /// </summary>
    internal string DedupKey => Kind == LetterKind.Issue ? $"person {Prospect}/{Purpose}/{Kind}/{Occasion}" : $"{Submission:N}/{Purpose}/{Kind}/{Occasion}";
}

/// <summary>Where letters are put. It only adds rows to the save of the caller: the letter exists if and only if what it tells of was stored.</summary>
public sealed class Outbox(SiteDb db, IClock clock)
{
    /// <summary>
    /// Adds the letter. The save fails with a unique violation if it is there already (<see cref="DatabaseErrors.IsUniqueViolation"/>).
    /// After the commit, ring the <see cref="AlarmClock"/>.
    /// </summary>
    public OutboxRow Put(NewLetter letter) => Add(letter, withheld: null);

    /// <summary>
    /// Adds a letter that will not be sent, with the reason, by the very statement that adds one that will:
    /// nobody can tell from outside which of the two happened (rules M7, S3).
    /// </summary>
    public OutboxRow PutWithheld(NewLetter letter, WithheldReason reason) => Add(letter, reason);

    /// <summary>
    /// Adds the same letter once more, due now, with a Message-ID and links of its own. Whether it leaves is decided when it is claimed, as for any other.
    /// The save fails with a unique violation if somebody else adds it at the same moment.
    /// </summary>
    public async Task<OutboxRow> PutAgain(OutboxRow letter)
    {
        var again = letter.FirstOccasion + OutboxRow.Again;
        var before = await db.Set<OutboxRow>().CountAsync(
            o => o.Submission == letter.Submission && o.Purpose == letter.Purpose && o.Kind == letter.Kind && o.Occasion.StartsWith(again));
        return Put(new NewLetter(
            letter.Kind, letter.ProspectId, letter.Submission, letter.Purpose, letter.Language, clock.GetCurrentInstant(), letter.PastAt, $"{again}{before + 1}"));
    }

    private OutboxRow Add(NewLetter letter, WithheldReason? withheld)
    {
        var now = clock.GetCurrentInstant();
        var row = new OutboxRow
        {
            PublicId = Guid.NewGuid(),
            Kind = letter.Kind,
            DedupKey = letter.DedupKey,
            Occasion = letter.Occasion,
            ProspectId = letter.Prospect,
            Submission = letter.Submission,
            Purpose = letter.Purpose,
            Language = letter.Language,
            CreatedAt = now,
            DueAt = letter.Due,
            PastAt = letter.Past,
            WithheldAt = withheld is null ? null : now,
            WithheldReason = withheld,
        };
        db.Add(row);
        return row;
    }
}
