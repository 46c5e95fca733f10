using Site.Publishing;

namespace Site.Pages.SignUp;

/// <summary>What the page of a way out says before and after it was taken.</summary>
internal sealed record WayOutWords(string Question, string Effect, string Button, string Done, string Aftermath)
{
    internal static WayOutWords Erased(Language l) => Cancellation(l) with
    {
        Done = l["Ihre Angaben sind schon gelöscht", "Your data has already been erased"],
        Aftermath = l["Es gibt nichts mehr zu beenden, und es kommen keine E-Mails mehr dazu. Hatten Sie eine Einwilligung bestätigt, bleibt allein deren Nachweis, bis zu dem Tag, der in den Datenschutzhinweisen steht.", "There is nothing left to end, and no more e-mails will come of it. If you had confirmed a consent, only the proof of it stays, until the day that the privacy notice names."],
    };

    /// <summary>Nobody confirmed it yet: whoever comes here most likely never asked for it.</summary>
    internal static WayOutWords Request(Language l, int days) => new(
        l["Waren Sie das nicht?", "Was this not you?"],
        l[$"Dann verwerfen wir die Anfrage. Der Link zum Bestätigen gilt nicht mehr, und spätestens nach {days} Tagen löschen wir, was eingetragen wurde.", $"Then we discard the request. The link to confirm stops working, and within {days} days we erase what was entered."],
        l["Anfrage verwerfen", "Discard the request"],
        l["Die Anfrage ist verworfen", "The request is discarded"],
        l[$"Wir schreiben Ihnen dazu nicht wieder. Was eingetragen wurde, löschen wir spätestens {days} Tage nach der Anfrage.", $"We will not write to you about it again. What was entered is erased within {days} days of the request."]);

    internal static WayOutWords Cancellation(Language l) => new(
        l["Möchten Sie Ihre Anmeldung absagen?", "Do you want to cancel your registration?"],
        l["Es kommen dann keine E-Mails mehr dazu. Einen Grund brauchen wir nicht.", "You will get no more e-mails about it. We need no reason."],
        l["Anmeldung absagen", "Cancel registration"],
        l["Ihre Anmeldung ist abgesagt", "Your registration is cancelled"],
        AtOnce(l));

    internal static WayOutWords Withdrawal(Language l) => new(
        l["Möchten Sie Ihre Einwilligung widerrufen?", "Do you want to withdraw your consent?"],
        l["Wir verwenden Ihre Angaben dann nicht mehr dafür. Alles andere bleibt, wie es ist. Einen Grund brauchen wir nicht.", "We will then no longer use your data for this. Everything else stays as it is. We need no reason."],
        l["Einwilligung widerrufen", "Withdraw consent"],
        l["Ihre Einwilligung ist widerrufen", "Your consent is withdrawn"],
        AtOnce(l));

    /// <summary>Suggestions are no mail of their own: nothing is unsubscribed from, they are turned off.</summary>
    internal static WayOutWords Suggestions(Language l) => new(
        l["Möchten Sie die Vorschläge abschalten?", "Do you want to turn the suggestions off?"],
        l["Wir wählen dann nichts mehr nach Ihren Angaben für Sie aus. Ihre Anmeldungen und alles andere bleiben, wie sie sind. Einen Grund brauchen wir nicht.", "We will then choose nothing by what you told us any more. Your registrations and everything else stay as they are. We need no reason."],
        l["Vorschläge abschalten", "Turn suggestions off"],
        l["Die Vorschläge sind abgeschaltet", "The suggestions are turned off"],
        l["Ihre Einwilligung ist damit widerrufen. Das gilt ab sofort, auf unseren Seiten und in E-Mails, die schon bereitlagen.", "That withdraws your consent. It takes effect at once, on our pages and in e-mails that were already waiting."]);

    private static string AtOnce(Language l) => l["Das gilt ab sofort, auch für E-Mails, die schon bereitlagen.", "This takes effect at once, also for e-mails that were already waiting."];
}
