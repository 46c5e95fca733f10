using Site.Publishing;

namespace Site.Mail;

/// <summary>Whether the public half of the key that signs stands in the DNS (DKIM, RFC 6376).</summary>
internal static class DkimCheck
{
    private const string Standard = "DKIM";

    /// <summary>Where letters are not signed.</summary>
    internal static SendingFinding None { get; } = new(Standard, SendingVerdict.Missing, new Words(
        "Unsere Briefe sind nicht unterschrieben. Machen Sie einen Schlüssel und setzen Sie Mail__Dkim__Domain, Mail__Dkim__Selector und Mail__Dkim__KeyFile (docs/sending-mail.md); dann steht hier der Eintrag, der in den DNS gehört.",
        "Our letters are not signed. Make a key and set Mail__Dkim__Domain, Mail__Dkim__Selector and Mail__Dkim__KeyFile (docs/sending-mail.md); then the record that belongs into the DNS stands here."), null, []);

    /// <param name="host">SELECTOR._domainkey.DOMAIN.</param>
    /// <param name="wanted">The record of our key.</param>
    /// <param name="key">Our public key in base64.</param>
    internal static SendingFinding Of(string host, TxtAnswer answer, string wanted, string key)
    {
        if (answer.Error is { } error)
        {
            return SendingFinding.Unreachable(Standard, host, error);
        }

        var keys = answer.Texts.Select(t => Tag(t, "p")).OfType<string>().ToList();
        return (answer.Texts.Count, keys) switch
        {
            (0, _) => Say(SendingVerdict.Missing,
                "Wir unterschreiben unsere Briefe, doch niemand kann es prüfen: Der öffentliche Schlüssel fehlt. Legen Sie den Eintrag an.",
                "We sign our letters, but nobody can check it: the public key is missing. Add the record."),
            (1, [var one]) when one == key => new SendingFinding(Standard, SendingVerdict.InPlace, new Words(
                "Unsere Briefe sind unterschrieben, und der öffentliche Schlüssel passt.", "Our letters are signed, and the public key fits."), host, answer.Texts),
            (1, [""]) => Say(SendingVerdict.Wrong,
                "Der Schlüssel ist dort widerrufen („p=“ ist leer). Tragen Sie den ein, mit dem wir unterschreiben, oder wählen Sie einen anderen Selector.",
                "The key is revoked there (“p=” is empty). Enter the one we sign with, or choose another selector."),
            (1, [_]) => Say(SendingVerdict.Wrong,
                "Dort steht ein anderer Schlüssel als der, mit dem wir unterschreiben; Mailserver halten unsere Briefe für gefälscht. Ersetzen Sie den Eintrag.",
                "Another key stands there than the one we sign with; mail servers take our letters for forged. Replace the record."),
            _ => Say(SendingVerdict.Wrong,
                "Dort steht nicht genau ein Schlüssel. Lassen Sie nur diesen Eintrag stehen:",
                "There is not exactly one key there. Leave only this record:"),
        };

        SendingFinding Say(SendingVerdict verdict, string german, string english) =>
            new(Standard, verdict, new Words(german, english), host, answer.Texts, new SendingRecord(host, wanted));
    }

    /// <summary>The value of a tag in a list of them [RFC 6376 3.2], without spaces; null if it is not there.</summary>
    internal static string? Tag(string record, string name) => record.Split(';').Select(t => t.Split('=', 2))
        .Where(t => t.Length == 2 && t[0].Trim().Equals(name, StringComparison.OrdinalIgnoreCase)).Select(t => string.Concat(t[1].Where(c => !char.IsWhiteSpace(c)))).FirstOrDefault();
}
