using Site.Publishing;

namespace Site.Mail;

/// <summary>Whether the domain of the envelope sender says who may send for it (SPF, RFC 7208).</summary>
internal static class SpfCheck
{
    private const string Standard = "SPF";

    private static readonly string[] _allows = ["include", "a", "mx", "ip4", "ip6", "exists", "ptr"];

    /// <param name="domain">Of the envelope sender.</param>
    /// <param name="relay">The mail server letters are handed to; null where they are written into a folder.</param>
    internal static SendingFinding Of(string domain, TxtAnswer answer, string? relay)
    {
        if (answer.Error is { } error)
        {
            return SendingFinding.Unreachable(Standard, domain, error);
        }

        var found = answer.Texts.Where(t => t.Equals("v=spf1", StringComparison.OrdinalIgnoreCase) || t.StartsWith("v=spf1 ", StringComparison.OrdinalIgnoreCase)).ToList();
        return found switch
        {
            [] => Say(SendingVerdict.Missing, found, Suggested(relay),
                $"{domain} sagt nicht, wer in seinem Namen senden darf. Legen Sie den Eintrag an; nennt Ihr Mailanbieter ein eigenes „include:“, nehmen Sie das statt unseres Vorschlags.",
                $"{domain} does not say who may send in its name. Add the record; if your mail provider names an “include:” of its own, take that in place of our suggestion."),
            [var one] => Judge(one.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(t => t.ToLowerInvariant()).ToList()),
            _ => Say(SendingVerdict.Wrong, found, Merged(found),
                $"{domain} hat {found.Count} SPF-Einträge; dann gilt keiner. Fassen Sie sie in einem zusammen.",
                $"{domain} has {found.Count} SPF records; then none counts. Put them together into one."),
        };

        SendingFinding Judge(List<string> terms)
        {
            var allowed = terms.Where(t => _allows.Contains(t.TrimStart('+').Split(':', '/')[0])).ToList();
            return terms switch
            {
                _ when terms.Contains("-all") || terms.Contains("~all") => allowed.Count == 0 && !terms.Exists(IsRedirect)
                    ? Say(SendingVerdict.Wrong, found, Suggested(relay), $"{domain} verbietet jedem, in seinem Namen zu senden, auch uns.", $"{domain} forbids everybody to send in its name, us included.")
                    : Say(SendingVerdict.InPlace, found, null,
                        $"{domain} erlaubt {string.Join(", ", allowed)} und niemandem sonst. Ob Ihr Mailserver dazugehört, kann diese Seite nicht wissen: Fragen Sie Ihren Mailanbieter, was er verlangt.",
                        $"{domain} allows {string.Join(", ", allowed)} and nobody else. Whether your mail server is among them this page cannot know: ask your mail provider what it wants."),
                _ when terms.Exists(IsRedirect) => Say(SendingVerdict.InPlace, found, null,
                    $"{domain} überlässt es einem anderen Namen ({terms.Find(IsRedirect)}). Ob Ihr Mailserver dort steht, weiß Ihr Mailanbieter.",
                    $"{domain} leaves it to another name ({terms.Find(IsRedirect)}). Whether your mail server stands there, your mail provider knows."),
                _ => Say(SendingVerdict.Weak, found, string.Join(' ', ["v=spf1", .. terms.Where(t => !t.EndsWith("all", StringComparison.Ordinal)), "~all"]),
                    $"Der Eintrag von {domain} verbietet niemandem das Senden: Am Ende fehlt „~all“ oder „-all“. Ändern Sie ihn so:",
                    $"The record of {domain} forbids nobody to send: at its end “~all” or “-all” is missing. Change it like this:"),
            };
        }

        SendingFinding Say(SendingVerdict verdict, IReadOnlyList<string> records, string? value, string german, string english) =>
            new(Standard, verdict, new Words(german, english), domain, records, value is null ? null : new SendingRecord(domain, value));
    }

    private static bool IsRedirect(string term) => term.StartsWith("redirect=", StringComparison.Ordinal);

    private static string Suggested(string? relay) => relay is null ? "v=spf1 mx ~all" : $"v=spf1 a:{relay} ~all";

    private static string Merged(IEnumerable<string> records)
    {
        var terms = records.SelectMany(r => r.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)).Distinct(StringComparer.OrdinalIgnoreCase).Where(t => !t.EndsWith("all", StringComparison.OrdinalIgnoreCase));
        return string.Join(' ', ["v=spf1", .. terms, "~all"]);
    }
}
