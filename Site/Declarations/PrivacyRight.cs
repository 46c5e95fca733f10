using Site.Publishing;

namespace Site.Declarations;

/// <summary>A right of the person (Art. 7 (3), 15 to 18, 20, 21, 77 GDPR): its article as "15", its name, what it means in one line, and the whole of it.</summary>
public sealed record PrivacyRight(string Article, Words Title, Words Short, Words Full)
{
    /// <summary>The right to withdraw a consent (Art. 7 (3) GDPR).</summary>
    public const string Withdrawal = "7-3";

    /// <summary>Where it stands in the notice.</summary>
    public string Id => $"right-{Article}";

    /// <summary>Every right, the one most often used first.</summary>
    public static readonly IReadOnlyList<PrivacyRight> All =
    [
        new(Withdrawal, new("Widerrufen", "Withdraw"),
            new("ein Ja zurücknehmen, jederzeit und ohne Grund", "take back a yes, at any time and without a reason"),
            new("Jede Einwilligung können Sie einzeln zurücknehmen: mit dem Link in jeder Mail, ohne Anmeldung und ohne Begründung. Das wirkt sofort, auch für Mails, die schon bereitliegen. Was bis dahin geschah, bleibt rechtmäßig (Art. 7 Abs. 3 DSGVO).",
                "You can take back each consent on its own: with the link in every mail, without signing in and without a reason. It works at once, for mail already waiting too. What happened until then remains lawful (Art. 7 (3) GDPR).")),
        new("15", new("Auskunft", "Access"),
            new("erfahren, was wir über Sie haben", "learn what we hold about you"),
            new("Sie erfahren, welche Daten wir von Ihnen haben, wozu, wie lange, wer sie bekommen hat, und Sie erhalten eine Kopie (Art. 15 DSGVO).",
                "You learn which data we hold about you, what for, for how long and who has received it, and you get a copy (Art. 15 GDPR).")),
        new("16", new("Berichtigen", "Correct"),
            new("ändern lassen, was nicht stimmt", "have put right what is wrong"),
            new("Was falsch oder unvollständig ist, berichtigen oder ergänzen wir (Art. 16 DSGVO).", "We correct or complete what is wrong or missing (Art. 16 GDPR).")),
        new("17", new("Löschen", "Erase"),
            new("Ihre Daten löschen lassen", "have your data erased"),
            new("Wir löschen Ihre Daten, sobald wir sie nicht mehr brauchen, Sie Ihre Einwilligung zurücknehmen oder erfolgreich widersprechen; früher, wenn Sie darum bitten und kein Gesetz uns zum Aufbewahren verpflichtet (Art. 17 DSGVO).",
                "We erase your data once we no longer need it, you withdraw your consent, or you object with success; earlier if you ask and no law obliges us to keep it (Art. 17 GDPR).")),
        new("18", new("Einschränken", "Restrict"),
            new("Ihre Daten ruhen lassen, solange etwas strittig ist", "let your data rest while something is in dispute"),
            new("Solange strittig ist, ob Daten stimmen oder verwendet werden dürfen, bewahren wir sie nur noch auf (Art. 18 DSGVO).",
                "While it is in dispute whether data is right or may be used, we only store it (Art. 18 GDPR).")),
        new("20", new("Mitnehmen", "Take along"),
            new("Ihre Angaben als Datei bekommen", "get your data as a file"),
            new("Was Sie uns aufgrund einer Einwilligung oder eines Vertrags gegeben haben, bekommen Sie in einem gängigen, maschinenlesbaren Format (Art. 20 DSGVO).",
                "What you gave us on the basis of a consent or a contract you get in a common, machine-readable format (Art. 20 GDPR).")),
        new("21", new("Widersprechen", "Object"),
            new("Nein sagen, wo wir uns auf ein berechtigtes Interesse stützen", "say no where we rely on a legitimate interest"),
            new("Wo wir uns auf ein berechtigtes Interesse stützen, können Sie aus Gründen, die sich aus Ihrer besonderen Situation ergeben, widersprechen; gegen Werbung jederzeit und ohne Grund (Art. 21 DSGVO).",
                "Where we rely on a legitimate interest you can object on grounds relating to your particular situation; to advertising at any time and without a reason (Art. 21 GDPR).")),
        new("77", new("Beschweren", "Complain"),
            new("sich an die Aufsichtsbehörde wenden", "turn to the supervisory authority"),
            new("Sie können sich bei einer Aufsichtsbehörde beschweren, bei unserer oder bei der an Ihrem Wohn- oder Arbeitsort (Art. 77 DSGVO).",
                "You can complain to a supervisory authority, ours or the one where you live or work (Art. 77 GDPR).")),
    ];
}
