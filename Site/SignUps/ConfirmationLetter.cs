using Site.Mail;
using Site.Publishing;

namespace Site.SignUps;

/// <summary>Asks to confirm. Advertises nothing and repeats nothing that was typed into the form (rules P9, M7).</summary>
internal sealed class ConfirmationLetter(LetterFacts letters, LiveSite live) : ILetterComposer
{
    public bool Composes(LetterKind kind) => kind == LetterKind.Confirmation;

    public async Task<Letter?> Compose(OutboxRow row, CancellationToken cancellationToken)
    {
        var facts = await letters.Find(row, cancellationToken);
        if (facts is null || facts.SignUp.ConfirmedAt is not null)
        {
            return null;
        }

        var language = facts.Language;
        var site = live.Part<SiteSettings>();
        var values = facts.Values(site.Brand.Name);
        values["days"] = facts.SignUp.DaysToConfirm.ToString(language.Culture);
        var wording = live.Part<LetterWordings>()[$"confirm-{row.Purpose}", language].Fill(values);
        return new Letter(row.Language, wording.Subject, wording.Preheader, wording.Body, Why(facts), LetterBrands.Of(live.Current, language))
        {
            Button = new LetterLink(wording.Button, letters.Link(row, LetterAct.Confirm)),
            Facts = facts.AtAGlance(),
            IsRequest = true,
            UsedFields = LetterFacts.Used(facts, wording),
            Stops = [letters.BlockLink(row, facts.SignUp, language)],
        };
    }

    private static string Why(SubmissionFacts facts)
    {
        var language = facts.Language;
        var day = Dates.Plain(facts.SignUp.RequestedAt.InUtc().Date, language);
        return facts.Webinar is { } webinar
            ? language[$"Am {day} wurde diese Adresse auf unserer Website für „{webinar.Texts[language].Title}“ eingetragen.", $"On {day} this address was entered on our site for “{webinar.Texts[language].Title}”."]
            : language[$"Am {day} wurde diese Adresse auf unserer Website für den Newsletter eingetragen.", $"On {day} this address was entered on our site for the newsletter."];
    }
}
