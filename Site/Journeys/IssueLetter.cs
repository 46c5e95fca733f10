using Microsoft.EntityFrameworkCore;
using Site.Data;
using Site.Declarations;
using Site.Mail;
using Site.Publishing;
using Site.SignUps;

namespace Site.Journeys;

/// <summary>One issue of the newsletter to one person: the text as it was released, for everybody the same, and the way out (rule M2).</summary>
internal sealed class IssueLetter(SiteDb db, LetterReading reading, LetterFacts letters, Notices notices, LiveSite live) : ILetterComposer
{
    public bool Composes(LetterKind kind) => kind == LetterKind.Issue;

    public async Task<Letter?> Compose(OutboxRow row, CancellationToken cancellationToken)
    {
        var id = Guid.Parse(row.FirstOccasion);
        var text = await db.Set<IssueText>().AsNoTracking()
            .FirstOrDefaultAsync(t => t.Language == row.Language && db.Set<Issue>().Any(i => i.Id == t.IssueId && i.PublicId == id && i.StoppedAt == null), cancellationToken);
        if (text is null || await reading.SignUp(row, cancellationToken) is not { } signUp)
        {
            return null;
        }

        var (form, language) = (await notices.Terms(signUp.NoticeHash, db, cancellationToken), Language.Of(row.Language));
        return Write(text, LetterBrands.Of(live.Current, language)) with
        {
            Why = Why(letters.Day(signUp.ConfirmedAt ?? signUp.RequestedAt, language), signUp.MainPurpose == row.Purpose ? null : form.Title, language),
            UsedFields = [new UsedField(form.Address.Key, form.Address.Label)],
            Stops = [new LetterLink(Stop(language), letters.Link(row, LetterAct.Withdraw, row.Purpose))],
            Unsubscribe = letters.OneClick(row, row.Purpose),
        };
    }

    /// <summary>The letter as far as it is the same for everybody.</summary>
    internal static Letter Write(IssueText text, LetterBrand brand) =>
        new(text.Language, text.Subject, text.Preheader, text.Body, Why: "", brand) { Headline = text.Subject };

    /// <param name="form">The title of the form that the box stood on; null for the newsletter's own.</param>
    internal static string Why(string day, string? form, Language language) => form is null
        ? language[$"Sie haben am {day} unseren Newsletter bestellt und das bestätigt.", $"On {day} you subscribed to our newsletter and confirmed it."]
        : language[$"Sie haben am {day} bei Ihrer Anmeldung für „{form}“ auch unseren Newsletter bestellt.", $"On {day}, when you registered for “{form}”, you also subscribed to our newsletter."];

    internal static string Stop(Language language) => language["Newsletter abbestellen", "Unsubscribe from the newsletter"];
}
