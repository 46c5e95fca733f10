using Site.Mail;
using Site.Publishing;
using Site.SignUps;
using Site.Webinars;

namespace Site.Journeys;

/// <summary>What a letter about an announced change says that is the same for everybody it goes to; staff read it before they announce.</summary>
public sealed class ChangeWords(LetterFacts letters, LiveSite live)
{
    /// <summary>The letter as it will leave, to nobody in particular: without a name, the calendar entry and the ways out.</summary>
    /// <param name="before">What is announced now.</param>
    /// <param name="after">What will be.</param>
    public Letter Preview(Webinar webinar, Announcement before, Schedule after, Language language)
    {
        var values = new Dictionary<string, string>(SubmissionFacts.About(webinar, after, language), StringComparer.Ordinal)
        {
            ["brand"] = Brand(language),
            [LetterFields.Greeting] = SubmissionFacts.Greet("", language),
        };
        return Write(Worded(values, before, after, language), webinar, before, after, language);
    }

    internal string Brand(Language language) => LetterBrands.Of(live.Current, language).Name;

    /// <summary>The wording, filled with <paramref name="values"/> and what the change is.</summary>
    internal LetterWording Worded(Dictionary<string, string> values, Announcement before, Schedule after, Language language)
    {
        Add(values, before, after, language);
        return live.Part<LetterWordings>()[after.CancelledAt is null ? "moved" : "called-off", language].Fill(values);
    }

    /// <summary>What the change is, for the placeholders that these letters alone have.</summary>
    internal static void Add(Dictionary<string, string> values, Announcement before, Schedule after, Language language)
    {
        var (news, change) = Said(before, after, language);
        (values["news"], values["change"]) = (news, change);
        values["was"] = before.IsCancelled ? language["die Absage", "that it was called off"] : Time(before, language);
    }

    internal Letter Write(LetterWording wording, Webinar webinar, Announcement before, Schedule after, Language language)
    {
        // Its own page also where it is off: the list of the others would be advertising to people who asked for none (rule P10).
        var page = letters.Absolute(Addresses.Path(Place.Webinar, language, webinar.Slug));
        return new Letter(language.Code, wording.Subject, wording.Preheader, wording.Body, $"{Registered(webinar, language)} {Happened(before.IsCancelled, after.CancelledAt is not null, language)}", LetterBrands.Of(live.Current, language))
        {
            Button = new LetterLink(wording.Button, page),
            Facts = Facts(webinar, before, after, after.CancelledAt is not null, language),
        };
    }

    private static (string News, string Change) Said(Announcement before, Schedule after, Language language) => before switch
    {
        { IsCancelled: true } => (language["Findet doch statt", "It takes place after all"], language["findet doch statt", "takes place after all"]),
        _ when before.StartsAt == after.StartsAt && before.Minutes != after.Minutes =>
            (language["Andere Dauer", "Another length"], language[$"dauert jetzt {after.Minutes}\u00A0Minuten", $"now takes {after.Minutes}\u00A0minutes"]),
        _ when before.StartsAt == after.StartsAt =>
            (language["Andere Zeitzone", "Another time zone"], language["wird jetzt in einer anderen Zeitzone angegeben", "is now given in another time zone"]),
        _ => (language["Neuer Termin", "A new time"], language["hat einen neuen Termin", "has a new time"]),
    };

    internal static IReadOnlyList<LetterFact> Facts(Webinar webinar, Announcement before, Schedule after, bool isOff, Language language)
    {
        var what = new LetterFact(language["Webinar", "Webinar"], webinar.Texts[language].Title);
        return isOff
            ? [what, new(language["War geplant für", "Was planned for"], Time(before, language))]
            : before.IsCancelled ? [what, new(language["Jetzt", "Now"], Dates.Whole(after.Start, after.Minutes, language))]
            : [what, new(language["Bisher", "So far"], Time(before, language)), new(language["Jetzt", "Now"], Dates.Whole(after.Start, after.Minutes, language))];
    }

    private static string Time(Announcement announced, Language language) => Dates.Whole(announced.Start, announced.Minutes, language);

    /// <summary>Why the letter came, after the sentence that says since when the person is registered.</summary>
    internal static string Happened(bool wasOff, bool isOff, Language language) =>
        isOff ? language["Das Webinar fällt aus.", "The webinar does not take place."]
        : wasOff ? language["Es findet doch statt.", "It takes place after all."]
        : language["Der Termin hat sich geändert.", "Its time has changed."];

    private static string Registered(Webinar webinar, Language language) =>
        language[$"Sie sind für „{webinar.Texts[language].Title}“ angemeldet.", $"You are registered for “{webinar.Texts[language].Title}”."];
}
