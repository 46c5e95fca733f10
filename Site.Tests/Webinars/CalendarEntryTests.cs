using NodaTime;
using NodaTime.Testing;
using Site.Webinars;

namespace Site.Tests.Webinars;

public sealed class CalendarEntryTests
{
    [Fact]
    public void Dump()
    {
        var all = "";
        foreach (var id in new[] { "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Africa/Casablanca", "Australia/Sydney", "Europe/London", "Europe/Moscow", "UTC", "Europe/Dublin" })
        { foreach (var y in new[]{2026,2030})
        {
            var zone = DateTimeZoneProviders.Tzdb[id];
            var local = new LocalDateTime(y, 12, 3, 10, 0);
            var schedule = new Schedule { Slug = "x", Uid = Guid.NewGuid(), LocalStart = local, Zone = zone.Id, Minutes = 30, StartsAt = local.InZoneStrictly(zone).ToInstant(), AnnouncedAt = Instant.FromUtc(2026, 1, 1, 0, 0) };
            var text = new CalendarEntry(new FakeClock(Instant.FromUtc(2026, 11, 24, 0, 0))).Write(schedule, CalendarMethod.Request,
                new("T", "D", "https://www.example.org/de/webinare/ask-first", "Köln", "hallo@wegwarte.example", "alice@example.org")).Text;
            all += y + id + text[text.IndexOf("BEGIN:VTIMEZONE", StringComparison.Ordinal)..];
        }
        }
        File.WriteAllText("/tmp/cal.ics", all);
    }
}
