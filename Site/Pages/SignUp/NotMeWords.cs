using Site.Publishing;

namespace Site.Pages.SignUp;

/// <summary>What the page "this was not me" says, before and after its button was pressed: what it does, what is kept, until when, and how to take it back.</summary>
/// <param name="Kept">Stands in the margin.</param>
internal sealed record NotMeWords(string Title, string Lead, string Button, IReadOnlyList<string> Kept)
{
    internal static NotMeWords Open(Language l, bool hasRequest, int days) => new(
        l["Waren Sie das nicht?", "Was this not you?"],
        hasRequest
            ? l["Dann verwerfen wir die Anfrage und sperren Ihre Adresse: Niemand kann Ihnen dann noch eine Bitte um Bestätigung von uns schicken lassen.",
                "Then we discard the request and block your address: nobody can have another request to confirm sent to you by us."]
            : l["Die Anfrage gibt es nicht mehr. Sie können Ihre Adresse trotzdem sperren: Niemand kann Ihnen dann noch eine Bitte um Bestätigung von uns schicken lassen.",
                "The request is gone. You can block your address all the same: nobody can have another request to confirm sent to you by us."],
        l["Das war ich nicht: Adresse sperren", "This was not me: block my address"],
        [
            l[$"Wir behalten dafür {days} Tage lang einen Fingerabdruck Ihrer Adresse. Nur wir können prüfen, ob eine Adresse zu ihm passt; ablesen lässt sie sich daraus nicht.",
                $"For this we keep a fingerprint of your address for {days} days. Only we can test whether an address fits it; the address cannot be read from it."],
            l["Haben Sie früher etwas bei uns bestätigt, bleibt es dabei. Die Sperre können Sie mit demselben Link wieder aufheben.",
                "Whatever you confirmed with us earlier stays as it is. You can lift the block with the same link."],
        ]);

    internal static NotMeWords Blocked(Language l, string since, string until) => new(
        l["Ihre Adresse ist gesperrt", "Your address is blocked"],
        l[$"Seit dem {since} schicken wir keine Bitte um Bestätigung mehr dorthin. Die Anfrage ist verworfen; was eingetragen war, löschen wir in den nächsten Tagen.",
            $"Since {since} we send no request to confirm there. The request is discarded; what was entered is erased within days."],
        l["Sperre aufheben", "Lift the block"],
        [
            l[$"Bis zum {until} behalten wir einen Fingerabdruck Ihrer Adresse. Nur wir können prüfen, ob eine Adresse zu ihm passt; ablesen lässt sie sich daraus nicht. Danach löschen wir ihn.",
                $"Until {until} we keep a fingerprint of your address. Only we can test whether an address fits it; the address cannot be read from it. Then we erase it."],
            l["Solange die Sperre besteht, kommen Sie auch selbst nicht hinein: Eine neue Anmeldung könnten Sie nicht bestätigen. Dann heben Sie die Sperre hier auf.",
                "While the block lasts you cannot get in either: you could not confirm a new registration. Lift the block here if you want to."],
        ]);

    internal static NotMeWords Lifted(Language l) => new(
        l["Die Sperre ist aufgehoben", "The block is lifted"],
        l["Den Fingerabdruck Ihrer Adresse haben wir gelöscht. Wenn Sie sich jetzt anmelden, schicken wir Ihnen wieder eine Bitte um Bestätigung; die alte Anfrage bleibt verworfen.",
            "We have erased the fingerprint of your address. If you register now, we send you a request to confirm again; the old request stays discarded."],
        "", []);

    internal static NotMeWords Confirmed(Language l) => new(
        l["Diese Anmeldung ist bestätigt", "This registration is confirmed"],
        l["Jemand, der Ihre Mails lesen kann, hat sie über unsere Mail bestätigt. Möchten Sie sie nicht, sagen Sie sie ab; einen Grund brauchen wir nicht.",
            "Somebody who can read your mail confirmed it through our mail. If you do not want it, cancel it; we need no reason."],
        l["Zur Absage", "To cancelling"],
        []);
}
