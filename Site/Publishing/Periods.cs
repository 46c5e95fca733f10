using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace Site.Publishing;

/// <summary>Lengths of time as authors write them: "24 hours", "7 days", "1 hour".</summary>
public static partial class Periods
{
    /// <summary>Null if the text is no number of minutes, hours or days.</summary>
    public static Duration? Parse(string text)
    {
        if (Length().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var number = int.Parse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        return match.Groups[2].Value switch
        {
            "minute" => Duration.FromMinutes(number),
            "hour" => Duration.FromHours(number),
            _ => Duration.FromDays(number),
        };
    }

    /// <summary>A period at <paramref name="key"/>, above zero and at most <paramref name="max"/>.</summary>
    public static Duration ReadUpTo(YamlMap map, string key, Duration max)
    {
        if (Parse(map.Text(key)) is { } period && period > Duration.Zero && period <= max)
        {
            return period;
        }

        map.Refuse(key, $"must be a period like \"7 days\", at most {max.TotalDays} days");
        return max;
    }

    [GeneratedRegex("^([1-9][0-9]{0,3}) (minute|hour|day)s?$")]
    private static partial Regex Length();
}

/// <summary>Time zones by their IANA names.</summary>
public static class Zones
{
    public static DateTimeZone Read(YamlMap map, string key)
    {
        var name = map.Text(key);
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is { } zone)
        {
            return zone;
        }

        map.Refuse(key, "must be an IANA time zone like Europe/Berlin");
        return DateTimeZone.Utc;
    }
}
