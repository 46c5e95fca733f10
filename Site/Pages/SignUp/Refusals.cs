using Site.Publishing;
using Site.SignUps;

namespace Site.Pages.SignUp;

/// <summary>What a confirmation link says when there is nothing left to confirm.</summary>
internal static class Refusals
{
    internal static int Status(ConfirmationState state) => state switch
    {
        ConfirmationState.Open or ConfirmationState.Confirmed => StatusCodes.Status200OK,
        ConfirmationState.Full => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status410Gone,
    };

    internal static (string Title, string Text) Of(ConfirmationState state, Language language) => state switch
    {
        ConfirmationState.Cancelled => (
            language["Diese Anmeldung wurde abgesagt", "This registration was cancelled"],
            language["Wenn Sie es sich anders überlegt haben, melden Sie sich einfach noch einmal an.", "If you have changed your mind, simply register again."]),
        ConfirmationState.Full => (
            language["Inzwischen sind alle Plätze vergeben", "All places have gone in the meantime"],
            language["Wir haben nichts bestätigt. Wird ein Platz frei, solange dieser Link gilt, können Sie ihn hier noch bestätigen.", "Nothing was confirmed. If a place becomes free while this link works, you can still confirm here."]),
        ConfirmationState.Closed => (
            language["Dieses Webinar ist vorbei oder abgesagt", "This webinar is over or has been cancelled"],
            language["Wir haben nichts bestätigt und löschen Ihre Angaben.", "Nothing was confirmed, and we erase what you entered."]),
        _ => (
            language["Dieser Link gilt nicht mehr", "This link no longer works"],
            language["Die Frist zum Bestätigen ist vorbei, und Ihre Angaben sind gelöscht. Melden Sie sich bitte noch einmal an.", "The time to confirm is over, and what you entered has been erased. Please register again."]),
    };
}
