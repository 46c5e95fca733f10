using CsCheck;
using NodaTime;
using NodaTime.Text;
using Site.Declarations;
using Site.Publishing;
using Site.Tests.Support;

namespace Site.Tests.Declarations;

/// <summary>When a period ends, at the ends of months, on leap days and across clock changes; and the instant up to which everything has ended.</summary>
[Rule("P5")]
public sealed class RetentionTests
{
    [Theory]
    [InlineData("30 days", "2026-01-31T10:00:00Z", "2026-03-02T10:00:00Z")]
    [InlineData("0 days", "2026-01-31T10:00:00Z", "2026-01-31T10:00:00Z")]
    [InlineData("1 month", "2026-01-28T10:00:00Z", "2026-02-28T10:00:00Z")]
    [InlineData("1 month", "2026-01-29T10:00:00Z", "2026-03-01T00:00:00Z")]
    [InlineData("1 month", "2026-01-31T23:59:59Z", "2026-03-01T00:00:00Z")]
    [InlineData("1 month", "2028-01-29T10:00:00Z", "2028-02-29T10:00:00Z")]
    [InlineData("1 month", "2028-01-30T10:00:00Z", "2028-03-01T00:00:00Z")]
    [InlineData("6 months", "2026-08-31T00:00:00Z", "2027-03-01T00:00:00Z")]
    [InlineData("12 months", "2028-02-29T12:00:00Z", "2029-03-01T00:00:00Z")]
    [InlineData("1 year", "2028-02-29T12:00:00Z", "2029-03-01T00:00:00Z")]
    [InlineData("4 years", "2028-02-29T12:00:00Z", "2032-02-29T12:00:00Z")]
    [InlineData("3 years", "2026-12-31T23:59:59Z", "2029-12-31T23:59:59Z")]
    // A day more, an hour less on the clocks of Berlin; in UTC it is a day like any other.
    [InlineData("1 day", "2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z")]
    [InlineData("1 day", "2026-10-24T23:30:00Z", "2026-10-25T23:30:00Z")]
    [InlineData("1 month", "2026-02-28T23:30:00Z", "2026-03-28T23:30:00Z")]
    public void Ends_AreCountedInCalendarDaysOfUtc_AndAMonthThatLacksTheDayIsKeptWhole(string period, string happened, string ends) =>
        Assert.Equal(At(ends), Read(period).Ends(At(happened)));

    [Theory]
    [InlineData("30 days", "2026-03-02T10:00:00Z", "2026-01-31T10:00:00Z")]
    [InlineData("1 month", "2026-02-28T10:00:00Z", "2026-01-28T10:00:00Z")]
    [InlineData("1 month", "2026-03-01T00:00:00Z", "2026-02-01T00:00:00Z")]
    [InlineData("1 month", "2026-03-30T10:00:00Z", "2026-02-28T23:59:59.9999999Z")]
    [InlineData("1 year", "2029-02-28T23:59:59Z", "2028-02-28T23:59:59Z")]
    [InlineData("1 year", "2028-02-29T10:00:00Z", "2027-02-28T23:59:59.9999999Z")]
    public void Cutoff_IsTheLastInstantThatHasEnded(string period, string now, string cutoff) =>
        Assert.Equal(At(cutoff), Read(period).Cutoff(At(now)));

    [Fact]
    public void Cutoff_PartsWhatHasEndedFromWhatHasNot() =>
        Gen.Select(Gen.Int[0, 40], Gen.Enum<RetentionUnit>(), Ticks, Ticks, Gen.Int[-3, 3]).Sample((amount, unit, happened, now, near) =>
        {
            var retention = new Retention(amount, unit, RetentionEvent.Request);
            // Also right beside the border, where it would be wrong first.
            foreach (var at in new[] { happened, retention.Cutoff(now) + Duration.FromTicks(near), retention.Ends(happened) + Duration.FromTicks(near) })
            {
                Assert.Equal(retention.Ends(happened) <= at, happened <= retention.Cutoff(at));
                Assert.Equal(retention.Ends(at) <= now, at <= retention.Cutoff(now));
            }
        });

    [Theory]
    [InlineData("101 years after request", "longer than 100 years")]
    [InlineData("9999 years after request", "longer than 100 years")]
    [InlineData("forever", "must be like")]
    [InlineData("30 days", "must be like")]
    public void APeriodThatNeverEnds_IsRefused(string text, string reason)
    {
        var errors = new ContentErrors();
        Retention.Read(YamlMap.Parse("purposes.yml", $"retention: {text}", errors), "retention");
        Assert.Contains(reason, Assert.Throws<ContentException>(errors.ThrowIfAny).Message, StringComparison.Ordinal);
    }

    private static Gen<Instant> Ticks => Gen.Select(Gen.Int[0, 3000], Gen.Int[0, 47], (day, half) => Instant.FromUtc(2024, 1, 1, 0, 0) + Duration.FromDays(day) + Duration.FromMinutes(30 * half));

    private static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;

    private static Retention Read(string period) => Retention.Read(YamlMap.Parse("", $"r: {period} after request", new ContentErrors()), "r");
}
