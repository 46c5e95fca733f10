using Site.Tests.Support;

namespace Site.Tests.Publishing;

/// <summary>Faulty content is refused with file, line, field and mend, before anything of it goes live.</summary>
public sealed class ContentFaultTests(SharedSite site)
{
    [Theory]
    [InlineData("webinars/ask-first/webinar.yml", "start: in 9 days, 10:00", "start: soon", "must be a date")]
    [InlineData("webinars/ask-first/webinar.yml", "zone: Europe/Berlin", "zone: Mars/Olympus", "IANA")]
    [InlineData("webinars/ask-first/webinar.yml", "speakers: [mara-feld]", "speakers: [nobody]", "people/nobody.yml")]
    [InlineData("webinars/ask-first/webinar.yml", "join: https://", "join: javascript://", "https://")]
    [InlineData("articles/ask-and-you-may-stay/article.yml", "topic: first-party-data", "topic: astrology", "must be one of: first-party-data")]
    [InlineData("webinars/ask-first/webinar.yml", "topic: first-party-data", "topic: astrology", "must be one of: first-party-data")]
    [InlineData("letters/reminder.de.md", "{lead}", "{salary}", "{salary}")]
    [InlineData("site.yml", "confirm-within: 7 days", "confirm-within: 15 days", "at most 14 days")]
    [InlineData("site.yml", "vat-id:", "vat-id2:", "controller: unknown entry \"vat-id2\"")]
    [InlineData("site.yml", "represented-by: Mara Feld", "represented-by: <script>alert(1)</script>", "controller: \"represented-by\" must be plain text")]
    public void AFault_IsNamedWithFileLineFieldAndMend(string path, string right, string wrong, string reason) =>
        Assert.Contains(site.Faults(Contents.With(path, right, wrong)), e => e.File == path && e.Reason.Contains(reason, StringComparison.Ordinal));

    [Fact]
    public void TheShippedContent_HasNoFault() => Assert.Empty(site.Faults(Contents.Shipped));
}
