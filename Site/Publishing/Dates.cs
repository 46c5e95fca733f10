using NodaTime;
using NodaTime.Text;

namespace Site.Publishing;

/// <summary>Dates and times as people read them, in a webinar's own zone with the right abbreviation on both sides of a clock change (rule M10).</summary>
public static class Dates
{
    private const char NoBreak = '\u00A0';

    /// <summary>"Mittwoch, 2. Dezember 2026" / "Wednesday, 2 December 2026".</summary>
    public static string Long(LocalDate date, Language language) =>
        LocalDatePattern.Create(language["dddd, d'.\u00A0'MMMM'\u00A0'uuuu", "dddd, d'\u00A0'MMMM'\u00A0'uuuu"], language.Culture).Format(date);

    /// <summary>"2. Dezember 2026" / "2 December 2026".</summary>
    public static string Plain(LocalDate date, Language language) =>
        LocalDatePattern.Create(language["d'.\u00A0'MMMM'\u00A0'uuuu", "d'\u00A0'MMMM'\u00A0'uuuu"], language.Culture).Format(date);

    /// <summary>"10:00–10:30 Uhr (MEZ)" / "10:00–10:30 (CET)"; over a clock change "02:45 (MESZ) – 02:15 Uhr (MEZ)".</summary>
    public static string Span(ZonedDateTime start, int minutes, Language language)
    {
        var end = start.PlusMinutes(minutes);
        var (before, after) = (Abbreviation(start, language), Abbreviation(end, language));
        var from = before == after ? $"{Clock(start)}–" : $"{Clock(start)}{NoBreak}({before}){NoBreak}–{NoBreak}";
        return $"{from}{Clock(end)}{language[$"{NoBreak}Uhr", ""]} ({after})";
    }

    /// <summary>"Mittwoch, 2. Dezember 2026, 10:00–10:30 Uhr (MEZ)" / "Wednesday, 2 December 2026, 10:00–10:30 (CET)".</summary>
    public static string Whole(ZonedDateTime start, int minutes, Language language) => $"{Long(start.Date, language)}, {Span(start, minutes, language)}";

    /// <summary>"2. Dezember 2026, 10:00 Uhr (MEZ)" / "2 December 2026, 10:00 (CET)".</summary>
    public static string Moment(ZonedDateTime time, Language language) =>
        $"{Plain(time.Date, language)}, {Clock(time)}{language[$"{NoBreak}Uhr", ""]}{NoBreak}({Abbreviation(time, language)})";

    /// <summary>"2. Dezember 2026, 10:00:07 Uhr" / "2 December 2026, 10:00:07": what happened several times a day.</summary>
    public static string Exact(ZonedDateTime time, Language language) =>
        $"{Plain(time.Date, language)}, {LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss").Format(time.TimeOfDay)}{language[$"{NoBreak}Uhr", ""]}";

    /// <summary>"2026-12-02T10:00:00+01:00", for machines [RFC 3339].</summary>
    public static string Machine(ZonedDateTime time) => OffsetDateTimePattern.Rfc3339.Format(time.ToOffsetDateTime());

    /// <summary>"24.11.2026 09:12" / "24 Nov 2026 09:12", for tables; exact ones to the millisecond.</summary>
    public static string Stamp(ZonedDateTime time, Language language, bool isExact = false) =>
        LocalDateTimePattern.CreateWithInvariantCulture(language["dd'.'MM'.'uuuu", "dd' 'MMM' 'uuuu"] + (isExact ? "' 'HH:mm:ss.fff" : "' 'HH:mm")).Format(time.LocalDateTime);

    private static string Clock(ZonedDateTime time) => LocalTimePattern.CreateWithInvariantCulture("HH:mm").Format(time.TimeOfDay);

    // German readers know Central European Time by its German initials; the rest of tzdb's abbreviations are international.
    private static string Abbreviation(ZonedDateTime time, Language language)
    {
        var name = time.GetZoneInterval().Name;
        return language == Language.German ? name switch { "CET" => "MEZ", "CEST" => "MESZ", _ => name } : name;
    }
}
