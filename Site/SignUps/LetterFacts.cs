using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Site.Data;
using Site.Declarations;
using Site.Mail;
using Site.Prospects;
using Site.Publishing;
using Site.Webinars;

namespace Site.SignUps;

/// <summary>What the letters about a sign-up have in common: the webinar as announced, the person's greeting, and the ways out.</summary>
public sealed class LetterFacts(SiteDb db, LiveSite live, LetterTokens tokens, IOptions<SiteOptions> site)
{
    /// <summary>Null if the submission is gone or its form is no longer in the content.</summary>
    public async Task<SubmissionFacts?> Find(OutboxRow row, CancellationToken cancellationToken)
    {
        var signUp = await db.Set<SignUp>().AsNoTracking().Include(s => s.Answers).FirstOrDefaultAsync(s => s.PublicId == row.Submission, cancellationToken);
        if (signUp is null)
        {
            return null;
        }

        var slug = Webinar.SlugOf(signUp.Form);
        var schedule = await db.Set<Schedule>().AsNoTracking().FirstOrDefaultAsync(s => s.Slug == slug, cancellationToken);
        var webinar = slug is null ? null : live.Part<WebinarList>().Find(slug);
        return new SubmissionFacts(signUp, Language.Of(row.Language), webinar, schedule);
    }

    public string Absolute(string path) => site.Value.Absolute(path);

    /// <summary>An address that carries a token of this letter.</summary>
    public string Link(OutboxRow row, LetterAct act, string? purpose = null)
    {
        var place = act switch { LetterAct.Confirm => Place.Confirm, LetterAct.Cancel => Place.Cancel, _ => Place.Withdraw };
        return Absolute(Addresses.Path(place, Language.Of(row.Language), tokens.Write(row.PublicId, act, purpose)));
    }

    /// <summary>Cancel the sign-up, and withdraw each consent that this person has live.</summary>
    public async Task<IReadOnlyList<LetterLink>> Stops(OutboxRow row, SubmissionFacts facts, CancellationToken cancellationToken)
    {
        var purposes = live.Part<Catalogue>().Purposes;
        var consents = await db.Set<Basis>()
            .Where(b => b.ProspectId == row.ProspectId && b.IsConsent && b.LiveFrom != null && b.EndedAt == null)
            .Select(b => b.Purpose).Distinct().OrderBy(p => p).ToListAsync(cancellationToken);
        var language = facts.Language;
        var withdrawals = consents.Where(purposes.ContainsKey).Select(c => new LetterLink(
            language[$"„{purposes[c].Title[language]}“ widerrufen", $"Withdraw “{purposes[c].Title[language]}”"], Link(row, LetterAct.Withdraw, c)));
        return facts.Webinar is null ? [.. withdrawals] : [.. withdrawals.Prepend(CancelLink(row, language))];
    }

    /// <summary>The fields a greeting letter uses: the address, and the name where it was given.</summary>
    public IReadOnlyList<UsedField> Used(SubmissionFacts facts) =>
        [.. facts.NameFields.Prepend("email").Select(f => new UsedField(f, live.Part<Catalogue>().Fields[f].Words[facts.Language].Label))];

    public LetterLink CancelLink(OutboxRow row, Language language) =>
        new(language["Diese Anmeldung absagen", "Cancel this registration"], Link(row, LetterAct.Cancel));
}

/// <summary>A submission as its letters see it.</summary>
public sealed record SubmissionFacts(SignUp SignUp, Language Language, Webinar? Webinar, Schedule? Schedule)
{
    private static readonly string[] _name = ["given-name", "family-name"];

    public IEnumerable<string> NameFields => _name.Where(f => Answer(f) is not null);

    /// <summary>"Guten Tag Alice Muster," or without a name.</summary>
    public string Greeting
    {
        get
        {
            var name = string.Join(' ', _name.Select(Answer).OfType<string>());
            return $"{Language["Guten Tag", "Hello"]}{(name.Length > 0 ? " " + name : "")},";
        }
    }

    /// <summary>The placeholders {webinar}, {date}, {time}, {minutes}, {speakers}.</summary>
    public Dictionary<string, string> Values(string brand)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["brand"] = brand, ["greeting"] = Greeting };
        if (Webinar is not null && Schedule is not null)
        {
            values["webinar"] = Webinar.Texts[Language].Title;
            values["date"] = Dates.Long(Schedule.Start.Date, Language);
            values["time"] = Dates.Span(Schedule.Start, Schedule.Minutes, Language);
            values["minutes"] = Schedule.Minutes.ToString(Language.Culture);
            values["speakers"] = string.Join(Language[" und ", " and "], Webinar.Speakers.Select(s => s.Name));
        }

        return values;
    }

    /// <summary>When and what, at a glance.</summary>
    public IReadOnlyList<LetterFact> AtAGlance() => Webinar is null || Schedule is null ? [] :
    [
        new(Language["Webinar", "Webinar"], Webinar.Texts[Language].Title),
        new(Language["Wann", "When"], $"{Dates.Long(Schedule.Start.Date, Language)}, {Dates.Span(Schedule.Start, Schedule.Minutes, Language)}"),
    ];

    private string? Answer(string field) => SignUp.Answers.Find(a => a.Field == field)?.Value;
}
