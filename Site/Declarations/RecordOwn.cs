using Site.Publishing;

namespace Site.Declarations;

/// <summary>The three rows of the record that belong to no purpose: the evidence, the backups and the suppressed addresses.</summary>
internal static class RecordOwn
{
    internal const string Evidence = "evidence", Backups = "backups", Suppression = "suppression";

    /// <param name="use">What is declared.</param>
    /// <param name="common">The cells that are the same in every row.</param>
    /// <param name="l">The language.</param>
    internal static IEnumerable<RecordRow> Rows(DataUse use, IReadOnlyDictionary<string, IReadOnlyList<string>> common, Language l)
    {
        yield return Row(Evidence, l["Nachweis", "Evidence"], common, l, new()
        {
            ["purpose"] = [l["Nachweis", "Evidence"], l["Nachweisen können, wozu jemand Ja gesagt hat und was danach geschah.", "Being able to show what somebody said yes to and what was done since."]],
            ["basis"] = [Safekeeping.Basis(l), Safekeeping.Interest(l)],
            ["people"] = [.. use.Purposes.Select(p => p.People[l])],
            ["data"] = [l["Welches Formular gezeigt wurde, was angekreuzt war, Zeitpunkte von Anmeldung, Bestätigung, Absage und Widerruf, versandte E-Mails, Einsichten", "Which form was shown, what was ticked, times of registration, confirmation, cancellation and withdrawal, e-mails sent, views"]],
            ["erasure"] = [.. Safekeeping.Kept(use.Purposes.Select(p => p.ProofYears), l)],
            ["access"] = [Safekeeping.Seen(l)],
        });
        yield return Row(Backups, l["Sicherungen", "Backups"], common, l, new()
        {
            ["purpose"] = [l["Sicherungen", "Backups"], l["Nach einem Ausfall wiederherstellen, was da war.", "Restoring what was there after a failure."]],
            ["basis"] = [Safekeeping.BackupBasis(l)],
            ["people"] = [.. use.Purposes.Select(p => p.People[l])],
            ["data"] = [l["Alles, was in diesem Verzeichnis steht", "All that stands in this record"]],
            ["erasure"] = [Safekeeping.Backups(use.Site.BackupDays, l)],
            ["access"] = [Safekeeping.BackupsSeen(l)],
        });
        yield return Row(Suppression, l["Sperrliste", "Suppression list"], common, l, new()
        {
            ["purpose"] = [l["Sperrliste", "Suppression list"], Safekeeping.SuppressionPurpose(l)],
            ["basis"] = [Safekeeping.SuppressionBasis(l), Safekeeping.SuppressionInterest(l)],
            ["people"] = [l["Menschen, deren Adresse jemand bei uns eingetragen hat", "People whose address somebody entered with us"]],
            ["data"] = [l["Fingerabdruck der E-Mail-Adresse (HMAC-SHA256 unter einem Schlüssel außerhalb der Datenbank), Grund, Beginn und Ende", "Fingerprint of the e-mail address (HMAC-SHA256 under a key outside the database), reason, beginning and end"]],
            ["erasure"] = [Safekeeping.SuppressionKept(use.Site.BlockedDays, use.Site.UnreachableDays, l)],
            ["access"] = [Safekeeping.SuppressionSeen(l)],
        });
    }

    private static RecordRow Row(
        string key, string title, IReadOnlyDictionary<string, IReadOnlyList<string>> common, Language l, Dictionary<string, IReadOnlyList<string>> own)
    {
        IReadOnlyList<string> elsewhere = [l["wie bei den Zwecken, deren Daten es sind", "as under the purposes whose data they are"]];
        (own["recipients"], own["transfers"]) = (elsewhere, elsewhere);
        return new RecordRow(key, title, common.Concat(own).ToDictionary(StringComparer.Ordinal));
    }
}
