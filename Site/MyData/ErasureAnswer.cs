using NodaTime;
using Site.Prospects;
using Site.Publishing;

namespace Site.MyData;

/// <summary>What a person who was erased is told: what went, what stays and why, until when, and where they may complain (Art. 12 (3), (4) GDPR, rule P16).</summary>
internal static class ErasureAnswer
{
    /// <param name="erased">What was erased.</param>
    /// <param name="isWish">They asked for it.</param>
    /// <param name="at">When.</param>
    /// <param name="l">The language they chose.</param>
    internal static string Of(PersonErasure erased, bool isWish, Instant at, SiteSettings site, Language l) => string.Join("\n\n",
    [
        l["Guten Tag,", "Hello,"],
        Gone(isWish, Dates.Plain(at.InZone(site.Zone).Date, l), l),
        l["Alles, wozu Sie eingewilligt hatten, gilt als widerrufen, und jede Anmeldung als abgesagt. Wir schreiben Ihnen nicht mehr; auch was schon bereitlag, geht nicht mehr hinaus.",
            "Everything you had consented to counts as withdrawn, and every registration as cancelled. We will not write to you any more, and what was already waiting will not be sent."],
        .. erased.ProofUntil is { } until ? Kept(Dates.Plain(until, l), site.Authority, l) : [],
        .. erased.Suppressed.Select(s => Suppressed(s.Reason, Dates.Plain(s.Until.InZone(site.Zone).Date, l), l)),
        Backups(site.BackupDays, l),
        $"{l["Mit freundlichen Grüßen", "Kind regards"]}\n{site.Brand.Name}",
    ]);

    private static string Gone(bool isWish, string day, Language l) => isWish
        ? l[$"wie Sie es gewünscht haben, haben wir am {day} gelöscht, was wir zu Ihrer E-Mail-Adresse gespeichert hatten: Ihre Anmeldungen und Angaben, die E-Mails an Sie und die Aufzeichnungen darüber, wofür wir Ihre Angaben verwendet haben.",
            $"As you asked, on {day} we erased what we had stored under your e-mail address: your registrations and what you told us, the e-mails to you, and the records of what we used your data for."]
        : l[$"am {day} haben wir gelöscht, was wir zu Ihrer E-Mail-Adresse gespeichert hatten: Ihre Anmeldungen und Angaben, die E-Mails an Sie und die Aufzeichnungen darüber, wofür wir Ihre Angaben verwendet haben.",
            $"On {day} we erased what we had stored under your e-mail address: your registrations and what you told us, the e-mails to you, and the records of what we used your data for."];

    private static IEnumerable<string> Kept(string until, Authority authority, Language l)
    {
        yield return l[
            $"Eines behalten wir bis zum {until}: den Nachweis, dass Sie eingewilligt hatten (Adresse, Wortlaut, Zeitpunkte und die E-Mail, in der wir Sie um Ihre Bestätigung gebeten haben). Das Gesetz verlangt, dass wir das zeigen können (Art. 5 Abs. 2, Art. 7 Abs. 1, Art. 17 Abs. 3 lit. b und e DSGVO). Wir verwenden ihn für nichts anderes, und nur wer bei uns für den Datenschutz zuständig ist, kann ihn sehen. Danach löschen wir auch ihn.",
            $"One thing we keep until {until}: the proof that you had consented (address, wording, times, and the e-mail in which we asked you to confirm). The law requires that we can show it (Art. 5 (2), Art. 7 (1), Art. 17 (3)(b) and (e) GDPR). We use it for nothing else, and nobody but those of us in charge of data protection can see it. Then we erase it too."];
        yield return l[
            $"Wenn Sie damit nicht einverstanden sind, können Sie sich bei der Aufsichtsbehörde beschweren ({authority.Name[l]}, {authority.Url}) oder vor Gericht gehen.",
            $"If you do not agree, you may complain to the supervisory authority ({authority.Name[l]}, {authority.Url}) or go to court."];
    }

    private static string Suppressed(SuppressionReason reason, string until, Language l) => reason == SuppressionReason.NotMe
        ? l[$"Bis zum {until} behalten wir außerdem einen Fingerabdruck Ihrer Adresse, den nur wir prüfen können und aus dem sich die Adresse nicht ablesen lässt. Sie hatten uns gesagt, dass eine Anmeldung nicht von Ihnen war; so verhindern wir, dass Ihnen noch einmal jemand unsere Bitte um Bestätigung schicken lässt. Möchten Sie auch das nicht, schreiben Sie uns.",
            $"Until {until} we also keep a fingerprint of your address, which only we can test and which the address cannot be read from. You had told us that a registration was not yours; that is how we keep anybody from having our request to confirm sent to you again. If you do not want that either, write to us."]
        : l[$"Bis zum {until} behalten wir außerdem einen Fingerabdruck Ihrer Adresse, den nur wir prüfen können und aus dem sich die Adresse nicht ablesen lässt: Eine E-Mail dorthin kam als unzustellbar zurück, und wir schreiben bis dahin nicht mehr an sie. Möchten Sie auch das nicht, schreiben Sie uns.",
            $"Until {until} we also keep a fingerprint of your address, which only we can test and which the address cannot be read from: an e-mail to it came back as undeliverable, and until then we do not write to it. If you do not want that either, write to us."];

    private static string Backups(int days, Language l)
    {
        var period = l[days == 1 ? "einen Tag" : $"{days} Tage", days == 1 ? "one day" : $"{days} days"];
        return l[
            $"In unseren Sicherungen kann noch bis zu {period} stehen, was wir gelöscht haben; dann sind sie überschrieben. Müssten wir vorher eine zurückspielen, würde dabei alles sofort wieder gelöscht.",
            $"Our backups may still hold what we erased for up to {period}; then they are overwritten. Should we have to restore one before, all of it would be erased again at once."];
    }
}
