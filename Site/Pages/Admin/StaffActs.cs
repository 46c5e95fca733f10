using Site.Publishing;
using Site.Staff;

namespace Site.Pages.Admin;

/// <summary>What staff did, in words.</summary>
internal static class StaffActs
{
    internal static string Name(StaffAct act, Language l) => act switch
    {
        StaffAct.AccountCreated => l["Konto angelegt", "Account created"],
        StaffAct.AccountDisabled => l["Konto gesperrt", "Account disabled"],
        StaffAct.SignedIn => l["Angemeldet", "Signed in"],
        StaffAct.SignedOut => l["Abgemeldet", "Signed out"],
        StaffAct.Viewed => l["Anmeldung angesehen", "Registration viewed"],
        StaffAct.Exported => l["Nachweise ausgegeben", "Evidence handed out"],
        StaffAct.Corrected => l["Angaben berichtigt", "Answers corrected"],
        StaffAct.TermsApproved => l["Geänderte Bedingungen freigegeben", "Changed terms approved"],
        StaffAct.TermsRejected => l["Geänderte Bedingungen abgelehnt", "Changed terms rejected"],
        StaffAct.Announced => l["Änderung eines Webinars angekündigt", "Change of a webinar announced"],
        StaffAct.LetterSentAgain => l["Brief noch einmal gesendet", "Letter sent once more"],
        StaffAct.Erased => l["Person gelöscht", "Person erased"],
        StaffAct.Unsuppressed => l["Adresse von der Sperrliste genommen", "Address taken off the suppression list"],
        StaffAct.LetterEdited => l["Wortlaut eines Briefs geändert", "Wording of a letter changed"],
        StaffAct.TestSent => l["Testbrief gesendet", "Test letter sent"],
        StaffAct.IssueSaved => l["Ausgabe des Newsletters gespeichert", "Issue of the newsletter saved"],
        StaffAct.IssueDiscarded => l["Ausgabe des Newsletters verworfen", "Issue of the newsletter discarded"],
        StaffAct.IssueReleased => l["Ausgabe des Newsletters freigegeben", "Issue of the newsletter released"],
        StaffAct.IssueStopped => l["Ausgabe des Newsletters gestoppt", "Issue of the newsletter stopped"],
        _ => $"{act}",
    };
}
