using Site.Publishing;

namespace Site.Pages.Staff;

/// <summary>The words of the page that makes an account.</summary>
public sealed record SetupTexts
{
    public required string TitleFirst { get; init; }

    public required string Title { get; init; }

    public required string LeadFirst { get; init; }

    public required string Lead { get; init; }

    public required string Email { get; init; }

    public required string Password { get; init; }

    public required string PasswordHelp { get; init; }

    public required string SecondFactor { get; init; }

    public required string Scan { get; init; }

    public required string PictureAlt { get; init; }

    /// <summary>How the account is called in the app.</summary>
    public required string AppAccount { get; init; }

    public required string Code { get; init; }

    public required string CodeHelp { get; init; }

    public required string Button { get; init; }

    public required string EmailWrong { get; init; }

    public required string EmailTaken { get; init; }

    public required string PasswordWrong { get; init; }

    public required string CodeWrong { get; init; }

    public required string SecretExpired { get; init; }

    public required string MadeTitle { get; init; }

    public required string MadeLead { get; init; }

    public required string Onward { get; init; }

    public required string GoneTitle { get; init; }

    public required string GoneLead { get; init; }

    public required string UnknownTitle { get; init; }

    public required string UnknownLead { get; init; }

    public required string ToSignIn { get; init; }

    private static readonly SetupTexts _german = new()
    {
        TitleFirst = "Das erste Konto",
        Title = "Ihr Konto",
        LeadFirst = "Dieser Schreibtisch gehört noch niemandem. Legen Sie das erste Konto an; danach gilt dieser Link nicht mehr.",
        Lead = "Sie sind eingeladen, an diesem Schreibtisch zu arbeiten. Legen Sie Ihr Konto an; danach gilt dieser Link nicht mehr.",
        Email = "E-Mail-Adresse",
        Password = "Kennwort",
        PasswordHelp = "12 bis 128 Zeichen. Ein Satz ist besser als ein Rätsel.",
        SecondFactor = "Zweiter Faktor",
        Scan = "Lesen Sie das Bild mit einer Authenticator-App ein, oder tippen Sie den Schlüssel darunter ab.",
        PictureAlt = "QR-Code für die Authenticator-App; darunter steht derselbe Schlüssel als Text",
        AppAccount = "Schreibtisch",
        Code = "Code aus Ihrer App",
        CodeHelp = "Sechs Ziffern. Damit wissen wir, dass das Einlesen geklappt hat.",
        Button = "Konto anlegen",
        EmailWrong = "Geben Sie eine vollständige E-Mail-Adresse ein, wie name@example.org.",
        EmailTaken = "Unter dieser Adresse gibt es schon ein Konto.",
        PasswordWrong = "Wählen Sie ein Kennwort mit 12 bis 128 Zeichen.",
        CodeWrong = "Der Code passt nicht zum Bild. Warten Sie auf den nächsten und geben Sie ihn gleich ein.",
        SecretExpired = "Das Bild ist abgelaufen. Löschen Sie den alten Eintrag in der App und lesen Sie das neue Bild ein.",
        MadeTitle = "Ihr Konto ist angelegt",
        MadeLead = "Sie sind angemeldet. Heben Sie diese Codes außerhalb Ihres Telefons auf: Jeder ersetzt einmal den Code der App. Wir zeigen sie nur jetzt.",
        Onward = "Codes sind aufgehoben, weiter",
        GoneTitle = "Dieser Link gilt nicht mehr",
        GoneLead = "Mit ihm wurde schon ein Konto angelegt, oder er ist älter als 24 Stunden. Bitten Sie um einen neuen; gibt es noch kein Konto, starten Sie die Anwendung neu.",
        UnknownTitle = "Diesen Link gibt es nicht",
        UnknownLead = "Vielleicht fehlt am Ende ein Stück. Kopieren Sie die ganze Zeile.",
        ToSignIn = "Zur Anmeldung",
    };

    private static readonly SetupTexts _english = new()
    {
        TitleFirst = "The first account",
        Title = "Your account",
        LeadFirst = "This desk belongs to nobody yet. Make the first account; this link stops working afterwards.",
        Lead = "You are invited to work at this desk. Make your account; this link stops working afterwards.",
        Email = "Email address",
        Password = "Password",
        PasswordHelp = "12 to 128 characters. A sentence beats a riddle.",
        SecondFactor = "Second factor",
        Scan = "Scan the picture with an authenticator app, or type in the key below it.",
        PictureAlt = "QR code for the authenticator app; the same key is written below it",
        AppAccount = "Desk",
        Code = "Code from your app",
        CodeHelp = "Six digits. They tell us that the scan has worked.",
        Button = "Make the account",
        EmailWrong = "Enter a complete email address, like name@example.org.",
        EmailTaken = "There is an account under this address already.",
        PasswordWrong = "Choose a password of 12 to 128 characters.",
        CodeWrong = "The code does not belong to the picture. Wait for the next one and enter it at once.",
        SecretExpired = "The picture has expired. Delete the old entry in the app and scan the new picture.",
        MadeTitle = "Your account is ready",
        MadeLead = "You are signed in. Keep these codes somewhere other than your phone: each replaces the app’s code once. We show them only now.",
        Onward = "I have kept the codes, continue",
        GoneTitle = "This link no longer works",
        GoneLead = "An account was made with it, or it is older than 24 hours. Ask for a new one; if there is no account yet, restart the application.",
        UnknownTitle = "There is no such link",
        UnknownLead = "Perhaps its end is missing. Copy the whole line.",
        ToSignIn = "To the sign-in page",
    };

    public static SetupTexts In(Language language) => language == Language.German ? _german : _english;
}
