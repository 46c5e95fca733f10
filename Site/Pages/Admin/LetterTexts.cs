using Site.Mail;
using Site.Publishing;

namespace Site.Pages.Admin;

/// <summary>Letters and their placeholders in the words of the desk.</summary>
internal static class LetterTexts
{
    /// <summary>What staff call a letter; the name of its file for one without words.</summary>
    internal static string Title(this LetterKnows letter, Language l) => letter.Name switch
    {
        "confirm-webinar" => l["Bitte um Bestätigung, Webinar", "Request to confirm, webinar"],
        "confirm-newsletter" => l["Bitte um Bestätigung, Newsletter", "Request to confirm, newsletter"],
        "confirm-neutral" => l["Bitte um Bestätigung, neutral", "Request to confirm, neutral"],
        "welcome-webinar" => l["Begrüßung, Webinar", "Welcome, webinar"],
        "welcome-newsletter" => l["Begrüßung, Newsletter", "Welcome, newsletter"],
        "access" => l["Link zu den eigenen Daten", "Link to one's own data"],
        "withdrawn" => l["Bestätigung eines Widerrufs", "Receipt of a withdrawal"],
        "cancelled" => l["Bestätigung einer Absage", "Receipt of a cancellation"],
        "reminder" => l["Erinnerung", "Reminder"],
        "moved" => l["Das Webinar hat eine neue Zeit", "The webinar has another time"],
        "called-off" => l["Das Webinar fällt aus", "The webinar is off"],
        "follow-up" => l["Nach dem Webinar, mit der Aufzeichnung", "After the webinar, with the recording"],
        "next" => l["Das nächste Webinar, das passt", "The next webinar that fits"],
        var name => name,
    };

    /// <summary>When it goes out and to whom.</summary>
    internal static string Occasion(this LetterKnows letter, Language l) => letter.Name switch
    {
        "confirm-webinar" => l["nach jeder Anmeldung zu einem Webinar; sonst geht vor der Bestätigung nichts hinaus", "after each registration for a webinar; nothing else goes out before the confirmation"],
        "confirm-newsletter" => l["nach jeder Bestellung des Newsletters", "after each subscription to the newsletter"],
        "confirm-neutral" => l["statt der beiden anderen, wenn in site.yml „confirmation: neutral“ steht", "in place of the other two if site.yml says “confirmation: neutral”"],
        "welcome-webinar" => l["nach der Bestätigung, mit Kalendereintrag und Beleg", "after the confirmation, with calendar entry and receipt"],
        "welcome-newsletter" => l["nach der Bestätigung des Newsletters", "after the newsletter was confirmed"],
        "access" => l["wenn jemand auf „Meine Daten“ darum bittet und etwas gespeichert ist", "when somebody asks for it on “My data” and something is held"],
        "withdrawn" => l["nach dem Widerruf einer Einwilligung, mit Beleg", "after a consent was withdrawn, with the receipt"],
        "cancelled" => l["nach der Absage durch die Person, mit Beleg", "after the person cancelled, with the receipt"],
        "reminder" => l["vor dem Webinar, zu den Zeiten in journeys.yml", "before the webinar, at the times in journeys.yml"],
        "moved" => l["wenn eine neue Zeit angekündigt wird", "when another time is announced"],
        "called-off" => l["wenn die Absage eines Webinars angekündigt wird", "when it is announced that a webinar is off"],
        "follow-up" => l["nach dem Webinar", "after the webinar"],
        "next" => l["an alle, die davon hören möchten", "to those who want to hear of it"],
        _ => "",
    };

    /// <summary>What stands in the place of a placeholder.</summary>
    internal static string Meaning(string placeholder, Language l) => placeholder switch
    {
        "greeting" => l["„Guten Tag Alex Muster,“ oder ohne Namen, wo keiner angegeben ist", "“Hello Alex Sample,” or without a name where none was given"],
        "brand" => l["der Name der Marke", "the name of the brand"],
        "webinar" => l["der Titel des Webinars", "the title of the webinar"],
        "title" => l["der Titel des Webinars oder „Newsletter“", "the title of the webinar, or “Newsletter”"],
        "date" => l["der Tag, ausgeschrieben", "the day, written out"],
        "time" => l["von wann bis wann, mit Zeitzone", "from when until when, with the time zone"],
        "minutes" => l["die Dauer in Minuten, nur die Zahl", "how long it takes in minutes, the number alone"],
        "speakers" => l["die Namen der Vortragenden", "the names of the speakers"],
        "lasts" => l["Minuten, die der Link gilt, nur die Zahl", "minutes for which the link works, the number alone"],
        "days" => l["Tage, in denen bestätigt werden kann, nur die Zahl", "days within which it can be confirmed, the number alone"],
        "lead" => l["wie bald: „morgen“, „in einer Stunde“", "how soon: “tomorrow”, “in an hour”"],
        "purpose" => l["was widerrufen oder abgesagt wurde", "what was withdrawn or cancelled"],
        "when" => l["wann das war, mit Uhrzeit", "when that was, with the time of day"],
        "reminders" => l["der ganze Satz, wann erinnert wird: „Einen Tag und eine Stunde vorher erinnern wir Sie …“; nichts, wenn es keine Erinnerung gibt", "the whole sentence that says when there are reminders: “We remind you a day and an hour before …”; nothing if there are none"],
        "news" => l["was geschehen ist: „Neuer Termin“, „Findet doch statt“", "what happened: “A new time”, “It takes place after all”"],
        "change" => l["dasselbe im Satz: „hat einen neuen Termin“", "the same within a sentence: “has a new time”"],
        "was" => l["der Termin, der bisher angekündigt war", "the time that was announced so far"],
        "summary" => l["die Zusammenfassung des Webinars", "the summary of the webinar"],
        _ => l["was der Anlass mitbringt", "what the occasion brings with it"],
    };

    internal static string Tongue(Language tongue, Language l) => tongue == Language.German ? l["Deutsch", "German"] : l["Englisch", "English"];
}
