using NodaTime;
using NodaTime.Testing;
using NodaTime.Text;
using Site.Mail;
using Site.Tests.Support;
using Site.Webinars;

namespace Site.Tests.Webinars;

/// <summary>What another's parser reads in our calendars is what was announced, on both sides of every clock change.</summary>
[Rule("M9")]
public sealed class IndependentReaderTests
{
    private const string Summary = "Was, wenn Fragen willkommen sind? Üben, hören; „sagen“, und vielleicht 🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂 lachen\\nicht";
    private static readonly Guid _uid = Guid.Parse("11111111-2222-3333-4444-555555555555");
    private static readonly CalendarEntry _entry = new(new FakeClock(Instant.FromUtc(2026, 2, 24, 9, 0, 5)));

    // The hour that a clock change skips is taken for the one after it, the hour that it doubles for the first of the two.
    public static readonly TheoryData<string, string, string> Times = new()
    {
        { "2026-10-24T10:00", "Europe/Berlin", "2026-10-24T08:00:00Z" },
        { "2026-10-25T01:30", "Europe/Berlin", "2026-10-24T23:30:00Z" },
        { "2026-10-25T01:45", "Europe/Berlin", "2026-10-24T23:45:00Z" },
        { "2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30:00Z" },
        { "2026-10-25T03:00", "Europe/Berlin", "2026-10-25T02:00:00Z" },
        { "2026-10-25T10:00", "Europe/Berlin", "2026-10-25T09:00:00Z" },
        { "2027-03-27T10:00", "Europe/Berlin", "2027-03-27T09:00:00Z" },
        { "2027-03-28T01:30", "Europe/Berlin", "2027-03-28T00:30:00Z" },
        { "2027-03-28T02:30", "Europe/Berlin", "2027-03-28T01:30:00Z" },
        { "2027-03-28T10:00", "Europe/Berlin", "2027-03-28T08:00:00Z" },
        { "2026-10-31T18:00", "America/New_York", "2026-10-31T22:00:00Z" },
        { "2026-11-01T01:30", "America/New_York", "2026-11-01T05:30:00Z" },
        { "2026-11-01T18:00", "America/New_York", "2026-11-01T23:00:00Z" },
        { "2027-03-14T02:30", "America/New_York", "2027-03-14T07:30:00Z" },
        { "2027-03-14T18:00", "America/New_York", "2027-03-14T22:00:00Z" },
        { "2026-12-03T10:00", "Asia/Kolkata", "2026-12-03T04:30:00Z" },
        { "2026-07-01T10:00", "UTC", "2026-07-01T10:00:00Z" },
    };

    [Fact, Rule("M10")]
    public async Task ATimeOnEitherSideOfAClockChange_IsTheInstantThatWasAnnounced()
    {
        var rows = Times.Select(t => t.Data).ToList();
        var read = await CalendarReader.Read([.. rows.Select(t => Write(t.Item1, t.Item2, CalendarMethod.Request))]);
        Assert.All(rows.Zip(read), pair =>
        {
            var start = InstantPattern.General.Parse(pair.First.Item3).Value.ToDateTimeOffset();
            Assert.Equal((pair.First.Item1, start, start.AddMinutes(45)), (pair.First.Item1, pair.Second.Start.Utc, pair.Second.End.Utc));
        });
    }

    [Fact]
    public async Task FromTheInvitationToTheCancellation_ItIsOneEntry_ThatGrows()
    {
        var read = await CalendarReader.Read(
        [
            Write("2026-12-03T10:00", "Europe/Berlin", CalendarMethod.Request),
            Write("2026-12-10T17:30", "Europe/Berlin", CalendarMethod.Request, sequence: 1),
            Write("2026-12-10T17:30", "Europe/Berlin", CalendarMethod.Cancel, sequence: 2, isOff: true),
            Write("2026-12-17T17:30", "Europe/Berlin", CalendarMethod.Request, sequence: 3),
        ]);
        Assert.Equal(["REQUEST 0 CONFIRMED", "REQUEST 1 CONFIRMED", "CANCEL 2 CANCELLED", "REQUEST 3 CONFIRMED"], read.Select(r => $"{r.Method} {r.Sequence} {r.Status}"));
        Assert.All(read, r => Assert.Equal((1, _uid.ToString(), "2.0", "mailto:hallo@wegwarte.example"), (r.Events, r.Uid, r.Version, r.Organizer)));
        Assert.All(read, r => Assert.Equal(new ReadAttendee("mailto:alice@beispiel.example", "FALSE"), Assert.Single(r.Attendees)));
        Assert.All(read, r => Assert.Equal(["Europe/Berlin"], r.Zones));
        Assert.All(read, r => Assert.Equal("Europe/Berlin", r.Start.Zone));
    }

    [Fact]
    public async Task ThePublishedEntry_HasNoAttendee_AndLongTextComesBackWhole()
    {
        var read = Assert.Single(await CalendarReader.Read([Write("2026-12-03T10:00", "Europe/Berlin", CalendarMethod.Publish, attendee: null)]));
        Assert.Equal(("PUBLISH", 0, "2026-02-24T09:00:05Z"), (read.Method, read.Attendees.Length, read.Stamp));
        Assert.Equal((Summary, $"{Summary}\n\nZweite Zeile", "https://www.example.org/de/webinare/ask-first"), (read.Summary, read.Description, read.Location));
    }

    private static CalendarPart Write(string local, string zone, CalendarMethod method, int sequence = 0, bool isOff = false, string? attendee = "alice@beispiel.example")
    {
        var start = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(local).Value;
        var schedule = new Schedule
        {
            Slug = "ask-first",
            Uid = _uid,
            LocalStart = start,
            Zone = zone,
            Minutes = 45,
            Sequence = sequence,
            StartsAt = start.InZoneLeniently(DateTimeZoneProviders.Tzdb[zone]).ToInstant(),
            CancelledAt = isOff ? Instant.FromUtc(2026, 2, 1, 0, 0) : null,
            AnnouncedAt = Instant.FromUtc(2026, 1, 1, 0, 0),
        };
        var words = new CalendarWords(Summary, $"{Summary}\r\n\r\nZweite Zeile", "https://www.example.org/de/webinare/ask-first", "Wegwarte", "hallo@wegwarte.example", attendee);
        return _entry.Write(schedule, method, words);
    }
}
