using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Site.Data;
using Site.Declarations;
using Site.Journeys;
using Site.Mail;
using Site.MyData;
using Site.MyData.Access;
using Site.Publishing;
using Site.SignUps;
using Site.Webinars;
using SiteSignUp = Site.SignUps.SignUp;

namespace Site.Pages.Admin;

/// <summary>
/// Letters as somebody would get them: the live webinar that comes next, a person who does not exist, and links whose token is a word that opens nothing. What a
/// letter says at its foot comes from the same methods as in the real one; nothing is stored and nothing stands in the outbox.
/// </summary>
public sealed class LetterSamples(SiteDb db, LiveSite live, Notices notices, IOptions<SiteOptions> site, IOptions<MyDataOptions> options, IClock clock)
{
    /// <summary>A letter of this wording. The wording's placeholders must be the letter's own.</summary>
    public async Task<Letter> Of(LetterKnows letter, Language language, LetterWording wording)
    {
        var facts = await Facts(letter, language);
        var filled = wording.Fill(Values(letter, facts));
        var isNeutral = letter.Name == ConfirmationLetter.Neutral;
        var brand = isNeutral ? LetterBrands.Neutral(live.Current, language) : LetterBrands.Of(live.Current, language);
        return new Letter(language.Code, filled.Subject, filled.Preheader, filled.Body, Why(letter, facts), brand)
        {
            Button = new LetterLink(filled.Button, Target(letter, facts)),
            Facts = isNeutral ? [] : AtAGlance(letter, facts),
            Receipt = IsWelcome(letter) ? new LetterLink(WelcomeLetter.SeeReceipt(language), Link(Place.Receipt, language)) : null,
            IsRequest = IsRequest(letter) || IsAccess(letter),
            UsedFields = LetterFacts.Used(facts, wording),
            Stops = Stops(letter, facts),
        };
    }

    private static IReadOnlyList<LetterFact> AtAGlance(LetterKnows letter, SubmissionFacts facts) => letter.Name switch
    {
        _ when IsReceipt(letter) || IsAccess(letter) => [],
        _ when IsWelcome(letter) => [.. facts.AtAGlance(), .. WelcomeLetter.Access(facts)],
        "moved" when facts is { Webinar: { } webinar, Schedule: { } schedule } => [.. ChangeWords.Facts(webinar, DayBefore(schedule), schedule, isOff: false, facts.Language), .. WelcomeLetter.Access(facts)],
        "called-off" when facts is { Webinar: { } webinar, Schedule: { } schedule } => ChangeWords.Facts(webinar, Announcement.Of(schedule), schedule, isOff: true, facts.Language),
        _ => facts.AtAGlance(),
    };

    /// <summary>An issue of the newsletter as somebody would get it.</summary>
    public Letter Of(IssueText text)
    {
        var language = Language.Of(text.Language);
        var form = Form("newsletter", language);
        var facts = new SubmissionFacts(Person(form, language), form, Acquaintance.Newsletter, language, null, null);
        return IssueLetter.Write(text, SubmissionFacts.Greet($"Alex {language["Muster", "Sample"]}", language), LetterBrands.Of(live.Current, language)) with
        {
            Why = IssueLetter.Why(Day(Registered, language), form: null, language),
            UsedFields = LetterFacts.Used(facts, IssueLetter.Wording(text)),
            Stops = [new LetterLink(IssueLetter.Stop(language), Link(Place.Withdraw, language))],
        };
    }

    /// <summary>The word in the place of a token; no token reads so.</summary>
    public static string NoToken(Language language) => language["beispiel", "example"];

    private static bool IsRequest(LetterKnows letter) => letter.Name.StartsWith("confirm-", StringComparison.Ordinal);

    private static bool IsAccess(LetterKnows letter) => letter.Name == AccessLetter.Name;

    private static bool IsWelcome(LetterKnows letter) => letter.Name.StartsWith("welcome-", StringComparison.Ordinal);

    private static bool IsReceipt(LetterKnows letter) => letter.Name is "withdrawn" or "cancelled";

    private Instant Registered => clock.GetCurrentInstant() - Duration.FromDays(2);

    private async Task<SubmissionFacts> Facts(LetterKnows letter, Language language)
    {
        var isNewsletter = letter.Name.EndsWith("newsletter", StringComparison.Ordinal) || (letter.Purpose == Acquaintance.Newsletter && !letter.Placeholders.Contains("webinar"));
        var schedule = isNewsletter ? null : await Next();
        var webinar = schedule is null ? null : live.Part<WebinarList>().Find(schedule.Slug);
        var form = Form(webinar?.FormKey ?? "newsletter", language);
        var purpose = letter.Purpose ?? (webinar is null ? Acquaintance.Newsletter : Webinar.Purpose);
        return new SubmissionFacts(Person(form, language), form, purpose, language, webinar, schedule);
    }

    // The next one ahead, or else the last there was.
    private async Task<Schedule?> Next()
    {
        var (now, slugs) = (clock.GetCurrentInstant(), live.Part<WebinarList>().BySlug.Keys.ToList());
        var announced = db.Set<Schedule>().AsNoTracking().Where(s => s.CancelledAt == null && slugs.Contains(s.Slug));
        return await announced.Where(s => s.StartsAt > now).OrderBy(s => s.StartsAt).FirstOrDefaultAsync() ?? await announced.OrderByDescending(s => s.StartsAt).FirstOrDefaultAsync();
    }

    private Form Form(string key, Language language) =>
        (notices.Find(key, language) ?? throw new InvalidOperationException($"The live content has no form \"{key}\".")).Form;

    private SiteSignUp Person(Form form, Language language) => new()
    {
        PublicId = Guid.Empty,
        ProspectId = 0,
        Prospect = new Prospects.Prospect { PublicId = Guid.Empty, Address = "alex@example.org", AddressKey = "", FirstSeenAt = Registered, LastSeenAt = Registered },
        Form = form.Key,
        Language = language.Code,
        NoticeHash = "",
        RequestedAt = Registered,
        ConfirmBy = Registered + live.Part<SiteSettings>().ConfirmWithin,
        ConfirmedAt = Registered,
        Answers = [.. form.Fields.Where(f => f.Key != form.Address.Key).Select(f => new Answer { Field = f.Key, Value = Sample(f, language) })],
    };

    private static string Sample(FormField field, Language language) => field.Key switch
    {
        "given-name" => "Alex",
        "family-name" => language["Muster", "Sample"],
        _ when field.Choices.Count > 0 => field.Choices[0].Key,
        _ => language["Beispiel", "Example"],
    };

    private Dictionary<string, string> Values(LetterKnows letter, SubmissionFacts facts)
    {
        var (language, values) = (facts.Language, facts.Values(live.Part<SiteSettings>().Brand.Name));
        values["days"] = facts.SignUp.DaysToConfirm.ToString(language.Culture);
        values["title"] = values["purpose"] = Title(letter, facts);
        values["when"] = Dates.Moment(Registered.InZone(live.Part<SiteSettings>().Zone), language);
        values["lasts"] = AccessLetter.Lasts(options.Value);
        values["lead"] = language["morgen", "tomorrow"];
        values["reminders"] = live.Part<Journey>().Promise(language);
        if (facts is { Webinar: { } webinar, Schedule: { } schedule })
        {
            values["summary"] = webinar.Texts[language].Summary;
            ChangeWords.Add(values, DayBefore(schedule), schedule, language);
        }

        // What a letter alone has is shown by its name rather than made up.
        foreach (var unknown in letter.Placeholders.Where(p => !values.ContainsKey(p)))
        {
            values[unknown] = $"[{unknown}]";
        }

        return values;
    }

    private static Announcement DayBefore(Schedule schedule) => new()
    {
        ScheduleId = schedule.Id,
        Sequence = schedule.Sequence,
        At = schedule.AnnouncedAt,
        StartsAt = schedule.StartsAt - Duration.FromDays(1),
        Zone = schedule.Zone,
        Minutes = schedule.Minutes,
        IsCancelled = false,
    };

    private string Title(LetterKnows letter, SubmissionFacts facts) => letter.Name == "withdrawn"
        ? NewsletterTitle(facts.Language) : facts.Webinar?.Texts[facts.Language].Title ?? "Newsletter";

    private string NewsletterTitle(Language language) => live.Part<Catalogue>().Purposes.GetValueOrDefault(Acquaintance.Newsletter)?.Title[language] ?? "Newsletter";

    private string Why(LetterKnows letter, SubmissionFacts facts)
    {
        var (language, day) = (facts.Language, Day(Registered, facts.Language));
        return letter.Name switch
        {
            "withdrawn" => WithdrawalLetter.Why(isCancelled: false, NewsletterTitle(language), day, language),
            "cancelled" => WithdrawalLetter.Why(isCancelled: true, Title(letter, facts), day, language),
            AccessLetter.Name => AccessLetter.Why(day, language),
            "reminder" => ReminderLetter.Why(facts, day),
            "moved" => $"{facts.Registered(day)} {ChangeWords.Happened(wasOff: false, isOff: false, language)}",
            "called-off" => $"{facts.Registered(day)} {ChangeWords.Happened(wasOff: false, isOff: true, language)}",
            "follow-up" => FollowUpLetter.Why(facts, day),
            "next" => NextLetter.Why(facts, day),
            _ when IsRequest(letter) => ConfirmationLetter.Why(facts, day),
            _ when IsWelcome(letter) => WelcomeLetter.Why(facts, day),
            _ => facts.Registered(day),
        };
    }

    private string Target(LetterKnows letter, SubmissionFacts facts) => letter.Name switch
    {
        _ when IsRequest(letter) => Link(Place.Confirm, facts.Language),
        _ when IsReceipt(letter) => Link(Place.Receipt, facts.Language),
        _ when IsAccess(letter) => Link(Place.MyDataOpen, facts.Language),
        _ => site.Value.Absolute(facts.Webinar is { } webinar ? Addresses.Path(Place.Webinar, facts.Language, webinar.Slug) : Addresses.Path(Place.Home, facts.Language)),
    };

    private IReadOnlyList<LetterLink> Stops(LetterKnows letter, SubmissionFacts facts)
    {
        var language = facts.Language;
        var cancel = new LetterLink(LetterFacts.Cancel(language), Link(Place.Cancel, language));
        var withdraw = new LetterLink(LetterFacts.Withdraw(NewsletterTitle(language), language), Link(Place.Withdraw, language));
        return letter.Name switch
        {
            _ when IsRequest(letter) => [cancel with { Text = LetterFacts.NotMe(language) }],
            "withdrawn" or AccessLetter.Name => [],
            "cancelled" or "follow-up" or "next" => [withdraw],
            _ => facts.Webinar is null ? [withdraw] : [cancel, withdraw],
        };
    }

    private string Link(Place place, Language language) => site.Value.Absolute(Addresses.Path(place, language, NoToken(language)));

    private string Day(Instant at, Language language) => Dates.Plain(at.InZone(live.Part<SiteSettings>().Zone).Date, language);
}
