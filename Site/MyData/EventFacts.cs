using System.Text.Json;
using Site.Declarations;
using Site.MyData.Access;
using Site.Publishing;
using Site.SignUps;

namespace Site.MyData;

/// <summary>The recorded values of an event in words; what has no words is shown as it was recorded.</summary>
internal static class EventFacts
{
    /// <summary>Facts that are long strings of digits: for checking, not for reading.</summary>
    public static bool IsHash(string name) => name is "notice" or "digest" or "messageId" or "pack";

    /// <param name="form">The form of the sign-up: it names fields and purposes as the person saw them.</param>
    public static string Said(JsonElement value, Form form, Language l) => value.ValueKind switch
    {
        JsonValueKind.Array or JsonValueKind.Object when IsEmpty(value) => l["keine", "none"],
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(v => Said(v, form, l))),
        JsonValueKind.Object => string.Join(", ", value.EnumerateObject().Select(p => $"{Named(p.Name, form)}: {Box(p.Value, l)}")),
        _ => Word(value.ToString(), l) ?? Named(value.ToString(), form),
    };

    /// <summary>Null for a word of the site's that has no translation.</summary>
    public static string? Word(string recorded, Language l) => recorded switch
    {
        "Confirmation" => l["Bitte um Bestätigung", "Request to confirm"],
        "Access" => l["Link zu den eigenen Daten", "Link to one's own data"],
        "Welcome" => l["Begrüßung", "Welcome"],
        "Withdrawal" => l["Bestätigung von Widerruf oder Absage", "Receipt of a withdrawal or cancellation"],
        "Reminder" => l["Erinnerung", "Reminder"],
        "Issue" => l["Ausgabe des Newsletters", "Issue of the newsletter"],
        "Moved" => l["Nachricht vom neuen Termin", "News of the new time"],
        "CalledOff" => l["Nachricht, dass das Webinar ausfällt", "News that the webinar is called off"],
        "FollowUp" => l["Aufzeichnung", "Recording"],
        "Next" => l["Einladung zum nächsten Webinar", "Invitation to the next webinar"],
        "Ended" => l["abgesagt, widerrufen oder gelöscht", "cancelled, withdrawn or erased"],
        "Past" => l["der Anlass ist vorbei", "its occasion is over"],
        "RecipientLimit" => l["zu viele Briefe an diese Adresse", "too many letters to this address"],
        "Blocked" => l["die Adresse wünscht keine Briefe", "the address wants no letters"],
        "Unreachable" => l["die Adresse ist nicht erreichbar", "the address cannot be reached"],
        "Refused" => l["vom Mailserver abgelehnt", "refused by the mail server"],
        "Parked" => l["nach vielen Versuchen beiseitegelegt", "put aside after many attempts"],
        "Stopped" => l["vom Team angehalten", "stopped by staff"],
        "button behind the link in the letter" => l["Knopf auf der Seite hinter dem Link im Brief", recorded],
        WaysOut.InLetter => l["Link in einem Brief", recorded],
        Blocks.InLetter => l["Knopf „Das war ich nicht“ auf der Seite hinter dem Link im Brief", recorded],
        WaysOut.ByMailProgram => l["Abmeldeknopf des Mailprogramms", recorded],
        WaysOut.InOwnData => l["Seite „Meine Daten“", recorded],
        WaysOut.BesideSuggestions => l["Knopf neben den Vorschlägen, auf der Seite nach dem Bestätigen", recorded],
        "command line" => l["Befehlszeile", recorded],
        AccessPasses.ByPerson => l["die Person selbst", "the person themselves"],
        "staff" => l["Schreibtisch", "the desk"],
        "no purpose needs it any more" => l["kein Zweck braucht es mehr", recorded],
        PersonEraser.AtTheirWish => l["auf Wunsch der Person gelöscht", recorded],
        PersonEraser.ByThePrivacyRole => l["vom Datenschutz gelöscht", recorded],
        ErasureReplay.Restored => l["Löschjournal, nachdem eine Sicherung zurückgespielt wurde", recorded],
        "proof" => l["der Nachweis der Einwilligungen", "the proof of the consents"],
        _ => null,
    };

    private static bool IsEmpty(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.GetArrayLength() == 0 : !value.EnumerateObject().Any();

    private static string Box(JsonElement value, Language l) =>
        value.ValueKind == JsonValueKind.True ? l["angekreuzt", "ticked"] : l["leer", "empty"];

    private static string Named(string key, Form form) =>
        form.Purposes.FirstOrDefault(p => p.Key == key) is { } purpose ? purpose.Label ?? purpose.Title
        : form.Fields.FirstOrDefault(f => f.Key == key)?.Label ?? key;
}
