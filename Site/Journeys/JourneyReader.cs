using System.Text.RegularExpressions;
using NodaTime;
using Site.Declarations;
using Site.Publishing;

namespace Site.Journeys;

/// <summary>Reads journeys.yml and refuses a letter at a time at which nothing may be used for it any more.</summary>
internal sealed partial class JourneyReader : IContentReader
{
    private const string File = "journeys.yml";
    private const int LongestName = 40;
    private const string AtOnce = "at confirmation";

    // The shortest month and the shortest year begin here: a period is never taken for longer than it is.
    private static readonly Instant _shortest = Instant.FromUtc(2027, 2, 1, 0, 0);

    private static readonly Duration _longest = Duration.FromDays(365);

    private static readonly JourneyLetter[] _welcomes = [JourneyLetter.WelcomeToWebinar, JourneyLetter.WelcomeToNewsletter];

    public object Read(ContentReading reading) => reading.Yaml(File, y => new Journey([.. Once(y, y.Each((name, step) => Step(reading, y, name, step)).Values), .. Welcomed(y)]));

    // Two at one time would say the same twice; and the letter with the recording says that it is the last.
    private static IEnumerable<JourneyStep> Once(YamlMap y, IEnumerable<JourneyStep> steps)
    {
        var kept = new List<JourneyStep>();
        foreach (var step in steps)
        {
            if (kept.Find(k => k.Letter == step.Letter && (k.Distance == step.Distance || step.Letter == JourneyLetter.FollowUp)) is { } twin)
            {
                y.Refuse(step.Name, $"sends the same letter as {twin.Name}{(twin.Distance == step.Distance ? " at the same time" : ", which is sent once only")}: take one of them out");
            }

            kept.Add(step);
        }

        return kept;
    }

    // A confirmation is answered at once, with the receipt and the calendar: leaving that out, or putting it off, is nothing that can be decided here.
    private static IEnumerable<JourneyStep> Welcomed(YamlMap y)
    {
        foreach (var welcome in _welcomes.Where(w => !y.Has(w.Wording)))
        {
            y.Refuse(welcome.Wording, $"is missing; it must be {{ letter: {welcome.Wording}, when: {AtOnce}, purpose: {welcome.Purpose} }}");
        }

        return [];
    }

    private static JourneyStep Step(ContentReading reading, YamlMap y, string name, YamlMap step)
    {
        var (wording, when, purpose) = (step.Text("letter"), step.Text("when"), step.Text("purpose"));
        if (!JourneyLetter.All.TryGetValue(wording, out var letter) && wording.Length > 0)
        {
            step.Refuse("letter", $"must be one of: {string.Join(", ", JourneyLetter.All.Keys)}");
        }

        // Of a step that lacks something nothing more can be said.
        if (letter is null || when.Length == 0 || purpose.Length == 0)
        {
            return new JourneyStep(name, letter ?? JourneyLetter.Reminder, Duration.Zero);
        }

        if (name.Length > LongestName)
        {
            y.Refuse(name, $"must be at most {LongestName} characters long");
        }

        var result = new JourneyStep(name, letter, Distance(step, letter, when));
        Check(reading, y, step, result, purpose);
        return result;
    }

    private static void Check(ContentReading reading, YamlMap y, YamlMap step, JourneyStep read, string purpose)
    {
        var letter = read.Letter;
        if (purpose != letter.Purpose)
        {
            step.Refuse("purpose", $"must be {letter.Purpose}: what the letter \"{letter.Wording}\" uses was given for that");
        }
        else if (!reading.Part<Catalogue>().Purposes.TryGetValue(purpose, out var declared))
        {
            step.Refuse("purpose", $"names a purpose that purposes.yml does not declare: {purpose}");
        }
        else if (letter.Event == JourneyEvent.WebinarEnd && !declared.IsConsent && Kept(declared.Retention) is var kept && kept <= read.Distance)
        {
            step.Refuse("when", $"is too late: what was given for \"{purpose}\" is kept for {declared.Retention.Amount} {declared.Retention.Unit.ToString().ToLowerInvariant()}s after {declared.Retention.AfterKey}, so the letter must leave before");
        }

        if (_welcomes.Contains(letter) && read.Name != letter.Wording)
        {
            y.Refuse(read.Name, $"must be named {letter.Wording}: that letter goes out once, when somebody has confirmed");
        }
    }

    // What counts from the sign-up may have ended before the webinar does.
    private static Duration Kept(Retention retention) =>
        retention.After == RetentionEvent.WebinarEnd ? retention.Ends(_shortest) - _shortest : Duration.Zero;

    private static Duration Distance(YamlMap step, JourneyLetter letter, string when)
    {
        if (letter.Event == JourneyEvent.Confirmation)
        {
            return when == AtOnce ? Duration.Zero : Refused(step, $"must be \"{AtOnce}\": it brings the receipt, and the webinar's the calendar entry and the link");
        }

        var (direction, what) = letter.Event == JourneyEvent.WebinarStart ? ("before", "webinar-start") : ("after", "webinar-end");
        return Wording().Match(when) is { Success: true } match && match.Groups[2].Value == direction && match.Groups[3].Value == what
            && Periods.Parse(match.Groups[1].Value) is { } distance && distance <= _longest
                ? distance : Refused(step, $"must be like \"1 day {direction} {what}\" (minutes, hours or days, at most {_longest.Days} days)");
    }

    private static Duration Refused(YamlMap step, string reason)
    {
        step.Refuse("when", reason);
        return Duration.Zero;
    }

    [GeneratedRegex("^(.+) (before|after) ([a-z-]+)$")]
    private static partial Regex Wording();
}
