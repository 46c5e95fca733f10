using Site.Publishing;

namespace Site.Mail;

/// <summary>Whether the domain of the sender says what is to become of letters that only claim to come from it (DMARC, RFC 7489).</summary>
internal static class DmarcCheck
{
    private const string Standard = "DMARC";

    /// <param name="host">_dmarc.DOMAIN.</param>
    /// <param name="domains">Those it is held against.</param>
    /// <param name="reports">Where reports may go.</param>
    internal static SendingFinding Of(string host, TxtAnswer answer, SendingDomains domains, string reports)
    {
        if (answer.Error is { } error)
        {
            return SendingFinding.Unreachable(Standard, host, error);
        }

        var found = answer.Texts.Where(t => t.StartsWith("v=DMARC1", StringComparison.OrdinalIgnoreCase)).ToList();
        var suggested = $"v=DMARC1; p=quarantine; rua=mailto:{reports}";
        if (found.Count != 1)
        {
            return found.Count == 0
                ? Say(SendingVerdict.Missing, suggested,
                    $"{domains.From} sagt nicht, was mit Briefen geschehen soll, die sich nur als seine ausgeben. Große Mailanbieter verlangen den Eintrag von allen, die viel versenden.",
                    $"{domains.From} does not say what is to become of letters that only claim to come from it. Large mail providers demand the record of everybody who sends much.")
                : Say(SendingVerdict.Wrong, found[0], $"Dort stehen {found.Count} Einträge; dann gilt keiner. Lassen Sie einen stehen.", $"There are {found.Count} records; then none counts. Leave one.");
        }

        var (spf, dkim) = (Fits(domains.Envelope, "aspf"), domains.Dkim is { } signing && Fits(signing, "adkim"));
        var policy = DkimCheck.Tag(found[0], "p")?.ToLowerInvariant();
        return (policy, spf || dkim) switch
        {
            (not ("none" or "quarantine" or "reject"), _) => Say(SendingVerdict.Wrong, suggested, "Im Eintrag fehlt, was geschehen soll („p=“).", "The record does not say what is to happen (“p=”)."),
            (_, false) => Say(SendingVerdict.Wrong, null,
                $"Weder der Umschlag ({domains.Envelope}) noch die Unterschrift ({domains.Dkim ?? "keine"}) gehört zu {domains.From}: Vor DMARC gilt kein Brief als von uns. Setzen Sie Mail__Dkim__Domain oder Mail__Bounces__Address auf diese Domain.",
                $"Neither the envelope ({domains.Envelope}) nor the signature ({domains.Dkim ?? "none"}) belongs to {domains.From}: to DMARC no letter counts as ours. Set Mail__Dkim__Domain or Mail__Bounces__Address to that domain."),
            ("none", _) => Say(SendingVerdict.Weak, suggested,
                $"Der Eintrag beobachtet nur („p=none“). Für den Anfang ist das gut; kommen keine Klagen, ändern Sie ihn so. {Aligned(Language.German, spf, dkim)}",
                $"The record only watches (“p=none”). That is good to begin with; when no complaints come, change it like this. {Aligned(Language.English, spf, dkim)}"),
            _ => Say(SendingVerdict.InPlace, null,
                $"Was sich nur als von {domains.From} ausgibt, wird {(policy == "reject" ? "abgewiesen" : "aussortiert")}. {Aligned(Language.German, spf, dkim)}",
                $"What only claims to come from {domains.From} is {(policy == "reject" ? "rejected" : "set aside")}. {Aligned(Language.English, spf, dkim)}"),
        };

        // Strict wants the very domain.
        bool Fits(string domain, string tag) =>
            string.Equals(DkimCheck.Tag(found[0], tag), "s", StringComparison.OrdinalIgnoreCase) ? domain == domains.From : MailDomain.Aligns(domain, domains.From);

        SendingFinding Say(SendingVerdict verdict, string? value, string german, string english) =>
            new(Standard, verdict, new Words(german, english), host, found, value is null ? null : new SendingRecord(host, value));
    }

    private static string Aligned(Language l, bool spf, bool dkim) => (spf, dkim) switch
    {
        (true, true) => l["Umschlag und Unterschrift gehören beide zur Domain des Absenders.", "Envelope and signature both belong to the sender’s domain."],
        (true, false) => l["Der Umschlag gehört zur Domain des Absenders, eine passende Unterschrift fehlt: Weitergeleitete Briefe fallen durch.", "The envelope belongs to the sender’s domain, a signature that fits is missing: letters that are forwarded fail."],
        _ => l["Die Unterschrift gehört zur Domain des Absenders; der Umschlag nicht, was nicht stört.", "The signature belongs to the sender’s domain; the envelope does not, which does no harm."],
    };
}
