using Site.Mail;
using Site.MyData;
using Site.MyData.Access;
using Site.MyData.Pack;
using Site.Prospects;
using Site.Publishing;

namespace Site.Pages.MyData;

/// <summary>A line of the ledger of use in a sentence to the person it is about.</summary>
internal static class UseWords
{
    /// <param name="title">What the purpose was called; null for none.</param>
    /// <param name="fields">What the fields used are called; empty for none.</param>
    internal static string Of(Use use, string? title, string fields, Language l) => (use.By, use.What) switch
    {
        (AccessPasses.ByPerson, "corrected") => l[$"Auf dieser Seite wurde berichtigt: {fields}.", $"Put right on this page: {fields}."],
        _ => Said(use, title, l) + (fields.Length == 0 ? "" : l[$" Verwendet: {fields}.", $" Used: {fields}."]),
    };

    private static string Said(Use use, string? title, Language l) => (use.By, use.What) switch
    {
        ("letter", _) when title is null || IsLink(use) => l[$"Eine E-Mail ging an Sie: {Kind(use.What, l)}.", $"An e-mail went to you: {Kind(use.What, l)}."],
        ("letter", _) => l[$"Eine E-Mail ging an Sie: {Kind(use.What, l)} („{title}“).", $"An e-mail went to you: {Kind(use.What, l)} (“{title}”)."],
        (AccessPasses.ByPerson, "accessed") => l["Jemand mit Zugang zu Ihrem Postfach hat diese Seite geöffnet, vermutlich Sie.", "Somebody with access to your mailbox opened this page, most likely you."],
        (AccessPasses.ByPerson, "exported") => l["Auf dieser Seite wurden Ihre Daten als Datei mitgenommen.", "Your data was taken along as a file from this page."],
        (Exports.ByCommand, _) => l["Wer unsere Server betreut, hat Ihre Daten mit den Nachweisen ausgegeben.", "Those who run our servers handed your data out together with its evidence."],
        (_, "exported") => l["Jemand vom Team hat Ihre Daten mit den Nachweisen ausgegeben.", "Somebody of the team handed your data out together with its evidence."],
        _ => l["Jemand vom Team hat Ihre Daten angesehen.", "Somebody of the team looked at your data."],
    };

    // Nobody asked for it to take part in anything: it goes out in the name of some sign-up.
    private static bool IsLink(Use use) => string.Equals(use.What, nameof(LetterKind.Access), StringComparison.OrdinalIgnoreCase);

    private static string Kind(string what, Language l) =>
        Enum.TryParse<LetterKind>(what, ignoreCase: true, out var kind) ? EventFacts.Word($"{kind}", l) ?? what : what;
}
