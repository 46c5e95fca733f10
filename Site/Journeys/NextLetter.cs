using Site.Mail;
using Site.Publishing;
using Site.SignUps;

namespace Site.Journeys;

/// <summary>
/// Some days after a webinar, to those who ordered the newsletter: the next one that fits, chosen by what they told us only while they allow that (rule P10).
/// It advertises, so it unsubscribes with one click (rule M2).
/// </summary>
internal sealed class NextLetter(LetterFacts letters, Acquaintance acquaintance, Recommendations recommendations, LiveSite live) : ILetterComposer
{
    private const int MostBeside = 2;

    public bool Composes(LetterKind kind) => kind == LetterKind.Next;

    public async Task<Letter?> Compose(OutboxRow row, CancellationToken cancellationToken)
    {
        var known = await acquaintance.With(row, cancellationToken);
        var person = await letters.FindPerson(row, cancellationToken);
        if (!known.AllowsNewsletter || person is null)
        {
            return null;
        }

        var selection = await recommendations.Select(known, int.MaxValue, row, cancellationToken);
        return selection.All.OfType<SuggestedWebinar>().FirstOrDefault() is { } next ? await Invite(row, person, next, selection, cancellationToken) : null;
    }

    private async Task<Letter> Invite(OutboxRow row, SubmissionFacts person, SuggestedWebinar next, Selection selection, CancellationToken cancellationToken)
    {
        var language = person.Language;
        var facts = person with { Webinar = next.Webinar, Schedule = next.Schedule };
        var brand = LetterBrands.Of(live.Current, language);
        var values = facts.Values(brand.Name);
        values["summary"] = next.Summary(language);
        var wording = live.Part<LetterWordings>()["next", language].Fill(values);
        var letter = new Letter(row.Language, wording.Subject, wording.Preheader, wording.Body, Why(person, letters.Day(person.SignUp.ConfirmedAt ?? person.SignUp.RequestedAt, language)), brand)
        {
            Button = new LetterLink(wording.Button, letters.Absolute(next.Path(language))),
            Facts = [.. facts.AtAGlance(), new(language["Warum", "Why"], next.Reason.Sentence(language))],
            UsedFields = [.. LetterFacts.Used(person, wording), .. recommendations.Used(selection, language)],
            Stops = await letters.Withdrawals(row, person.Form, language, cancellationToken),
            Unsubscribe = letters.OneClick(row, row.Purpose),
        };
        var beside = selection with { All = [.. selection.All.Where(s => s != next).Take(MostBeside)], UsedFields = [] };
        return recommendations.AddTo(letter, row, beside);
    }

    internal static string Why(SubmissionFacts person, string day)
    {
        var ordered = IssueLetter.Why(day, person.SignUp.MainPurpose == Acquaintance.Newsletter ? null : person.Form.Title, person.Language);
        return $"{ordered} " + person.Language["Diese Einladung kommt einige Tage nach einem Webinar, für das Sie angemeldet waren.", "This invitation comes some days after a webinar you were registered for."];
    }
}
