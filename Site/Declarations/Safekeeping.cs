using Site.Publishing;

namespace Site.Declarations;

/// <summary>
/// What is said of the three things that are kept beside every purpose: the evidence (Art. 5 (2), 7 (1) GDPR, rule P16), the backups (Art. 32 (1)(c) GDPR)
/// and the addresses that are not to be written to (Art. 21 GDPR, rules M6, M7).
/// The privacy notice and the record of processing say it in these words.
/// </summary>
internal static class Safekeeping
{
    internal static string Basis(Language l) => l[
        "Wo Sie eingewilligt haben, müssen wir das nachweisen können: Art. 6 Abs. 1 lit. c mit Art. 5 Abs. 2 und Art. 7 Abs. 1 DSGVO. Für alles andere berechtigtes Interesse, Art. 6 Abs. 1 lit. f DSGVO.",
        "Where you consented, we are obliged to be able to show it: Art. 6 (1)(c) with Art. 5 (2) and Art. 7 (1) GDPR. For everything else legitimate interests, Art. 6 (1)(f) GDPR."];

    internal static string Interest(Language l) => l[
        "Wenn Sie oder eine Behörde danach fragen, möchten wir zeigen können, dass wir nur getan haben, was mit Ihnen ausgemacht war.",
        "If you or an authority ask, we want to be able to show that we did only what was agreed with you."];

    /// <param name="years">For how many years the proof of each purpose is kept; 0 for none.</param>
    /// <param name="l">The language.</param>
    internal static IEnumerable<string> Kept(IEnumerable<int> years, Language l)
    {
        yield return l["So lange wie die Anmeldung, zu der es gehört.", "As long as the registration it belongs to."];
        if (years.Where(y => y > 0).DefaultIfEmpty().Max() is > 0 and var most)
        {
            yield return l[
                $"Haben Sie eine Einwilligung bestätigt, bleibt ihr Nachweis (Adresse, Wortlaut, Zeitpunkte, und auf welchem Formular Sie sie gaben) länger: {Wording.ProofEnd(most, l)} nach Ihrem Widerruf, auch wenn Sie alles andere löschen lassen. Dann löschen wir auch ihn.",
                $"If you confirmed a consent, its proof (address, wording, times, and the form you gave it on) stays longer: {Wording.ProofEnd(most, l)} after you withdraw, even if you have everything else erased. Then we erase it too."];
        }

        yield return l["Übrig bleibt eine Prüfsumme, aus der niemand mehr auf Sie schließen kann.", "What remains is a checksum that nobody can trace back to you."];
    }

    internal static string Seen(Language l) => l[
        "Solange Ihre Anmeldung läuft, wer bei uns Anmeldungen betreut; jede Einsicht wird selbst festgehalten. Ist nur noch der Nachweis übrig, allein, wer bei uns für den Datenschutz zuständig ist.",
        "While your registration runs, those of us who look after registrations; each look is itself recorded. Once only the proof is left, nobody but those of us who are in charge of data protection."];

    internal static string Backups(int days, Language l) => l[
        $"Damit nichts verloren geht, sichern wir unsere Daten. Jede Sicherung wird nach {Days(days, "Tag", "Tagen")} überschrieben; so lange kann darin noch stehen, was wir sonst schon gelöscht haben.",
        $"So that nothing gets lost, we back up our data. Each backup is overwritten after {Days(days, "day", "days")}; until then it may still hold what we have otherwise erased."];

    internal static string BackupBasis(Language l) => l[
        "berechtigtes Interesse und die Pflicht zur Sicherheit (Art. 6 Abs. 1 lit. f, Art. 32 Abs. 1 lit. c DSGVO). Unser Interesse: dass Ihr Platz und Ihre Entscheidungen einen Ausfall überstehen.",
        "legitimate interests and the duty of security (Art. 6 (1)(f), Art. 32 (1)(c) GDPR). Our interest: that your place and your choices survive a failure."];

    internal static string BackupsSeen(Language l) => l["Im Alltag sieht niemand hinein; zurückgespielt werden sie nur nach einem Ausfall.", "Day to day nobody looks into them; they are restored only after a failure."];

    internal static string Suppression(Language l) => l[
        "Sagen Sie uns „Das war ich nicht“, oder kommt eine E-Mail an Sie als unzustellbar zurück, setzen wir Ihre Adresse auf eine Sperrliste. Dort steht nicht die Adresse, sondern ein Fingerabdruck von ihr: Nur wir können prüfen, ob eine Adresse zu ihm passt, und ablesen lässt sie sich daraus nicht.",
        "If you tell us “this was not me”, or if an e-mail to you comes back as undeliverable, we put your address on a suppression list. What stands there is not the address but a fingerprint of it: only we can test whether an address fits it, and the address cannot be read from it."];

    internal static string SuppressionPurpose(Language l) => l[
        "Nicht an Adressen schreiben, die darum gebeten haben oder nicht zu erreichen sind.", "Not writing to addresses that asked not to be written to or cannot be reached."];

    internal static string SuppressionBasis(Language l) => l[
        "berechtigtes Interesse, Art. 6 Abs. 1 lit. f DSGVO; nach „Das war ich nicht“ auch die Pflicht, Ihren Widerspruch zu beachten (Art. 6 Abs. 1 lit. c mit Art. 21 DSGVO).",
        "legitimate interests, Art. 6 (1)(f) GDPR; after “this was not me” also the duty to heed your objection (Art. 6 (1)(c) with Art. 21 GDPR)."];

    internal static string SuppressionInterest(Language l) => l[
        "Wir möchten niemandem schreiben, der es nicht will, und niemanden mit fremden Anmeldungen belästigen lassen; und wer immer wieder an tote Adressen schreibt, dessen Post kommt auch bei anderen nicht mehr an.",
        "We want to write to nobody who does not want it, and to let nobody be bothered with other people’s registrations; and whoever keeps writing to dead addresses soon no longer gets through to the others either."];

    /// <param name="blocked">Days after "this was not me".</param>
    /// <param name="unreachable">Days after a letter came back.</param>
    /// <param name="l">The language.</param>
    internal static string SuppressionKept(int blocked, int unreachable, Language l) => l[
        $"Nach „Das war ich nicht“ {Days(blocked, "Tag", "Tage")}, es sei denn, Sie heben die Sperre vorher mit dem Link in der E-Mail auf; nach einer unzustellbaren E-Mail {Days(unreachable, "Tag", "Tage")}. Der Fingerabdruck bleibt so lange auch dann, wenn wir sonst alles löschen; dann geht auch er.",
        $"After “this was not me” {Days(blocked, "day", "days")}, unless you lift the block earlier with the link in the e-mail; after an e-mail that came back {Days(unreachable, "day", "days")}. The fingerprint stays that long even if we erase everything else; then it goes too."];

    internal static string SuppressionSeen(Language l) => l["Niemand; nur das Programm gleicht damit ab, bevor es schreibt.", "Nobody; only the program compares with it before it writes."];

    private static string Days(int days, string one, string many) => $"{days}\u00A0{(days == 1 ? one : many)}";
}
