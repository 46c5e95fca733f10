using Site.Mail;
using Site.Publishing;
using Site.SignUps;
using Site.Webinars;

namespace Site.Journeys;

/// <summary>Welcomes after the confirmation, with the calendar entry of the webinar, the receipt (rule C2) and, to those who allow it, what comes next.</summary>
internal sealed class WelcomeLetter(LetterFacts letters, Recommendations recommendations, ReceiptFiles receipts, LiveSite live, CalendarParts calendar) : ILetterComposer
{
    public bool Composes(LetterKind kind) => kind == LetterKind.Welcome;

    public async Task<Letter?> Compose(OutboxRow row, CancellationToken cancellationToken)
    {
        var facts = await letters.Find(row, cancellationToken);
        if (facts is null || facts.SignUp.CancelledAt is not null || facts.Schedule is { CancelledAt: not null })
        {
            return null;
        }

        var language = facts.Language;
        var brand = LetterBrands.Of(live.Current, language);
        var values = facts.Values(brand.Name);
        values["reminders"] = live.Part<Journey>().Promise(language);
        var wording = live.Part<LetterWordings>()[$"welcome-{row.Purpose}", language].Fill(values);
        var letter = new Letter(row.Language, wording.Subject, wording.Preheader, wording.Body, Why(facts, letters.Day(facts.SignUp.ConfirmedAt ?? facts.SignUp.RequestedAt, facts.Language)), brand)
        {
            Button = new LetterLink(wording.Button, letters.Absolute(facts.Webinar is { } w ? Addresses.Path(Place.Webinar, language, w.Slug) : Addresses.Path(Place.Home, language))),
            Facts = [.. facts.AtAGlance(), .. Access(facts)],
            UsedFields = LetterFacts.Used(facts, wording),
            Stops = await letters.Stops(row, facts, cancellationToken),
            Calendar = calendar.Of(facts, CalendarMethod.Request, brand),
            Receipt = new LetterLink(SeeReceipt(language), letters.Link(row, LetterAct.Receipt)),
            // The welcome to the newsletter is its first letter.
            Unsubscribe = row.Purpose == Acquaintance.Newsletter ? letters.OneClick(row, row.Purpose) : null,
            Files = await receipts.Of(facts.SignUp, cancellationToken),
        };
        return await recommendations.AddTo(letter, row, cancellationToken);
    }

    internal static string SeeReceipt(Language language) => language["Beleg ansehen", "See the receipt"];

    internal static IEnumerable<LetterFact> Access(SubmissionFacts facts) =>
        facts.Webinar is { } webinar ? [new LetterFact(facts.Language["Zugang", "Access"], webinar.Join)] : [];

    internal static string Why(SubmissionFacts facts, string day)
    {
        var language = facts.Language;
        return facts.Webinar is { } webinar
            ? language[$"Sie haben am {day} Ihre Anmeldung für „{webinar.Texts[language].Title}“ bestätigt.", $"On {day} you confirmed your registration for “{webinar.Texts[language].Title}”."]
            : language[$"Sie haben am {day} unseren Newsletter bestellt und das bestätigt.", $"On {day} you subscribed to our newsletter and confirmed it."];
    }
}
