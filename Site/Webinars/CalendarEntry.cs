using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using NodaTime;
using Site.Mail;

namespace Site.Webinars;

/// <summary>How a calendar is to take the entry (RFC 5546).</summary>
public enum CalendarMethod
{
    /// <summary>New or moved.</summary>
    Request,
    Cancel,

    /// <summary>For everybody, without attendee.</summary>
    Publish,
}

/// <summary>What the entry says.</summary>
/// <param name="PublicUrl">The webinar's page; also its place. A join link may stand in <paramref name="Description"/> of letters to confirmed people only.</param>
/// <param name="Attendee">Address of the invited person; null where the entry is published.</param>
public sealed record CalendarWords(string Title, string Description, string PublicUrl, string OrganizerName, string OrganizerEmail, string? Attendee = null);

/// <summary>
/// The calendar entry of a webinar as announced (RFC 5545, rule M9): the UID stays, SEQUENCE grows with each announced change, so that a
/// calendar follows the webinar when it moves. Lines end in CRLF and are folded at 75 octets.
/// </summary>
public sealed class CalendarEntry(IClock clock)
{
    private const string Producer = "-//Transparent data capture//Webinars//EN";
    private const string FirstEvent = "\r\nBEGIN:VEVENT\r\n";
    private const string NewLine = "\r\n";
    private const int MaxOctets = 75;

    public CalendarPart Write(Schedule schedule, CalendarMethod method, CalendarWords words)
    {
        var calendar = new Calendar { ProductId = Producer, Method = Name(method) };
        calendar.Events.Add(Entry(schedule, method, words));
        return new CalendarPart(Name(method), Folded(WithZone(new CalendarSerializer().SerializeToString(calendar) ?? "", schedule.Start)));
    }

    private CalendarEvent Entry(Schedule schedule, CalendarMethod method, CalendarWords words)
    {
        var (start, end) = Times(schedule);
        var entry = new CalendarEvent
        {
            Uid = schedule.Uid.ToString(),
            DtStamp = new CalDateTime(clock.GetCurrentInstant().ToDateTimeUtc()),
            Start = start,
            End = end,
            Sequence = schedule.Sequence,
            Summary = OneLine(words.Title),
            Description = words.Description.ReplaceLineEndings("\n"),
            Location = words.PublicUrl,
            Url = new Uri(words.PublicUrl),
            Status = method == CalendarMethod.Cancel || schedule.CancelledAt is not null ? EventStatus.Cancelled : EventStatus.Confirmed,
            Organizer = new Organizer($"mailto:{words.OrganizerEmail}") { CommonName = OneLine(words.OrganizerName) },
        };
        if (words.Attendee is { } attendee)
        {
            entry.Attendees.Add(new Attendee($"mailto:{attendee}") { Rsvp = false, Role = ParticipationRole.RequiredParticipant });
        }

        return entry;
    }

    // An hour that the clocks show twice is the first one to a calendar (RFC 5545 3.3.5): who begins in one and ends in the other would end before the beginning.
    private static (CalDateTime Start, CalDateTime End) Times(Schedule schedule)
    {
        var (start, end) = (schedule.Start, schedule.EndsAt.InZone(schedule.Start.Zone));
        var isPlain = new[] { start, end }.All(t => t.Zone.MapLocal(t.LocalDateTime).Count == 1);
        return isPlain ? (Local(start), Local(end)) : (new(schedule.StartsAt.ToDateTimeUtc()), new(schedule.EndsAt.ToDateTimeUtc()));
    }

    private static CalDateTime Local(ZonedDateTime time) => new(time.ToDateTimeUnspecified(), time.Zone.Id);

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    private static string WithZone(string calendar, ZonedDateTime start) =>
        calendar.Insert(calendar.IndexOf(FirstEvent, StringComparison.Ordinal) + NewLine.Length, CalendarZone.Write(start));

    // Ical.Net folds at 75 characters and cuts surrogate pairs in two; the limit is 75 octets (RFC 5545 3.1).
    private static string Folded(string calendar)
    {
        var folded = new StringBuilder(calendar.Length + 64);
        foreach (var line in calendar.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var octets = 0;
            foreach (var rune in line.EnumerateRunes())
            {
                var fits = octets + rune.Utf8SequenceLength <= MaxOctets;
                folded.Append(fits ? "" : "\r\n ").Append(rune);
                octets = rune.Utf8SequenceLength + (fits ? octets : 1);
            }

            folded.Append("\r\n");
        }

        return folded.ToString();
    }

    private static string Name(CalendarMethod method) => method.ToString().ToUpperInvariant();
}
