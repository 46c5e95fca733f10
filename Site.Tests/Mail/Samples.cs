using Site.Mail;

namespace Site.Tests.Mail;

/// <summary>A letter as the site sends them.</summary>
internal static class Samples
{
    private static readonly LetterColours _light = new("#FBFAF5", "#1C1A17", "#4E4A43", "#CFC9B8", "#3A46B0", "#FFFFFF");
    private static readonly LetterColours _dark = new("#171613", "#EDE9E0", "#BDB7AA", "#423E36", "#A9B4FF", "#14162E");

    // One pixel.
    internal static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    internal static LetterBrand Brand(byte[]? logo = null) => new(
        "Wegwarte", "hallo@wegwarte.example", logo ?? Png,
        ["Wegwarte GmbH (erfundenes Unternehmen), Uferweg 12, 00000 Musterhafen", "Vertreten durch Mara Feld · hallo@wegwarte.example · +49 30 0000 0000", "Amtsgericht Musterhafen, HRB 00000", "USt-IdNr. DE000000000"],
        _light, _dark);

    internal static Letter Letter(string subject = "Ihr Platz ist reserviert: Fragen statt sammeln", byte[]? logo = null, string token = "") => new(
        "de", subject, "Donnerstag, 3. Dezember 2026. Der Kalendereintrag hängt an.",
        """
        Guten Tag Alice Muster,

        danke, Ihr Platz ist Ihnen sicher.

        **Fragen statt sammeln: Kundenreisen aus erster Hand**\
        Donnerstag, 3. Dezember 2026, 10:00–10:30 Uhr MEZ, 30 Minuten\
        mit Mara Feld

        Der Kalendereintrag hängt an dieser Mail. Sollte sich der Termin verschieben, verschiebt er sich mit. Mehr dazu in [unserem Artikel](https://www.example.org/de/artikel).

        - ein Browser
        - keine Kamera

        Wir freuen uns auf Sie.

        Mara Feld, Wegwarte
        """,
        "Sie haben am 24. November 2026 Ihre Anmeldung für „Fragen statt sammeln“ bestätigt.", Brand(logo))
    {
        Button = new LetterLink("Zum Webinar", "https://www.example.org/de/webinare/ask-first"),
        Facts =
        [
            new("Webinar", "Fragen statt sammeln: Kundenreisen aus erster Hand"),
            new("Wann", "Donnerstag, 3. Dezember 2026, 10:00–10:30 Uhr MEZ"),
            new("Zugang", "https://live.wegwarte.example/raum/fragen-statt-sammeln"),
        ],
        Tips = new(
            "Vielleicht auch etwas für Sie",
            [new(new("Vergessen können", "https://www.example.org/de/artikel/vergessen"), "Artikel, 3 Minuten Lesezeit", "Weil Sie uns gesagt haben, dass Sie „Nachweisen und löschen“ beschäftigt.")],
            "Das steht hier, weil Sie unseren Newsletter bestellt haben.", new("Vorschläge abschalten", "https://www.example.org/de/widerrufen/y")),
        UsedFields = [new("email", "E-Mail-Adresse"), new("given-name", "Vorname"), new("family-name", "Nachname")],
        Stops = [new("Diese Anmeldung absagen", $"https://www.example.org/de/absagen/{token}"), new("„Newsletter“ widerrufen", "https://www.example.org/de/widerrufen/x")],
    };
}
