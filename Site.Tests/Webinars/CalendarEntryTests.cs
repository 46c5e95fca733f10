using System.Text;
using Ical.Net;
using NodaTime;
using NodaTime.Testing;
using Site.Tests.Support;
using Site.Webinars;

namespace Site.Tests.Webinars;

[Rule("M9")]
public sealed class CalendarEntryTests
{
    private static readonly CalendarWords _words = new(
        "Fragen, die man gern beantwortet: Kundenreisen für Überzeugte, öffentlich geübt 🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂",
        "Zugang: https://live.wegwarte.example/raum/fragen-statt-sammeln\r\nBEGIN:VEVENT", "https://www.example.org/de/webinare/ask-first",
        "Wegwarte; \"GmbH\",\r\nATTENDEE:mailto:mallory@example.org", "hallo@wegwarte.example", "alice@example.org");

    private readonly CalendarEntry _entry = new(new FakeClock(Instant.FromUtc(2026, 11, 24, 9, 0, 5)));

    [Fact]
    public void Write_WithLongAndManyByteText_FoldsAt75OctetsBetweenCharacters()
    {
        var text = Write(2026, 12, 3, "Europe/Berlin");
        Assert.All(text.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(text.Count(c => c == '\n'), text.Split("\r\n").Length - 1);
        Assert.Equal(_words.Title, Calendar.Load(text)!.Events.Single().Summary);
    }

    [Fact]
    public void Write_WithInjectionInWords_AddsNoPropertyAndNoComponent()
    {
        var lines = Unfolded(Write(2026, 12, 3, "Europe/Berlin"));
        Assert.Single(lines, l => l == "BEGIN:VEVENT");
        Assert.Single(lines, l => l.StartsWith("ATTENDEE", StringComparison.Ordinal));
        Assert.Single(lines, l => l.StartsWith("ORGANIZER", StringComparison.Ordinal) && l.EndsWith(":mailto:hallo@wegwarte.example", StringComparison.Ordinal));
    }

    [Fact]
    public void Write_ARequest_HasWhatCalendarsFollowItBy()
    {
        var lines = Unfolded(Write(2026, 12, 3, "Europe/Berlin"));
        string[] expected =
        [
            "METHOD:REQUEST", "UID:11111111-2222-3333-4444-555555555555", "SEQUENCE:3", "DTSTAMP:20261124T090005Z", "STATUS:CONFIRMED",
            "DTSTART;TZID=Europe/Berlin:20261203T100000", "DTEND;TZID=Europe/Berlin:20261203T103000", "URL:https://www.example.org/de/webinare/ask-first",
        ];
        Assert.All(expected, line => Assert.Contains(line, lines));
        Assert.Contains(lines, l => l.StartsWith("ATTENDEE;", StringComparison.Ordinal) && l.Contains("RSVP=FALSE", StringComparison.Ordinal) && l.EndsWith(":mailto:alice@example.org", StringComparison.Ordinal));
    }

    [Fact]
    public void Write_ACancellation_KeepsTheUid()
    {
        var lines = Unfolded(Write(2026, 12, 3, "Europe/Berlin", CalendarMethod.Cancel));
        Assert.Contains("METHOD:CANCEL", lines);
        Assert.Contains("STATUS:CANCELLED", lines);
        Assert.Contains("UID:11111111-2222-3333-4444-555555555555", lines);
    }

    [Theory, Rule("M10")]
    [InlineData(2026, 3, 28, "Europe/Berlin", "+0100")]
    [InlineData(2026, 3, 29, "Europe/Berlin", "+0200")]
    [InlineData(2026, 10, 24, "Europe/Berlin", "+0200")]
    [InlineData(2026, 10, 25, "Europe/Berlin", "+0100")]
    [InlineData(2031, 7, 1, "Europe/Berlin", "+0200")]
    [InlineData(2026, 11, 1, "America/New_York", "-0500")]
    [InlineData(2026, 10, 31, "America/New_York", "-0400")]
    [InlineData(2026, 10, 4, "Australia/Sydney", "+1100")]
    [InlineData(2026, 12, 3, "Asia/Kolkata", "+0530")]
    [InlineData(2026, 7, 1, "Europe/Dublin", "+0100")]
    [InlineData(2026, 3, 1, "Africa/Casablanca", "+0000")]
    [InlineData(2026, 12, 3, "UTC", "+0000")]
    public void Write_OnBothSidesOfAClockChange_NamesTheOffsetThatHolds(int year, int month, int day, string zone, string offset)
    {
        var onsets = Onsets(Unfolded(Write(year, month, day, zone)), year).ToList();
        Assert.Equal(offset, onsets.Where(o => string.CompareOrdinal(o.At, $"{year:0000}{month:00}{day:00}T100000") <= 0).MaxBy(o => o.At, StringComparer.Ordinal).Offset);
    }

    // A reader of VTIMEZONE of its own: the onsets of each observance in the year and the one before.
    private static IEnumerable<(string At, string Offset)> Onsets(List<string> lines, int year)
    {
        var (start, rule) = ("", "");
        foreach (var line in lines.SkipWhile(l => l != "BEGIN:VTIMEZONE").TakeWhile(l => l != "END:VTIMEZONE"))
        {
            (start, rule) = line switch
            {
                "BEGIN:STANDARD" or "BEGIN:DAYLIGHT" => ("", ""),
                _ when line.StartsWith("DTSTART:", StringComparison.Ordinal) => (line[8..], rule),
                _ when line.StartsWith("RRULE:", StringComparison.Ordinal) => (start, line[6..]),
                _ => (start, rule),
            };
            if (line.StartsWith("TZOFFSETTO:", StringComparison.Ordinal))
            {
                foreach (var at in rule.Length == 0 ? [start] : new[] { Yearly(start, rule, year - 1), Yearly(start, rule, year) })
                {
                    yield return (string.CompareOrdinal(at, start) < 0 ? "99999999T000000" : at, line[11..]);
                }
            }
        }
    }

    private static string Yearly(string start, string rule, int year)
    {
        var parts = rule.Split(';').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
        var month = int.Parse(parts["BYMONTH"]);
        var weekday = Enum.GetValues<DayOfWeek>().Single(d => d.ToString().StartsWith(parts["BYDAY"][^2..], StringComparison.OrdinalIgnoreCase));
        var nth = int.Parse(parts["BYDAY"][..^2]);
        var days = Enumerable.Range(1, DateTime.DaysInMonth(year, month)).Where(d => new DateTime(year, month, d, 0, 0, 0, DateTimeKind.Unspecified).DayOfWeek == weekday).ToList();
        return $"{year:0000}{month:00}{(nth < 0 ? days[^1] : days[nth - 1]):00}{start[8..]}";
    }

    private string Write(int year, int month, int day, string zone, CalendarMethod method = CalendarMethod.Request)
    {
        var local = new LocalDateTime(year, month, day, 10, 0);
        var schedule = new Schedule
        {
            Slug = "ask-first",
            Uid = Guid.Parse("11111111-2222-3333-4444-555555555555"),
            LocalStart = local,
            Zone = zone,
            Minutes = 30,
            Sequence = 3,
            StartsAt = local.InZoneLeniently(DateTimeZoneProviders.Tzdb[zone]).ToInstant(),
            AnnouncedAt = Instant.FromUtc(2026, 1, 1, 0, 0),
        };
        var part = _entry.Write(schedule, method, _words);
        Assert.Contains($"METHOD:{part.Method}\r\n", part.Text, StringComparison.Ordinal);
        return part.Text;
    }

    private static List<string> Unfolded(string text) => [.. text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n")];
}
