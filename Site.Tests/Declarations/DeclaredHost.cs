using Microsoft.Extensions.DependencyInjection;
using Site.Declarations;
using Site.Publishing;
using Site.Tests.SignUps;

namespace Site.Tests.Declarations;

/// <summary>
/// A site whose declarations have everything there can be: a legitimate interest, a recipient outside the EEA, a webinar with a question of its own, and a
/// name that a spreadsheet would take for a formula.
/// </summary>
public sealed class DeclaredHost : TermsHost
{
    public DeclaredHost()
    {
        Change("purposes.yml", "recipients:\n", """
            recipients:
              cloud:
                name: "=Cloud Inc."
                country: US
                role: { de: "zählt Plätze", en: "counts places" }
                safeguard: { de: "Standardvertragsklauseln der EU-Kommission", en: "standard contractual clauses of the EU Commission" }

            """);
        Change("purposes.yml", "purposes:\n", """
            purposes:
              planning:
                basis: legitimate-interest
                recipients: [hosting, cloud]
                retention: 2 months after confirmation
                channel: email
                people: { de: "Menschen, die teilnehmen", en: "People who take part" }
                title: { de: "Planung der Räume", en: "Planning the rooms" }
                what: { de: "Wir zählen, aus welchen Häusern Menschen kommen.", en: "We count which places people come from." }
                benefit: { de: "Räume, die groß genug sind.", en: "Rooms that are large enough." }
                interest: { de: "Wir wollen niemanden wegschicken müssen.", en: "We do not want to turn anybody away." }

            """);
        Change("fields.yml", "    max: 200\n    purposes: [webinar]", "    max: 200\n    purposes: [webinar, planning]");
        Change("webinars/ask-first/webinar.yml", "minutes: 30\n", """
            minutes: 30
            questions:
              tools:
                type: long-text
                words:
                  de: { label: "Welche Werkzeuge?", why: "Danach wählen wir Beispiele.", benefit: "Beispiele, die bei Ihnen laufen.", if-empty: "Dann geht es ohne." }
                  en: { label: "Which tools?", why: "We pick examples to match.", benefit: "Examples that run at your place.", if-empty: "Then we do without." }

            """);
    }

    public DataUse Use => DataUse.Of(Services.GetRequiredService<LiveSite>().Current, Services.GetServices<IFormSource>());

    private void Change(string path, string from, string to)
    {
        var file = Path.Combine(Settings["Content:Folder"]!, path);
        var text = File.ReadAllText(file);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{path} has no {from}");
        File.WriteAllText(file, text[..at] + to + text[(at + from.Length)..]);
    }
}
