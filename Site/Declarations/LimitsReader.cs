using System.Globalization;
using Site.Publishing;

namespace Site.Declarations;

/// <summary>Reads how long an answer may be, and between which days.</summary>
internal static class LimitsReader
{
    internal static FieldLimits Read(YamlMap y, FieldType type) => type switch
    {
        FieldType.Text or FieldType.LongText => new FieldLimits(y.IntOrNull("max", 1, 4000) ?? 200, null, null),
        FieldType.Email => new FieldLimits(y.IntOrNull("max", 1, 254) ?? 254, null, null),
        FieldType.Telephone => new FieldLimits(y.IntOrNull("max", 5, 40) ?? 40, null, null),
        FieldType.Date => Dates(y),
        _ => new FieldLimits(4000, null, null),
    };

    private static FieldLimits Dates(YamlMap y)
    {
        var (earliest, latest) = (Date(y, "earliest"), Date(y, "latest"));
        if (earliest > latest)
        {
            y.Refuse("earliest", "lies after \"latest\": no date would do");
        }

        return new FieldLimits(10, earliest, latest);
    }

    private static DateOnly? Date(YamlMap y, string key)
    {
        if (y.TextOrNull(key) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        y.Refuse(key, "must be a date like 2026-01-31");
        return null;
    }
}
