using Site.Publishing;

namespace Site.Declarations;

/// <summary>Reads purposes.yml strictly: what the law wants said of a purpose cannot be left out.</summary>
internal static class PurposeReader
{
    private static readonly Dictionary<string, LegalBasis> _bases = CatalogueReader.Kebab<LegalBasis>();

    private const string Email = "email";

    internal static Dictionary<string, Purpose> Read(YamlMap y, string controller)
    {
        var recipients = y.Map("recipients").Each(Recipient);
        return y.Map("purposes").Each((key, p) => Purpose(key, p, recipients, controller));
    }

    private static Recipient Recipient(string key, YamlMap y) =>
        new(key, y.Text("name"), Country(y), y.Words("role"), y.WordsOrNull("safeguard"));

    private static string Country(YamlMap y)
    {
        var country = y.Text("country");
        if (!Countries.IsKnown(country))
        {
            y.Refuse("country", "must be a two-letter country code like DE (ISO 3166-1)");
        }
        else if (!Countries.IsInEea(country) && !y.Has("safeguard"))
        {
            y.Refuse("country", "lies outside the European Economic Area: add the \"safeguard\" of Art. 46 GDPR in words");
        }

        return country;
    }

    private static Purpose Purpose(string key, YamlMap y, Dictionary<string, Recipient> recipients, string controller)
    {
        var basis = y.OneOf("basis", _bases);
        var isConsent = basis == LegalBasis.Consent;
        return new Purpose(
            key, basis, CatalogueReader.Named(y, "recipients", recipients, "a recipient"), Retention(y, isConsent), Channel(y),
            y.Words("people"), y.Words("title"), y.Words("what"), y.Words("benefit"), isConsent ? y.Words("frequency") : y.WordsOrNull("frequency"),
            isConsent ? y.Words("label") : null, isConsent ? Consent(y, controller) : null,
            basis == LegalBasis.LegitimateInterest ? y.Words("interest") : null)
        {
            IsExplicit = isConsent && y.Flag("explicit"),
            ProofYears = isConsent ? y.IntOrNull("proof-years", 0, 10) ?? 0 : 0,
        };
    }

    // Rule P11: the link in a letter proves who reads the mailbox, and nothing of who answers a telephone (BGH I ZR 164/09).
    private static string Channel(YamlMap y)
    {
        if (y.Text("channel") is not (Email or ""))
        {
            y.Refuse("channel", "must be email: what is confirmed by a link in an e-mail proves no consent to be called, or to be written to anywhere else");
        }

        return Email;
    }

    // A consent ends when the person says so, and nothing else does.
    private static Retention Retention(YamlMap y, bool isConsent)
    {
        var retention = Declarations.Retention.Read(y, "retention");
        if (isConsent != (retention.After == RetentionEvent.Withdrawal))
        {
            y.Refuse("retention", isConsent
                ? "must count from the withdrawal, as the basis is a consent: like \"0 days after withdrawal\""
                : "counts from a withdrawal, but the basis is no consent: count from webinar-end, confirmation or request");
        }

        return retention;
    }

    // Rule P3: company, channel and the right to withdraw stand in the words themselves.
    private static Words Consent(YamlMap y, string controller)
    {
        var consent = y.Words("consent");
        Demand(y, consent.German, "de", controller, "per E-Mail", "widerrufen");
        Demand(y, consent.English, "en", controller, "by e-mail", "withdraw");
        return consent;
    }

    private static void Demand(YamlMap y, string text, string language, params string[] parts)
    {
        foreach (var part in parts.Where(p => text.Length > 0 && !text.Contains(p, StringComparison.OrdinalIgnoreCase)))
        {
            y.Refuse("consent", $"({language}) does not say \"{part}\": a consent names the company, the channel and the right to withdraw");
        }
    }
}
