using Site.Mail;
using Site.Publishing;
using Site.SignUps;

namespace Site.Journeys;

/// <summary>After a webinar, with its recording; where there is none, there is nothing to write. To those who allow it, it says what comes next.</summary>
internal sealed class FollowUpLetter(LetterFacts letters, Recommendations recommendations, LiveSite live) : ILetterComposer
{
    public bool Composes(LetterKind kind) => kind == LetterKind.FollowUp;

    public async Task<Letter?> Compose(OutboxRow row, CancellationToken cancellationToken)
    {
        var facts = await letters.Find(row, cancellationToken);
        if (facts is not { Webinar: { Recording: { } recording } webinar, Schedule: { CancelledAt: null } schedule, SignUp.CancelledAt: null } || JourneyStep.IsForAnotherStart(row, schedule.StartsAt))
        {
            return null;
        }

        var language = facts.Language;
        var brand = LetterBrands.Of(live.Current, language);
        var wording = live.Part<LetterWordings>()["follow-up", language].Fill(facts.Values(brand.Name));
        var letter = new Letter(row.Language, wording.Subject, wording.Preheader, wording.Body, Why(facts, letters.Day(facts.SignUp.RequestedAt, language)), brand)
        {
            Button = new LetterLink(wording.Button, recording),
            Facts = [new(language["Webinar", "Webinar"], webinar.Texts[language].Title), new(language["Vom", "Of"], Dates.Long(schedule.Start.Date, language))],
            UsedFields = LetterFacts.Used(facts, wording),
            Stops = await letters.Withdrawals(row, facts.Form, language, cancellationToken),
        };
        return await recommendations.AddTo(letter, row, cancellationToken);
    }

    internal static string Why(SubmissionFacts facts, string day) => $"{facts.Registered(day)} " + facts.Language[
        "Jetzt gibt es die Aufzeichnung. Mehr schreiben wir Ihnen zu diesem Webinar nicht.", "Now there is a recording. We will write nothing more about this webinar."];
}
