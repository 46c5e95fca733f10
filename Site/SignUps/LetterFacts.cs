using Microsoft.Extensions.Options;
using NodaTime;
using Site.Data;
using Site.Declarations;
using Site.Mail;
using Site.Prospects;
using Site.Publishing;
using Site.Webinars;

namespace Site.SignUps;

/// <summary>What the letters about a sign-up have in common: the webinar as announced, the person's greeting, and the ways out.</summary>
public sealed class LetterFacts(SiteDb db, LetterReading reading, LiveSite live, Notices notices, LetterTokens tokens, Suppressions suppressions, IOptions<SiteOptions> site)
{
    /// <summary>Null if the submission is gone or its webinar is no longer in the content.</summary>
    public async Task<SubmissionFacts?> Find(OutboxRow row, CancellationToken cancellationToken)
    {
        var person = await FindPerson(row, cancellationToken);
        if (person is null || Webinar.SlugOf(person.SignUp.Form) is not { } slug)
        {
            return person;
        }

        return await reading.Schedule(row, cancellationToken) is { } schedule && live.Part<WebinarList>().Find(slug) is { } webinar ? person with { Webinar = webinar, Schedule = schedule } : null;
    }

    /// <summary>The same for a letter that is not about the webinar of the submission, if it was for one; null if the submission is gone.</summary>
    public async Task<SubmissionFacts?> FindPerson(OutboxRow row, CancellationToken cancellationToken) => await reading.SignUp(row, cancellationToken) is { } signUp
        ? new SubmissionFacts(signUp, await notices.Terms(signUp.NoticeHash, db, cancellationToken), row.Purpose, Language.Of(row.Language), null, null) : null;

    /// <summary>The day of an instant where the site is at home, in words.</summary>
    public string Day(Instant at, Language language) => Dates.Plain(at.InZone(live.Part<SiteSettings>().Zone).Date, language);

    public string Absolute(string path) => site.Value.Absolute(path);

    /// <summary>An address that carries a token of this letter.</summary>
    public string Link(OutboxRow row, LetterAct act, string? purpose = null)
    {
        var place = act switch { LetterAct.Confirm => Place.Confirm, LetterAct.Cancel => Place.Cancel, LetterAct.Receipt => Place.Receipt, _ => Place.Withdraw };
        return Absolute(Addresses.Path(place, Language.Of(row.Language), tokens.Write(row.PublicId, act, purpose)));
    }

    /// <summary>Where a mail program withdraws the consent to <paramref name="purpose"/> with one click (RFC 8058).</summary>
    public string OneClick(OutboxRow row, string purpose) => Absolute($"{Web.OneClick.Path}/{tokens.Write(row.PublicId, LetterAct.Withdraw, purpose)}");

    /// <summary>Cancel the sign-up, and withdraw each consent that this person has live.</summary>
    public async Task<IReadOnlyList<LetterLink>> Stops(OutboxRow row, SubmissionFacts facts, CancellationToken cancellationToken)
    {
        var withdrawals = await Withdrawals(row, facts.Form, facts.Language, cancellationToken);
        return facts.Webinar is null ? withdrawals : [CancelLink(row, facts.Language), .. withdrawals];
    }

    /// <summary>Withdraw each consent that this person has live.</summary>
    /// <param name="form">The form as this person saw it: it names purposes first.</param>
    public async Task<IReadOnlyList<LetterLink>> Withdrawals(OutboxRow row, Form form, Language language, CancellationToken cancellationToken)
    {
        var withdrawals = new List<LetterLink>();
        foreach (var consent in await reading.Consents(row, cancellationToken))
        {
            var title = await Title(consent.Purpose, consent.Notice, form, language, cancellationToken);
            withdrawals.Add(new LetterLink(Withdraw(title, language), Link(row, LetterAct.Withdraw, consent.Purpose)));
        }

        return withdrawals;
    }

    /// <summary>The fields that a letter of this wording uses: the address, and each that it asks for and whose value it may have.</summary>
    public static IReadOnlyList<UsedField> Used(SubmissionFacts facts, LetterWording wording) =>
        [.. wording.Fields.Where(f => facts.Value(f) is not null).Prepend(facts.Form.Address.Key).Distinct().Select(f => new UsedField(f, facts.Label(f)))];

    // As this person saw it, or as the site says it today; a purpose that the site has given up is named by the notice it was agreed to under.
    private async Task<string> Title(string purpose, string notice, Form form, Language language, CancellationToken cancellationToken) =>
        form.Purposes.FirstOrDefault(p => p.Key == purpose)?.Title
        ?? live.Part<Catalogue>().Purposes.GetValueOrDefault(purpose)?.Title[language]
        ?? (await notices.Terms(notice, db, cancellationToken)).Purposes.First(p => p.Key == purpose).Title;

    /// <summary>"This was not me": discards the request and blocks the address (rule M7).</summary>
    public LetterLink BlockLink(OutboxRow row, SignUp signUp, Language language)
    {
        var address = signUp.Prospect?.AddressKey ?? throw new InvalidOperationException($"The prospect of submission {signUp.PublicId} is not loaded.");
        var token = tokens.WriteBlock(row.PublicId, suppressions.Fingerprint(address));
        return new LetterLink(NotMe(language), Absolute(Addresses.Path(Place.NotMe, language, token)));
    }

    public LetterLink CancelLink(OutboxRow row, Language language) => new(Cancel(language), Link(row, LetterAct.Cancel));

    internal static string NotMe(Language language) => language["Das war ich nicht", "This was not me"];

    internal static string Cancel(Language language) => language["Diese Anmeldung absagen", "Cancel this registration"];

    internal static string Withdraw(string title, Language language) => language[$"„{title}“ widerrufen", $"Withdraw “{title}”"];
}

/// <summary>A submission as a letter for one purpose sees it, by the <paramref name="Form"/> of its own notice.</summary>
public sealed record SubmissionFacts(SignUp SignUp, Form Form, string Purpose, Language Language, Webinar? Webinar, Schedule? Schedule)
{
    /// <summary>What was answered, in words; null if nothing was, or if the field was not declared to serve the purpose of this letter.</summary>
    public string? Value(string field) =>
        Form.Fields.FirstOrDefault(f => f.Key == field) is { } declared && declared.Purposes.Contains(Purpose) && Answer(field) is { } answer
            ? declared.Choices.FirstOrDefault(c => c.Key == answer)?.Label ?? answer : null;

    /// <summary>What the field was called.</summary>
    public string Label(string field) => Form.Fields.First(f => f.Key == field).Label;

    /// <summary>"Guten Tag Alice Muster," or without a name.</summary>
    public string Greeting => Greet(string.Join(' ', LetterFields.Name.Select(Value).OfType<string>()), Language);

    /// <summary>Greets by this name; nobody in particular where it is empty.</summary>
    public static string Greet(string name, Language language) => $"{language["Guten Tag", "Hello"]}{(name.Length > 0 ? " " + name : "")},";

    /// <summary>Why the person gets what the sign-up brings: they registered, on that day.</summary>
    public string Registered(string day) => Webinar is { } webinar
        ? Language[$"Sie haben sich am {day} für „{webinar.Texts[Language].Title}“ angemeldet.", $"On {day} you registered for “{webinar.Texts[Language].Title}”."]
        : Language[$"Sie haben am {day} unseren Newsletter bestellt.", $"On {day} you subscribed to our newsletter."];

    /// <summary>The placeholders {greeting}, {field:…}, {webinar}, {date}, {time}, {minutes}, {speakers}.</summary>
    public Dictionary<string, string> Values(string brand)
    {
        var values = Form.Fields.ToDictionary(f => LetterFields.Prefix + f.Key, f => Value(f.Key) ?? "", StringComparer.Ordinal);
        (values["brand"], values[LetterFields.Greeting]) = (brand, Greeting);
        if (Webinar is not null && Schedule is not null)
        {
            About(Webinar, Schedule, Language).ToList().ForEach(v => values[v.Key] = v.Value);
        }

        return values;
    }

    /// <summary>What the placeholders say that are about the webinar and nobody in particular.</summary>
    public static IReadOnlyDictionary<string, string> About(Webinar webinar, Schedule schedule, Language language) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["webinar"] = webinar.Texts[language].Title,
        ["date"] = Dates.Long(schedule.Start.Date, language),
        ["time"] = Dates.Span(schedule.Start, schedule.Minutes, language),
        ["minutes"] = schedule.Minutes.ToString(language.Culture),
        ["speakers"] = string.Join(language[" und ", " and "], webinar.Speakers.Select(s => s.Name)),
    };

    /// <summary>When and what, at a glance.</summary>
    public IReadOnlyList<LetterFact> AtAGlance() => Webinar is null || Schedule is null ? [] :
    [
        new(Language["Webinar", "Webinar"], Webinar.Texts[Language].Title),
        new(Language["Wann", "When"], Dates.Whole(Schedule.Start, Schedule.Minutes, Language)),
    ];

    private string? Answer(string field) => field == Form.Address.Key ? SignUp.Prospect?.Address : SignUp.Answers.Find(a => a.Field == field)?.Value;
}
