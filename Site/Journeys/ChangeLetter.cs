using Site.Mail;
using Site.SignUps;
using Site.Webinars;

namespace Site.Journeys;

/// <summary>
/// Tells of an announced change to whom an earlier letter had brought another time, with the update or the cancellation for the calendar (rules M9, M10). It says what
/// holds now: where something else was announced since, or the person knows it, there is nothing to say.
/// </summary>
internal sealed class ChangeLetter(LetterFacts letters, CalendarHolders holders, ChangeWords words, CalendarParts calendar, Recommendations recommendations) : ILetterComposer
{
    public bool Composes(LetterKind kind) => kind is LetterKind.Moved or LetterKind.CalledOff;

    public async Task<Letter?> Compose(OutboxRow row, CancellationToken cancellationToken)
    {
        var facts = await letters.Find(row, cancellationToken);
        if (facts is not { Webinar: { } webinar, Schedule: { } schedule, SignUp: { CancelledAt: null, ReplacedAt: null } } || !IsOfNow(row, schedule)
            || await holders.Told(row.Submission, schedule, cancellationToken) is not { } before || before.Says(schedule))
        {
            return null;
        }

        var isOff = row.Kind == LetterKind.CalledOff;
        var wording = words.Worded(facts.Values(words.Brand(facts.Language)), before, schedule, facts.Language);
        var letter = words.Write(wording, webinar, before, schedule, facts.Language);
        var whole = letter with
        {
            Why = $"{facts.Registered(letters.Day(facts.SignUp.RequestedAt, facts.Language))} {ChangeWords.Happened(before.IsCancelled, isOff, facts.Language)}",
            Facts = isOff ? letter.Facts : [.. letter.Facts, .. WelcomeLetter.Access(facts)],
            UsedFields = LetterFacts.Used(facts, wording),
            // Of what is off too: it may take place after all, and who does not want to hear of that finds the way out here.
            Stops = await letters.Stops(row, facts, cancellationToken),
            Calendar = calendar.Of(facts, isOff ? CalendarMethod.Cancel : CalendarMethod.Request, letter.Brand),
        };
        return isOff ? await recommendations.AddTo(whole, row, cancellationToken) : whole;
    }

    private static bool IsOfNow(OutboxRow row, Schedule schedule) =>
        row.FirstOccasion == AnnouncementSweep.Occasion(schedule.Sequence) && row.Kind == AnnouncementSweep.Kind(schedule);
}
