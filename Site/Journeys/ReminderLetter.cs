using NodaTime;
using Site.Mail;
using Site.Publishing;
using Site.SignUps;

namespace Site.Journeys;

/// <summary>Reminds of a webinar that starts soon; its button opens the room. To those who allow it, it says what comes next.</summary>
internal sealed class ReminderLetter(LetterFacts letters, Recommendations recommendations, LiveSite live, IClock clock) : ILetterComposer
{
    public bool Composes(LetterKind kind) => kind == LetterKind.Reminder;

    public async Task<Letter?> Compose(OutboxRow row, CancellationToken cancellationToken)
    {
        var facts = await letters.Find(row, cancellationToken);
        if (facts is not { Webinar: { } webinar, Schedule: { CancelledAt: null } schedule, SignUp.CancelledAt: null } || JourneyStep.IsForAnotherStart(row, schedule.StartsAt)
            || schedule.StartsAt <= clock.GetCurrentInstant())
        {
            return null;
        }

        var language = facts.Language;
        var brand = LetterBrands.Of(live.Current, language);
        var values = facts.Values(brand.Name);
        values["lead"] = Lead(schedule.Start, language);
        var wording = live.Part<LetterWordings>()["reminder", language].Fill(values);
        var letter = new Letter(row.Language, wording.Subject, wording.Preheader, wording.Body, Why(facts, letters.Day(facts.SignUp.RequestedAt, language)), brand)
        {
            Button = new LetterLink(wording.Button, webinar.Join),
            Facts = facts.AtAGlance(),
            UsedFields = LetterFacts.Used(facts, wording),
            Stops = await letters.Stops(row, facts, cancellationToken),
        };
        return await recommendations.AddTo(letter, row, cancellationToken);
    }

    // Said as of now, not as planned: a letter that waited for the mail server must not be an hour off.
    private string Lead(ZonedDateTime start, Language language)
    {
        var left = start.ToInstant() - clock.GetCurrentInstant();
        var today = clock.GetCurrentInstant().InZone(start.Zone).Date;
        return left.TotalMinutes switch
        {
            <= 1 => language["in einer Minute", "in a minute"],
            < 50 => language[$"in {(int)Math.Ceiling(left.TotalMinutes)}\u00A0Minuten", $"in {(int)Math.Ceiling(left.TotalMinutes)}\u00A0minutes"],
            < 80 => language["in einer Stunde", "in an hour"],
            _ when start.Date == today => language["heute", "today"],
            _ when start.Date == today.PlusDays(1) => language["morgen", "tomorrow"],
            _ => language[$"am {Dates.Plain(start.Date, language)}", $"on {Dates.Plain(start.Date, language)}"],
        };
    }

    internal static string Why(SubmissionFacts facts, string day) =>
        $"{facts.Registered(day)} {facts.Language["Das Webinar steht bevor.", "It starts soon."]}";
}
