using Site.Publishing;

namespace Site.Evidence;

/// <summary>Events of the evidence in words.</summary>
public static class EventNames
{
    public static string Name(this Act act, Language l) => act switch
    {
        Act.Requested => l["Formular gezeigt und abgeschickt", "Form shown and sent"],
        Act.LetterSent => l["Brief angenommen", "Letter accepted"],
        Act.LetterWithheld => l["Brief zurückgehalten", "Letter withheld"],
        Act.Confirmed => l["Bestätigt", "Confirmed"],
        Act.Granted => l["Einwilligung erteilt", "Consent granted"],
        Act.Withdrawn => l["Einwilligung widerrufen", "Consent withdrawn"],
        Act.Cancelled => l["Abgesagt", "Cancelled"],
        Act.Viewed => l["Angesehen", "Viewed"],
        Act.Exported => l["Nachweispaket ausgegeben", "Evidence pack handed out"],
        Act.Accessed => l["Eigene Daten geöffnet", "Opened their own data"],
        Act.TakenAlong => l["Eigene Daten mitgenommen", "Took their own data along"],
        Act.Corrected => l["Angaben berichtigt", "Answers put right"],
        Act.Erased => l["Gelöscht", "Erased"],
        Act.Bounced => l["Unzustellbar, sagt der Mailserver", "Undeliverable, says the mail server"],
        Act.Blocked => l["„Das war ich nicht“: Adresse gesperrt", "“This was not me”: address blocked"],
        Act.Unblocked => l["Sperre der Adresse aufgehoben", "Block of the address lifted"],
        Act.Issued => l["Ausgabe des Newsletters freigegeben oder gestoppt", "Issue of the newsletter released or stopped"],
        _ => act.ToString(),
    };

    /// <summary>The name of a recorded fact in words; facts the page shows elsewhere have none.</summary>
    public static string? Fact(string name, Language l) => name switch
    {
        "notice" => l["Fassung des Formulars", "Version of the form"],
        "boxes" => l["Kästchen", "Boxes"],
        "implied" => l["Folgt aus dem Absenden", "Follows from sending"],
        "fields" => l["Ausgefüllte oder verwendete Felder", "Fields filled in or used"],
        "kind" => l["Art des Briefs", "Kind of letter"],
        "purpose" => l["Zweck", "Purpose"],
        "messageId" => "Message-ID",
        "digest" => l["Prüfsumme des Briefs", "Digest of the letter"],
        "format" => l["Format", "Format"],
        "pack" => l["Prüfsumme der Dateiliste", "Digest of the list of files"],
        "reason" => l["Grund", "Reason"],
        "by" => l["Durch", "By"],
        "earlier" => l["Geschehen am (UTC)", "Happened on (UTC)"],
        "until" => l["Bis (UTC)", "Until (UTC)"],
        "status" => l["Meldung des Mailservers (RFC 3463)", "Status from the mail server (RFC 3463)"],
        "left" => l["Geblieben ist", "What stayed"],
        _ => null,
    };
}
