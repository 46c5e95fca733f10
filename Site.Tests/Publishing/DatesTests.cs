using NodaTime;
using NodaTime.Text;
using Site.Publishing;
using Site.Tests.Support;

namespace Site.Tests.Publishing;

/// <summary>Times are said in the webinar's zone, with the abbreviation that holds at each end (rule M10).</summary>
public sealed class DatesTests
{
    [Theory, Rule("M10")]
    [InlineData("2026-10-24T08:00:00Z", "10:00–10:45 Uhr (MESZ)", "10:00–10:45 (CEST)")]
    [InlineData("2026-10-25T09:00:00Z", "10:00–10:45 Uhr (MEZ)", "10:00–10:45 (CET)")]
    [InlineData("2026-10-25T00:30:00Z", "02:30 (MESZ) – 02:15 Uhr (MEZ)", "02:30 (CEST) – 02:15 (CET)")]
    [InlineData("2027-03-28T00:30:00Z", "01:30 (MEZ) – 03:15 Uhr (MESZ)", "01:30 (CET) – 03:15 (CEST)")]
    [InlineData("2027-03-28T08:00:00Z", "10:00–10:45 Uhr (MESZ)", "10:00–10:45 (CEST)")]
    public void ASpan_OnEitherSideOfAClockChange_NamesWhatHolds(string start, string german, string english)
    {
        var time = InstantPattern.General.Parse(start).Value.InZone(DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
        Assert.Equal((german, english), (Said(time, Language.German), Said(time, Language.English)));
    }

    private static string Said(ZonedDateTime start, Language language) => Dates.Span(start, 45, language).Replace('\u00A0', ' ');
}
