using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using Site.Publishing;

namespace Site.Declarations;

/// <summary>What data is used for: everything the law wants said of it, once (Art. 5 (1)(b), 13 GDPR). <paramref name="People"/> are the categories of data subjects (Art. 30 (1)(c)).</summary>
public sealed record Purpose(
    string Key, LegalBasis Basis, IReadOnlyList<Recipient> Recipients, Retention Retention, string Channel,
    Words People, Words Title, Words What, Words Benefit, Words? Frequency, Words? Label, Words? Consent, Words? Interest)
{
    /// <summary>An explicit consent, which may cover special categories of data (Art. 9 (2)(a) GDPR).</summary>
    public bool IsExplicit { get; init; }

    /// <summary>
    /// After a withdrawal the proof of the consent (address, wording, times) is kept, for nothing else, until the end of the year so many years later; 0 where
    /// none is kept (Art. 17 (3)(e) GDPR, rule P16).
    /// </summary>
    public int ProofYears { get; init; }

    public bool IsConsent => Basis == LegalBasis.Consent;
}

/// <summary>Art. 6 (1)(a) to (f) GDPR, in that order.</summary>
public enum LegalBasis
{
    Consent,
    Contract,
    LegalObligation,
    VitalInterest,
    PublicTask,
    LegitimateInterest,
}

/// <summary>Somebody who receives data (Art. 13 (1)(e), (f) GDPR). <paramref name="Country"/> as ISO 3166-1 alpha-2.</summary>
public sealed record Recipient(string Key, string Name, string Country, Words Role, Words? Safeguard);

/// <summary>How long a value is kept: so long after an event.</summary>
public sealed partial record Retention(int Amount, RetentionUnit Unit, RetentionEvent After)
{
    private const int MostYears = 100;

    /// <summary>The period as ISO 8601 writes it: "P30D".</summary>
    internal string Iso => $"P{Amount}{Unit.ToString()[0]}";

    /// <summary>The event as purposes.yml names it.</summary>
    internal string AfterKey => Events.First(e => e.Value == After).Key;

    public static readonly IReadOnlyDictionary<string, RetentionEvent> Events = new Dictionary<string, RetentionEvent>(StringComparer.Ordinal)
    {
        ["webinar-end"] = RetentionEvent.WebinarEnd,
        ["withdrawal"] = RetentionEvent.Withdrawal,
        ["confirmation"] = RetentionEvent.Confirmation,
        ["request"] = RetentionEvent.Request,
    };

    /// <summary>
    /// The first moment at which the value is no longer kept, counted in calendar days of UTC. Where the last month has no such day, the period
    /// ends with that month (§ 188 (3) BGB): a month after 31 January is 1 March, 00:00.
    /// </summary>
    public Instant Ends(Instant happened)
    {
        var start = happened.InUtc().LocalDateTime;
        var end = Moved(start, Amount);
        return (IsWhole(start, end) ? end : NextDay(end)).InUtc().ToInstant();
    }

    /// <summary>The other way round, to the 100 ns that databases keep: what happened up to then has ended by <paramref name="now"/>, and nothing that happened later has.</summary>
    public Instant Cutoff(Instant now)
    {
        var end = now.InUtc().LocalDateTime;
        var start = Moved(end, -Amount);
        return (IsWhole(start, end) ? start : NextDay(start).PlusTicks(-1)).InUtc().ToInstant();
    }

    private LocalDateTime Moved(LocalDateTime time, int amount) => Unit switch
    {
        RetentionUnit.Day => time.PlusDays(amount),
        RetentionUnit.Month => time.PlusMonths(amount),
        _ => time.PlusYears(amount),
    };

    // NodaTime moves the 31st to the last day of a shorter month.
    private bool IsWhole(LocalDateTime one, LocalDateTime other) => Unit == RetentionUnit.Day || one.Day == other.Day;

    private static LocalDateTime NextDay(LocalDateTime time) => time.Date.PlusDays(1).AtMidnight();

    /// <summary>Reads "30 days after webinar-end"; "forever" or a period without its event is an error.</summary>
    public static Retention Read(YamlMap map, string key)
    {
        if (Wording().Match(map.Text(key)) is { Success: true } match && Events.TryGetValue(match.Groups[3].Value, out var after))
        {
            var amount = int.Parse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
            var unit = Enum.Parse<RetentionUnit>(match.Groups[2].Value, ignoreCase: true);
            var most = MostYears * (unit switch { RetentionUnit.Day => 365, RetentionUnit.Month => 12, _ => 1 });
            if (amount > most)
            {
                map.Refuse(key, $"is longer than {MostYears} years: that is for ever, and nothing is needed for ever (Art. 5 (1)(e) GDPR)");
            }

            return new Retention(Math.Min(amount, most), unit, after);
        }

        map.Refuse(key, $"must be like \"30 days after webinar-end\" (days, months or years; after {string.Join(", ", Events.Keys)})");
        return new Retention(0, RetentionUnit.Day, RetentionEvent.Request);
    }

    [GeneratedRegex("^([0-9]{1,4}) (day|month|year)s? after ([a-z-]+)$")]
    private static partial Regex Wording();
}

public enum RetentionUnit
{
    Day,
    Month,
    Year,
}

public enum RetentionEvent
{
    WebinarEnd,
    Withdrawal,
    Confirmation,
    Request,
}
