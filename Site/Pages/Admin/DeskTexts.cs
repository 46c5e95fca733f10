using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using Site.Publishing;

namespace Site.Pages.Admin;

/// <summary>What stands around every page of the desk.</summary>
public sealed record DeskTexts(
    string Desk, string ToContent, string Menu, string SignUps, string Letters, string Issues, string Webinars, string Versions, string Terms, string TermsWait, string TermsRejected, string Record, string Evidence, string EvidenceFails, string Outbox, string Sending, string Jobs, string SignOut, string OtherLanguage, string Error, string Problem)
{
    private static readonly DeskTexts _german = new(
        "Schreibtisch", "Zum Inhalt", "Hauptmenü", "Anmeldungen", "Briefe", "Newsletter", "Webinare", "Fassungen", "Bedingungen", "Geänderte Bedingungen warten auf Freigabe.", "Abgelehnte Bedingungen stehen noch in den Dateien.", "Verzeichnis", "Nachweise", "Die Nachweise stimmen nicht: bitte nachsehen.", "Ausgang", "Versand", "Aufgaben", "Abmelden", "English", "Fehler", "Bitte sehen Sie noch einmal hin");

    private static readonly DeskTexts _english = new(
        "Desk", "Skip to content", "Main menu", "Registrations", "Letters", "Newsletter", "Webinars", "Versions", "Terms", "Changed terms wait for approval.", "Rejected terms still stand in the files.", "Record", "Evidence", "The evidence does not hold: please look at it.", "Outbox", "Sending", "Jobs", "Sign out", "Deutsch", "Error", "Please look at this again");

    public static DeskTexts In(Language language) => language == Language.German ? _german : _english;
}

/// <summary>The language of the desk: <c>?lang=</c>, which its links carry on, or else what the browser asks for. No cookie remembers it.</summary>
public static class DeskLanguage
{
    private const string Key = "lang";

    public static Language Of(HttpContext context) => Chosen(context) ?? Language.Accepted(context.Request.Headers.AcceptLanguage);

    /// <summary>The address with the language in it, if one was chosen.</summary>
    public static string Keep(HttpContext context, string address) =>
        Chosen(context) is { } chosen ? QueryHelpers.AddQueryString(address, Key, chosen.Code) : address;

    /// <summary>The address of this page in another language.</summary>
    public static string Switch(HttpContext context, Language language)
    {
        var query = new QueryBuilder(context.Request.Query.Where(q => q.Key != Key)) { { Key, language.Code } };
        return context.Request.Path + query.ToString();
    }

    private static Language? Chosen(HttpContext context) => Language.Find(context.Request.Query[Key]);
}
