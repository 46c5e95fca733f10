using NodaTime;
using Site.Publishing;

namespace Site.Declarations;

/// <summary>Puts declared facts into words, so that nobody types them a second time.</summary>
public static class Wording
{
    /// <summary>"Vertrag, Art. 6 Abs. 1 lit. b DSGVO".</summary>
    public static string Basis(LegalBasis basis, bool isExplicit, Language language)
    {
        if (isExplicit)
        {
            return language["Ihre ausdrückliche Einwilligung, Art. 6 Abs. 1 lit. a und Art. 9 Abs. 2 lit. a DSGVO", "your explicit consent, Art. 6 (1)(a) and Art. 9 (2)(a) GDPR"];
        }

        var (german, english) = basis switch
        {
            LegalBasis.Consent => ("Ihre Einwilligung", "your consent"),
            LegalBasis.Contract => ("Vertrag", "contract"),
            LegalBasis.LegalObligation => ("gesetzliche Pflicht", "legal obligation"),
            LegalBasis.VitalInterest => ("lebenswichtiges Interesse", "vital interest"),
            LegalBasis.PublicTask => ("öffentliche Aufgabe", "public task"),
            _ => ("berechtigtes Interesse", "legitimate interest"),
        };
        var letter = (char)('a' + (int)basis);
        return language[$"{german}, Art. 6 Abs. 1 lit. {letter} DSGVO", $"{english}, Art. 6 (1)({letter}) GDPR"];
    }

    /// <summary>"bis 30 Tage nach dem Webinar", "bis zu Ihrem Widerruf".</summary>
    public static string Kept(Retention retention, Language language)
    {
        if (retention is { Amount: 0, After: RetentionEvent.Withdrawal })
        {
            return language["bis zu Ihrem Widerruf", "until you withdraw"];
        }

        var after = retention.After switch
        {
            RetentionEvent.WebinarEnd => language["nach dem Webinar", "after the webinar"],
            RetentionEvent.Withdrawal => language["nach Ihrem Widerruf", "after you withdraw"],
            RetentionEvent.Confirmation => language["nach Ihrer Bestätigung", "after you confirm"],
            _ => language["nach dem Absenden", "after you send the form"],
        };
        return $"{language["bis", "until"]} {Amount(retention, language)} {after}";
    }

    /// <summary>"bis 4. Januar 2027" where there is a date, otherwise as <see cref="Kept(Retention, Language)"/>.</summary>
    public static string KeptUntil(Retention retention, PreviewDates dates, Language language) =>
        dates.Last(retention) is { } day ? $"{language["bis", "until"]} {Dates.Plain(day, language)}" : Kept(retention, language);

    /// <summary>How to end a consent, and that nothing stands in the way (rule P13).</summary>
    public static string Stop(FormController controller, Language language) => language[
        $"mit dem Link in jeder Mail oder einer Mail an {controller.Email}; ohne Anmeldung, ohne Grund, sofort.",
        $"with the link in every mail, or a mail to {controller.Email}; no sign-in, no reason, at once."];

    /// <summary>Beside a consent, which itself says what comes: what the person gets, how often, how to stop.</summary>
    public static IReadOnlyList<(string Name, string Sentence)> AtAYes(FormPurpose purpose, Form form) => [
        (form.In["Für Sie", "For you"], purpose.Benefit),
        .. purpose.Frequency is { } often ? [(form.In["Wie oft", "How often"], $"{often}.")] : Array.Empty<(string, string)>(),
        (form.In["So hören Sie wieder auf", "How to stop"], Stop(form.Controller, form.In))];

    /// <summary>"zwischen dem 1. Januar 2026 und dem 31. Dezember 2026": the dates a field allows; null where it allows any.</summary>
    public static string? Limits(FormField field, Language language)
    {
        string Day(DateOnly date) => Dates.Plain(LocalDate.FromDateOnly(date), language);
        return (field.Earliest, field.Latest) switch
        {
            ({ } earliest, { } latest) => language[$"zwischen dem {Day(earliest)} und dem {Day(latest)}", $"between {Day(earliest)} and {Day(latest)}"],
            ({ } earliest, null) => language[$"am {Day(earliest)} oder danach", $"on or after {Day(earliest)}"],
            (null, { } latest) => language[$"am {Day(latest)} oder davor", $"on or before {Day(latest)}"],
            _ => null,
        };
    }

    /// <summary>Said visibly beside a field that asks for special categories of data (Art. 9 (1) GDPR).</summary>
    public static string Special(Form form, FormField field)
    {
        var labels = string.Join(form.In[" oder ", " or "], form.PurposesOf(field).Select(p => form.In[$"„{p.Label ?? p.Title}“", $"“{p.Label ?? p.Title}”"]));
        return form.In[
            $"Das Gesetz schützt diese Angabe besonders. Wir verwenden sie nur mit Ihrer ausdrücklichen Einwilligung unter {labels} (Art. 9 Abs. 2 lit. a DSGVO).",
            $"The law protects this answer specially. We use it only with your explicit consent under {labels} (Art. 9 (2)(a) GDPR)."];
    }

    /// <summary>How long the proof of a consent outlives it; null where none is kept (rule P16).</summary>
    public static string? Proof(int years, Language language) => years == 0 ? null : language[
        $"Den Nachweis Ihrer Einwilligung (Adresse, Wortlaut, Zeitpunkte) bewahren wir danach noch auf, für nichts anderes, {ProofEnd(years, language)} nach Ihrem Widerruf.",
        $"After that we keep the proof of your consent (address, wording, times), for nothing else, {ProofEnd(years, language)} after you withdraw."];

    /// <summary>"bis zu Ihrem Widerruf, als Nachweis noch bis zum Ende des 3. Kalenderjahres danach": beside what is kept as proof too, which is the address.</summary>
    public static string KeptWithProof(FormPurpose purpose, Language language) => Kept(purpose.Retention, language) + AsProof(purpose, language);

    /// <summary>", als Nachweis noch bis zum Ende des 3. Kalenderjahres danach"; empty where no proof is kept.</summary>
    public static string AsProof(FormPurpose purpose, Language language) => purpose.ProofYears == 0 ? "" : language[
        $", als Nachweis noch {ProofEnd(purpose.ProofYears, language)} danach", $", as proof {ProofEnd(purpose.ProofYears, language)} after that"];

    internal static string ProofEnd(int years, Language language) =>
        language[$"bis zum Ende des {years}. Kalenderjahres", $"until the end of the {years}{(years switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" })} calendar year"];

    /// <summary>"nötig" or "freiwillig": stands with every label (rule P5).</summary>
    public static string Duty(bool required, Language language) => required ? language["nötig", "required"] : language["freiwillig", "optional"];

    /// <summary>What follows "kept" beside a field: until when under each of its purposes. Boxes that come to the same are named together.</summary>
    public static string Kept(Form form, FormField field)
    {
        var language = form.In;
        string Until(FormPurpose p) => field.Type == FieldType.Email ? KeptWithProof(p, language) : Kept(p.Retention, language);
        var always = form.PurposesOf(field).Where(p => !p.HasBox).Select(Until).Distinct().ToList();
        var boxes = form.PurposesOf(field).Where(p => p.HasBox).GroupBy(Until, p => language[$"„{p.Label}“", $"“{p.Label}”"]);
        var parts = always.Count > 0 ? [string.Join(language[" und ", " and "], always)] : new List<string>();
        var with = always.Count > 0 ? language["mit", "with"] : language["nur mit", "only with"];
        parts.AddRange(boxes.Select(b => $"{with} {string.Join(language[" oder ", " or "], b)} {b.Key}"));
        return $"{string.Join("; ", parts)}.";
    }

    /// <summary>"Beispielhost AG, Deutschland (betreibt unsere Server)".</summary>
    public static string Recipient(FormRecipient recipient) =>
        $"{recipient.Name}, {recipient.Country} ({recipient.Role}){(recipient.Safeguard is null ? "" : $"; {recipient.Safeguard}")}";

    /// <inheritdoc cref="Recipient(FormRecipient)"/>
    public static string Recipient(Recipient recipient, Language language) => Recipient(FormBuilder.Recipient(recipient, language));

    /// <summary>The kind of answer a field takes: "eine Antwort von mehreren".</summary>
    public static Words Type(FieldType type) => type switch
    {
        FieldType.LongText => new Words("längerer Text", "longer text"),
        FieldType.Email => new Words("E-Mail-Adresse", "e-mail address"),
        FieldType.Telephone => new Words("Telefonnummer", "telephone number"),
        FieldType.Choice => new Words("eine Antwort aus einer Liste", "one answer from a list"),
        FieldType.Choices => new Words("mehrere Antworten aus einer Liste", "several answers from a list"),
        FieldType.YesNo => new Words("Ja oder Nein", "yes or no"),
        FieldType.Country => new Words("ein Land", "a country"),
        FieldType.Date => new Words("ein Datum", "a date"),
        _ => new Words("eine Zeile Text", "a line of text"),
    };

    private static string Amount(Retention retention, Language language)
    {
        var one = retention.Amount == 1;
        var unit = retention.Unit switch
        {
            RetentionUnit.Day => language[one ? "Tag" : "Tage", one ? "day" : "days"],
            RetentionUnit.Month => language[one ? "Monat" : "Monate", one ? "month" : "months"],
            _ => language[one ? "Jahr" : "Jahre", one ? "year" : "years"],
        };
        return $"{retention.Amount}\u00A0{unit}";
    }
}
