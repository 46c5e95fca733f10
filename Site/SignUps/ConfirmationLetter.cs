using Site.Mail;
using Site.Publishing;

namespace Site.SignUps;

/// <summary>
/// Asks to confirm. Advertises nothing and repeats nothing that was typed into the form (rules P9, M7); where the site's settings say
/// <c>confirmation: neutral</c> it is nothing but sender, request, link and imprint.
/// </summary>
internal sealed class ConfirmationLetter(LetterFacts letters, LiveSite live) : ILetterComposer
{
    /// <summary>The wording for either form, if the site is set so.</summary>
    internal const string Neutral = "confirm-neutral";

    public bool Composes(LetterKind kind) => kind == LetterKind.Confirmation;

    public async Task<Letter?> Compose(OutboxRow row, CancellationToken cancellationToken)
    {
        var facts = await letters.Find(row, cancellationToken);
        if (facts is null || facts.SignUp.ConfirmedAt is not null || facts.Schedule is { CancelledAt: not null })
        {
            return null;
        }

        var language = facts.Language;
        var site = live.Part<SiteSettings>();
        var values = facts.Values(site.Brand.Name);
        values["days"] = facts.SignUp.DaysToConfirm.ToString(language.Culture);
        values["title"] = facts.Webinar?.Texts[language].Title ?? "Newsletter";
        var wording = live.Part<LetterWordings>()[site.NeutralConfirmation ? Neutral : $"confirm-{row.Purpose}", language].Fill(values);
        var brand = site.NeutralConfirmation ? LetterBrands.Neutral(live.Current, language) : LetterBrands.Of(live.Current, language);
        return new Letter(row.Language, wording.Subject, wording.Preheader, wording.Body, Why(facts, letters.Day(facts.SignUp.RequestedAt, language)), brand)
        {
            Button = new LetterLink(wording.Button, letters.Link(row, LetterAct.Confirm)),
            Facts = site.NeutralConfirmation ? [] : facts.AtAGlance(),
            IsRequest = true,
            UsedFields = LetterFacts.Used(facts, wording),
            Stops = [letters.BlockLink(row, facts.SignUp, language)],
        };
    }

    internal static string Why(SubmissionFacts facts, string day)
    {
        var language = facts.Language;
        return facts.Webinar is { } webinar
            ? language[$"Am {day} wurde diese Adresse auf unserer Website für „{webinar.Texts[language].Title}“ eingetragen.", $"On {day} this address was entered on our site for “{webinar.Texts[language].Title}”."]
            : language[$"Am {day} wurde diese Adresse auf unserer Website für den Newsletter eingetragen.", $"On {day} this address was entered on our site for the newsletter."];
    }
}
