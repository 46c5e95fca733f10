using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Site.Data;
using Site.Declarations;
using Site.Mail;
using Site.Publishing;
using Site.SignUps;

namespace Site.Journeys;

/// <summary>One issue of the newsletter to one person: the text as it was released, for everybody the same but for the greeting, and the way out (rule M2).</summary>
internal sealed partial class IssueLetter(SiteDb db, LetterReading reading, LetterFacts letters, Notices notices, LiveSite live) : ILetterComposer
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
        var wording = Wording(text);
        // Names are read only where an issue greets by them: most say the same to everybody.
        signUp.Answers.AddRange(wording.Fields.Count == 0 ? [] : await db.Set<Answer>().AsNoTracking().Where(a => a.SignUpId == signUp.Id && wording.Fields.Contains(a.Field)).ToListAsync(cancellationToken));
        var facts = new SubmissionFacts(signUp, form, row.Purpose, language, null, null);
        return Write(text, facts.Greeting, LetterBrands.Of(live.Current, language)) with
        {
            Why = Why(letters.Day(signUp.ConfirmedAt ?? signUp.RequestedAt, language), signUp.MainPurpose == row.Purpose ? null : form.Title, language),
            UsedFields = LetterFacts.Used(facts, wording),
            Stops = [new LetterLink(Stop(language), letters.Link(row, LetterAct.Withdraw, row.Purpose))],
            Unsubscribe = letters.OneClick(row, row.Purpose),
        };
    }

    /// <summary>The letter, but for why it came and how to stop it.</summary>
    /// <param name="greeting">Stands for <see cref="LetterFields.Greeting"/>.</param>
    internal static Letter Write(IssueText text, string greeting, LetterBrand brand)
    {
        var said = Wording(text).Fill(new Dictionary<string, string>(StringComparer.Ordinal) { [LetterFields.Greeting] = greeting });
        return new Letter(text.Language, said.Subject, said.Preheader, said.Body, Why: "", brand) { Headline = said.Subject };
    }

    internal static LetterWording Wording(IssueText text) => new(text.Subject, text.Preheader, "", text.Body);

    /// <summary>What looks like a placeholder and stands for nothing: "{name}".</summary>
    internal static IEnumerable<string> Unfilled(string text) => Braces().Matches(text).Select(m => m.Value).Where(v => v != $"{{{LetterFields.Greeting}}}");

    [GeneratedRegex(@"\{[^{}\n]{1,60}\}")]
    private static partial Regex Braces();

    /// <param name="form">The title of the form that the box stood on; null for the newsletter's own.</param>
    internal static string Why(string day, string? form, Language language) => form is null
        ? language[$"Sie haben am {day} unseren Newsletter bestellt und das bestätigt.", $"On {day} you subscribed to our newsletter and confirmed it."]
        : language[$"Sie haben am {day} bei Ihrer Anmeldung für „{form}“ auch unseren Newsletter bestellt.", $"On {day}, when you registered for “{form}”, you also subscribed to our newsletter."];

    internal static string Stop(Language language) => language["Newsletter abbestellen", "Unsubscribe from the newsletter"];
}
