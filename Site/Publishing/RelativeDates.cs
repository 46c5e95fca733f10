using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace Site.Publishing;

/// <summary>
/// Dates that content says relatively ("in 9 days, 10:00", "12 days ago"), so that a first start shows upcoming webinars in any year.
/// Each is resolved once; <see cref="New"/> holds those that still have to be stored.
/// </summary>
public sealed partial class RelativeDates(IEnumerable<RelativeDate> known)
{
    private static readonly LocalDateTimePattern _absolute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");
    private static readonly LocalDatePattern _day = LocalDatePattern.Iso;

    private readonly Dictionary<(string, string), RelativeDate> _known = known.ToDictionary(d => (d.Path, d.Text));

    public List<RelativeDate> New { get; } = [];

    /// <summary>The date and time at <paramref name="key"/>; an error in the map if it is none.</summary>
    public LocalDateTime Read(YamlMap map, string key, LocalDate today)
    {
        var text = map.Text(key);
        if (Absolute(text) is { } date)
        {
            return date;
        }

        if (_known.TryGetValue((map.File, text), out var known))
        {
            return known.Date;
        }

        return Resolve(text, today) is { } resolved
            ? Keep(new RelativeDate { Path = map.File, Text = text, Date = resolved })
            : Refuse(map, key, today);
    }

    private static LocalDateTime? Absolute(string text) =>
        _absolute.Parse(text) is { Success: true } time ? time.Value : _day.Parse(text) is { Success: true } day ? day.Value.AtMidnight() : null;

    private static LocalDateTime? Resolve(string text, LocalDate today)
    {
        if (In().Match(text) is { Success: true } ahead)
        {
            return today.PlusDays(Number(ahead, 1)) + new LocalTime(Number(ahead, 2), Number(ahead, 3));
        }

        return Ago().Match(text) is { Success: true } back ? today.PlusDays(-Number(back, 1)).AtMidnight() : null;
    }

    private LocalDateTime Keep(RelativeDate date)
    {
        _known[(date.Path, date.Text)] = date;
        New.Add(date);
        return date.Date;
    }

    private static LocalDateTime Refuse(YamlMap map, string key, LocalDate today)
    {
        map.Refuse(key, "must be a date like \"2027-03-04 10:00\", \"in 9 days, 10:00\" or \"12 days ago\"");
        return today.AtMidnight();
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex("^in ([0-9]{1,3}) days?, ([01][0-9]|2[0-3]):([0-5][0-9])$")]
    private static partial Regex In();

    [GeneratedRegex("^([0-9]{1,4}) days? ago$")]
    private static partial Regex Ago();
}
