using Site.Journeys;
using Site.Mail;
using Site.MyData;
using Site.Publishing;

namespace Site.Pages.Admin;

/// <summary>Where an issue stands.</summary>
public enum IssueState
{
    Draft,
    Scheduled,
    Sending,
    Sent,
    Stopped,
}

/// <summary>Issues in the words of the desk.</summary>
internal static class IssueTexts
{
    internal static IssueState State(this Issue issue, NodaTime.Instant now, IssueProgress? progress) => issue switch
    {
        { StoppedAt: not null } => IssueState.Stopped,
        { DueAt: null } => IssueState.Draft,
        { SpreadAt: null } when issue.DueAt > now => IssueState.Scheduled,
        { SpreadAt: not null } when progress is { Waiting: 0 } => IssueState.Sent,
        _ => IssueState.Sending,
    };

    internal static string Name(this IssueState state, Language l) => state switch
    {
        IssueState.Draft => l["Entwurf", "draft"],
        IssueState.Scheduled => l["geplant", "scheduled"],
        IssueState.Sending => l["geht hinaus", "going out"],
        IssueState.Sent => l["versandt", "sent"],
        _ => l["gestoppt", "stopped"],
    };

    internal static string Style(this IssueState state) => state switch
    {
        IssueState.Sent => "state yes",
        IssueState.Stopped => "state ended",
        _ => "state",
    };

    internal static string Title(this Issue issue, Language l) =>
        issue.Texts.Where(t => t.Subject.Length > 0).OrderByDescending(t => t.Language == l.Code).Select(t => t.Subject).FirstOrDefault() ?? l["Ohne Betreff", "No subject yet"];

    internal static string Name(this WithheldReason reason, Language l) => EventFacts.Word(reason.ToString(), l) ?? reason.ToString();

    internal static string People(int count, Language l) => count == 1 ? l["1 Mensch", "1 person"] : l[$"{count.ToString("N0", l.Culture)} Menschen", $"{count.ToString("N0", l.Culture)} people"];

    internal static string Said(IssueOutcome outcome, Language l) => outcome switch
    {
        IssueOutcome.Overtaken => l["Inzwischen hat jemand anderes diese Ausgabe geändert. Es wurde nichts gespeichert.", "Somebody else has changed this issue meanwhile. Nothing was stored."],
        IssueOutcome.Released => l["Die Ausgabe ist schon freigegeben; ihr Text bleibt, wie er ist.", "The issue is released already; its text stays as it is."],
        _ => l["Diese Ausgabe gibt es nicht.", "There is no such issue."],
    };
}
