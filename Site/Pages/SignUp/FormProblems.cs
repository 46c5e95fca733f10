using Site.Pages.Shared;
using Site.Publishing;

namespace Site.Pages.SignUp;

/// <summary>Why a form was not taken, in plain words.</summary>
internal static class FormProblems
{
    internal static FormProblem Invalid(int count, Language language) => new(
        language["Noch nicht abgeschickt", "Not sent yet"],
        count == 1 ? language["Eine Angabe stimmt noch nicht:", "One answer needs another look:"] : language["Ein paar Angaben stimmen noch nicht:", "A few answers need another look:"]);

    internal static FormProblem Undeclared(Language language) => new(
        language["Danach haben wir nicht gefragt", "We did not ask for that"],
        language["Das Formular enthielt Angaben, nach denen wir hier nicht fragen. Wir haben nichts gespeichert. Bitte schicken Sie es noch einmal ab.", "The form contained answers to questions we do not ask here. Nothing was stored. Please send it again."]);

    internal static FormProblem Unreadable(Language language) => new(
        language["Das konnten wir nicht lesen", "We could not read that"],
        language["Was ankam, war kein Formular von dieser Seite. Wir haben nichts gespeichert.", "What arrived was no form from this page. Nothing was stored."]);

    internal static FormProblem Changed(Language language) => new(
        language["Das Formular hat sich inzwischen geändert", "The form has changed since you opened it"],
        language["Bitte lesen Sie die Anmerkungen noch einmal und schicken Sie es erneut ab. Was Sie eingetragen haben, steht noch da; die Kästchen sind wieder leer, weil daneben anderes stehen kann. Gespeichert ist nichts.", "Please read the notes once more and send it again. What you typed is still here; the boxes are empty again, as other words may stand beside them. Nothing has been stored."],
        IsError: false);

    internal static FormProblem Full(Language language) => new(
        language["Alle Plätze sind vergeben", "All places are taken"],
        language["Gerade wurde der letzte Platz vergeben. Wir haben nichts gespeichert. Wird einer frei, können Sie das Formular noch einmal abschicken. Wer sich vorher schon angemeldet hat, behält seinen Platz.", "The last place has just gone. Nothing was stored. If one becomes free, you can send the form again. Whoever has signed up before keeps their place."],
        IsError: false);
}
