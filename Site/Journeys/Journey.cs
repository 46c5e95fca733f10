using System.Globalization;
using NodaTime;
using Site.Mail;

namespace Site.Journeys;

/// <summary>journeys.yml: which letter follows which event, after how long and under which purpose. The order of the steps has no meaning; their times have.</summary>
public sealed record Journey(IReadOnlyList<JourneyStep> Steps)
{
    /// <summary>How long before the start there is a reminder, the longest first.</summary>
    public IReadOnlyList<Duration> Reminders =>
        [.. Steps.Where(s => s.Letter == JourneyLetter.Reminder).Select(s => s.Distance).OrderDescending()];

    /// <summary>From when on the letter would say something outdated: a reminder also when the next one is due, or two would say the same.</summary>
    internal Instant Past(JourneyStep step, Instant start, Instant end)
    {
        var nearer = Reminders.Where(d => step.Letter == JourneyLetter.Reminder && d < step.Distance).Take(1).Select(d => start - d);
        return nearer.Append(step.Past(start, end)).Min();
    }
}

/// <summary>One letter of the journey.</summary>
/// <param name="Name">Its key in the file. A letter goes out once for each name, so a step that is given another time is not sent again.</param>
/// <param name="Distance">How long before or after the event, by <see cref="JourneyLetter.Event"/>; never negative.</param>
public sealed record JourneyStep(string Name, JourneyLetter Letter, Duration Distance)
{
    /// <summary>How long after it was due a letter about what is over still says something worth saying.</summary>
    public static readonly Duration Late = Duration.FromDays(14);

    /// <summary>When it is due for a webinar that starts and ends then.</summary>
    internal Instant Due(Instant start, Instant end) => Letter.Event == JourneyEvent.WebinarStart ? start - Distance : end + Distance;

    /// <summary>From when on it would say something outdated.</summary>
    internal Instant Past(Instant start, Instant end) => Letter.Event == JourneyEvent.WebinarStart ? start : end + Distance + Late;

    /// <summary>One letter a step and webinar's start: one that moves is reminded of anew, and a lead that changes reminds nobody twice.</summary>
    internal string Occasion(Instant start) => string.Create(CultureInfo.InvariantCulture, $"{Name}/{start.ToUnixTimeSeconds()}");

    /// <summary>The letter was put for a start that no longer holds.</summary>
    internal static bool IsForAnotherStart(OutboxRow row, Instant start) =>
        row.FirstOccasion.Split('/') is [_, var put] && put != start.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a letter follows.</summary>
public enum JourneyEvent
{
    Confirmation,

    /// <summary>The letter comes before it.</summary>
    WebinarStart,

    /// <summary>The letter comes after it.</summary>
    WebinarEnd,
}

/// <summary>A letter that a journey may have: its wording in letters/, what it is about, and the purpose whose data it uses.</summary>
public sealed record JourneyLetter(string Wording, LetterKind Kind, JourneyEvent Event, string Purpose)
{
    public static readonly JourneyLetter
        WelcomeToWebinar = new("welcome-webinar", LetterKind.Welcome, JourneyEvent.Confirmation, Webinars.Webinar.Purpose),
        WelcomeToNewsletter = new("welcome-newsletter", LetterKind.Welcome, JourneyEvent.Confirmation, Acquaintance.Newsletter),
        Reminder = new("reminder", LetterKind.Reminder, JourneyEvent.WebinarStart, Webinars.Webinar.Purpose),
        FollowUp = new("follow-up", LetterKind.FollowUp, JourneyEvent.WebinarEnd, Webinars.Webinar.Purpose),
        Next = new("next", LetterKind.Next, JourneyEvent.WebinarEnd, Acquaintance.Newsletter);

    public static readonly IReadOnlyDictionary<string, JourneyLetter> All =
        new[] { WelcomeToWebinar, WelcomeToNewsletter, Reminder, FollowUp, Next }.ToDictionary(l => l.Wording, StringComparer.Ordinal);
}
