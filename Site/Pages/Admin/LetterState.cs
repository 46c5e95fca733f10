using NodaTime;
using Site.Mail;
using Site.MyData;
using Site.Publishing;

namespace Site.Pages.Admin;

/// <summary>A letter of the outbox in words.</summary>
internal static class LetterState
{
    internal static string Kind(LetterKind kind, Language l) => EventFacts.Word(kind.ToString(), l) ?? kind.ToString();

    internal static string Reason(WithheldReason reason, Language l) => EventFacts.Word(reason.ToString(), l) ?? reason.ToString();

    /// <summary>Where it is: "sent …, came back …", "withheld: …", "waits until …".</summary>
    /// <param name="time">An instant as the page says it.</param>
    internal static string Of(OutboxRow row, Instant now, Func<Instant?, string> time, Language l) => row switch
    {
        { SentAt: { } sent, BouncedAt: { } back } => l[
            $"gesendet {time(sent)}, {time(back)} als unzustellbar zurückgekommen{Status(row)}", $"sent {time(sent)}, came back as undeliverable {time(back)}{Status(row)}"],
        { SentAt: { } sent } => l[$"gesendet {time(sent)}", $"sent {time(sent)}"],
        { WithheldReason: { } reason } => l[$"zurückgehalten {time(row.WithheldAt)}: {Reason(reason, l)}{Status(row)}", $"withheld {time(row.WithheldAt)}: {Reason(reason, l)}{Status(row)}"],
        { Claim: not null } => l["wird gerade gesendet", "is being sent"],
        { LastError: not null } => l[$"nach {row.Attempts} Versuchen aufgeschoben bis {time(row.DueAt)}", $"put off until {time(row.DueAt)} after {row.Attempts} attempts"],
        _ when row.DueAt > now => l[$"fällig {time(row.DueAt)}", $"due {time(row.DueAt)}"],
        _ => l["wartet auf den Versand", "waits to be sent"],
    };

    /// <summary>What the desk answers to the wish to send it once more.</summary>
    internal static string Said(Repeat result, Language l) => result switch
    {
        Repeat.Put => l["Der Brief geht noch einmal hinaus.", "The letter goes out once more."],
        Repeat.Waiting => l["Dieser Brief ist noch unterwegs; noch einmal geht er erst hinaus, wenn sein Versand beendet ist.", "This letter is still on its way; it can go out once more when that has ended."],
        Repeat.Over => l["Der Anlass dieses Briefs ist vorbei.", "The occasion of this letter is over."],
        Repeat.Limit => l["Diese Adresse hat in letzter Zeit so viele Bitten um Bestätigung bekommen, wie sie bekommen darf. Bitte versuchen Sie es später.", "This address has recently had as many requests to confirm as it may get. Please try later."],
        Repeat.Blocked => l["Wer diese Adresse hat, will keine Bitten um Bestätigung mehr.", "Whoever has this address wants no more requests to confirm."],
        _ => l["Diese Adresse ist nicht erreichbar, das hat ihr Mailserver gesagt.", "This address cannot be reached, as its mail server said."],
    };

    private static string Status(OutboxRow row) => row.BounceStatus is { } status ? $" ({status})" : "";
}
