using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace Site.Webinars;

/// <summary>
/// A VTIMEZONE (RFC 5545 3.6.5) for one event, from the time zone database: the changes around the event, as a yearly rule where they follow one.
/// Ical.Net's own depends on the machine's clock and refuses zones of events more than a year ahead.
/// </summary>
internal static class CalendarZone
{
    private const int YearsThatShowARule = 5;

    private static readonly Duration _around = Duration.FromDays(400);
    private static readonly LocalDateTimePattern _local = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");
    private static readonly OffsetPattern _offset = OffsetPattern.CreateWithInvariantCulture("+HHmm");

    internal static string Write(ZonedDateTime start)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"BEGIN:VTIMEZONE\r\nTZID:{start.Zone.Id}\r\n");
        foreach (var change in Changes(start.Zone, start.ToInstant()))
        {
            change.Write(text);
        }

        return text.Append("END:VTIMEZONE\r\n").ToString();
    }

    private static List<Change> Changes(DateTimeZone zone, Instant start)
    {
        var intervals = zone.GetZoneIntervals(start - _around, start + _around).ToList();
        var changes = intervals.Zip(intervals.Skip(1), (before, after) => new Change(zone, before, after)).ToList();
        var ruled = changes.Where(c => c.At <= start && c.Rule is not null).TakeLast(2).ToList();
        return ruled.Count == 2 ? ruled : [new Change(zone, intervals[0], intervals[0]), .. changes];
    }

    private sealed record Change(DateTimeZone Zone, ZoneInterval Before, ZoneInterval After)
    {
        // The first interval's own start does not matter: what counts is that it holds before the first change.
        private bool IsFirst => ReferenceEquals(Before, After);

        internal Instant At => After.Start;

        private LocalDateTime Local => IsFirst ? new LocalDateTime(1970, 1, 1, 0, 0) : At.WithOffset(Before.WallOffset).LocalDateTime;

        /// <summary>Null if the changes of the coming years do not follow one rule.</summary>
        internal string? Rule => IsFirst ? null : new[] { -1, (Local.Day - 1) / 7 + 1 }.Where(Holds).Select(Named).FirstOrDefault();

        internal void Write(StringBuilder text)
        {
            var kind = After.Savings == Offset.Zero ? "STANDARD" : "DAYLIGHT";
            text.Append(CultureInfo.InvariantCulture, $"BEGIN:{kind}\r\nDTSTART:{_local.Format(Local)}\r\n");
            text.Append(Rule is { } rule ? $"RRULE:{rule}\r\n" : "");
            text.Append(CultureInfo.InvariantCulture, $"TZNAME:{After.Name}\r\nTZOFFSETFROM:{_offset.Format(Before.WallOffset)}\r\n");
            text.Append(CultureInfo.InvariantCulture, $"TZOFFSETTO:{_offset.Format(After.WallOffset)}\r\nEND:{kind}\r\n");
        }

        private bool Holds(int nth) => Enumerable.Range(Local.Year, YearsThatShowARule).All(year => ChangesOn(Day(year, nth).At(Local.TimeOfDay)));

        private bool ChangesOn(LocalDateTime local)
        {
            var at = local.WithOffset(Before.WallOffset).ToInstant();
            var interval = Zone.GetZoneInterval(at);
            return interval.HasStart && interval.Start == at && interval.WallOffset == After.WallOffset;
        }

        private LocalDate Day(int year, int nth) => nth < 0
            ? new LocalDate(year, Local.Month, 1).With(DateAdjusters.EndOfMonth).With(DateAdjusters.PreviousOrSame(Local.DayOfWeek))
            : new LocalDate(year, Local.Month, 1).With(DateAdjusters.NextOrSame(Local.DayOfWeek)).PlusWeeks(nth - 1);

        private string Named(int nth) =>
            string.Create(CultureInfo.InvariantCulture, $"FREQ=YEARLY;BYMONTH={Local.Month};BYDAY={nth}{Local.DayOfWeek.ToString()[..2].ToUpperInvariant()}");
    }
}
