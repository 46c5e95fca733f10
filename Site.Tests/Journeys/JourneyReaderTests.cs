using NodaTime;
using Site.Journeys;
using Site.Publishing;
using Site.Tests.Support;

namespace Site.Tests.Journeys;

/// <summary>journeys.yml is refused with file, line and mend where a letter could not be sent, and what it says of reminders is said in words.</summary>
public sealed class JourneyReaderTests(SharedSite site)
{
    private const string File = "journeys.yml";

    [Theory]
    [InlineData("when: 1 day after webinar-end", "when: 30 days after webinar-end", "recording", "kept for 30 days after webinar-end, so the letter must leave before")]
    [InlineData("when: 1 day after webinar-end", "when: 1 day before webinar-end", "recording", "must be like \"1 day after webinar-end\"")]
    [InlineData("when: 1 hour before webinar-start", "when: 1 hour after webinar-start", "hour-before", "must be like \"1 day before webinar-start\"")]
    [InlineData("when: 1 hour before webinar-start", "when: 400 days before webinar-start", "hour-before", "at most 365 days")]
    [InlineData("when: 1 hour before webinar-start", "when: soon", "hour-before", "must be like")]
    [InlineData("when: 1 hour before webinar-start", "when: 1 day before webinar-start", "hour-before", "sends the same letter as day-before at the same time")]
    [InlineData("recording:\n", "again:\n  letter: follow-up\n  when: 2 days after webinar-end\n  purpose: webinar\nrecording:\n", "recording", "which is sent once only")]
    [InlineData("when: at confirmation\n  purpose: webinar", "when: 1 day after webinar-end\n  purpose: webinar", "welcome-webinar", "must be \"at confirmation\"")]
    [InlineData("letter: next", "letter: nxt", "next-webinar", "must be one of: welcome-webinar, welcome-newsletter, reminder, follow-up, next")]
    [InlineData("letter: next\n  when: 7 days after webinar-end\n  purpose: newsletter", "letter: next\n  when: 7 days after webinar-end\n  purpose: webinar", "next-webinar", "must be newsletter")]
    [InlineData("when: 24 hours before webinar-start\n  purpose: webinar", "when: 24 hours before webinar-start\n  purpose: newsletter", "day-before", "must be webinar")]
    public void AStepThatCannotBe_IsNamedWithItsLineAndMend(string right, string wrong, string step, string mend)
    {
        var files = Contents.With(File, right, wrong);
        var lines = files.Single(f => f.Path == File).Text.Split('\n');
        var fault = Assert.Single(site.Faults(files));
        Assert.Equal(File, fault.File);
        Assert.InRange(fault.Line, Array.IndexOf(lines, $"{step}:") + 1, Array.IndexOf(lines, $"{step}:") + 4);
        Assert.Contains(mend, fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void ARecordingLetter_IsRefused_WhereTheRetentionIsShortened()
    {
        var faults = site.Faults(Contents.With("purposes.yml", "retention: 30 days after webinar-end", "retention: 1 day after webinar-end"));
        Assert.Contains(faults, f => f.File == File && f.Reason.Contains("is too late", StringComparison.Ordinal));
    }

    [Fact]
    public void AWelcomeThatIsMissing_IsRefused() =>
        Assert.Contains("welcome-newsletter", Assert.Single(site.Faults(Contents.With(File, "welcome-newsletter:\n  letter: welcome-newsletter\n  when: at confirmation\n  purpose: newsletter\n", ""))).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("recording: http://live.wegwarte.example/band", "\"recording\" must be an address that begins with https://")]
    public void ARecordingThatIsNoAddress_IsRefused(string line, string mend) =>
        Assert.Contains(mend, Assert.Single(site.Faults(Contents.With("webinars/ask-first/webinar.yml", "minutes: 30", $"minutes: 30\n{line}"))).Reason, StringComparison.Ordinal);

    [Fact]
    public void ARecordingThatIsAnotherWebinarsToo_IsRefused()
    {
        const string Line = "recording: https://live.wegwarte.example/band/eins";
        var files = Contents.With("webinars/ask-first/webinar.yml", "minutes: 30", $"minutes: 30\n{Line}")
            .Select(f => f.Path == "webinars/a-yes-that-lasts/webinar.yml" ? new ContentFile(f.Path, System.Text.Encoding.UTF8.GetBytes($"{f.Text}\n{Line}\n")) : f);
        Assert.Contains("a copy starts without one", Assert.Single(site.Faults([.. files])).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 60, 1440 }, "Einen Tag und eine Stunde vorher erinnern wir Sie, soweit dafür noch Zeit ist.", "We will remind you a day and an hour before, as far as there is still time for it.")]
    [InlineData(new[] { 30 }, "30 Minuten vorher erinnern wir Sie, soweit dafür noch Zeit ist.", "We will remind you 30 minutes before, as far as there is still time for it.")]
    [InlineData(new[] { 10, 180, 2880 }, "Zwei Tage, drei Stunden und zehn Minuten vorher erinnern wir Sie, soweit dafür noch Zeit ist.", "We will remind you two days, three hours and ten minutes before, as far as there is still time for it.")]
    [InlineData(new int[0], "", "")]
    public void WhenRemindersCome_IsSaidAsTheFileSaysIt(int[] minutes, string german, string english)
    {
        var journey = new Journey([.. minutes.Select(m => new JourneyStep($"m{m}", JourneyLetter.Reminder, Duration.FromMinutes(m)))]);
        Assert.Equal((german, english), (journey.Promise(Language.German), journey.Promise(Language.English)));
    }
}
