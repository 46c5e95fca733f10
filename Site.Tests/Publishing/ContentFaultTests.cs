using Site.Tests.Support;

namespace Site.Tests.Publishing;

/// <summary>Faulty content is refused with file, line, field and mend, before anything of it goes live.</summary>
public sealed class ContentFaultTests(SharedSite site)
{
    [Theory]
    [InlineData("webinars/ask-first/webinar.yml", "start: in 9 days, 10:00", "start: soon", "must be a date")]
    [InlineData("webinars/ask-first/webinar.yml", "start: in 9 days, 10:00", "start: 2125-03-04 10:00", "more than 3 years ahead")]
    [InlineData("webinars/ask-first/webinar.yml", "start: in 9 days, 10:00", "start: in 9999 days, 10:00", "must be a date")]
    [InlineData("webinars/ask-first/webinar.yml", "zone: Europe/Berlin", "zone: Mars/Olympus", "IANA")]
    [InlineData("webinars/ask-first/webinar.yml", "speakers: [mara-feld]", "speakers: [nobody]", "people/nobody.yml")]
    [InlineData("webinars/ask-first/webinar.yml", "join: https://", "join: javascript://", "https://")]
    [InlineData("articles/ask-and-you-may-stay/article.yml", "topic: first-party-data", "topic: astrology", "must be one of: first-party-data")]
    [InlineData("webinars/ask-first/webinar.yml", "topic: first-party-data", "topic: astrology", "must be one of: first-party-data")]
    [InlineData("letters/reminder.de.md", "{lead}", "{salary}", "{salary}")]
    [InlineData("site.yml", "confirm-within: 7 days", "confirm-within: 15 days", "at most 14 days")]
    [InlineData("site.yml", "confirm-within: 7 days", "confirm-within: 36 hours", "whole days")]
    [InlineData("site.yml", "url: https://aufsicht", "url: javascript://aufsicht", "https://")]
    [InlineData("theme/theme.css", ":root {", ".note { display: none } :root {", "may only set custom properties")]
    [InlineData("theme/theme.css", "--ink-2: #524D45", "--ink-2: #F0EFE5", "at least 4.5 to 1")]
    [InlineData("purposes.yml", "retention: 30 days after webinar-end", "retention: 9999 months after webinar-end", "longer than 100 years")]
    [InlineData("purposes.yml", "retention: 30 days after webinar-end", "!!str retention: 30 days after webinar-end", "uses a tag")]
    [InlineData("webinars/ask-first/webinar.yml", "topic: first-party-data", "questions: { email-note: { words: 1 } }\ntopic: first-party-data", "reserved")]
    [InlineData("site.yml", "vat-id:", "vat-id2:", "controller: unknown entry \"vat-id2\"")]
    [InlineData("site.yml", "represented-by: Mara Feld", "represented-by: <script>alert(1)</script>", "controller: \"represented-by\" must be plain text")]
    public void AFault_IsNamedWithFileLineFieldAndMend(string path, string right, string wrong, string reason) =>
        Assert.Contains(site.Faults(Contents.With(path, right, wrong)), e => e.File == path && e.Reason.Contains(reason, StringComparison.Ordinal));

    [Theory]
    [InlineData("fields.yml", "        label: Vorname", "\t\tlabel: Vorname")]
    [InlineData("fields.yml", "    group: name\n    type: text\n    autocomplete: given-name", "\tgroup: name\n    type: text\n    autocomplete: given-name")]
    [InlineData("webinars/ask-first/webinar.yml", "zone: Europe/Berlin", "\tzone: Europe/Berlin")]
    public void ATab_IsAFaultOfItsOwnLine(string path, string right, string wrong)
    {
        var files = Contents.With(path, right, wrong);
        var line = 1 + Array.FindIndex(files.Single(f => f.Path == path).Text.Split('\n'), l => l.StartsWith('\t'));
        var fault = Assert.Single(site.Faults(files));
        Assert.Equal((path, line, true), (fault.File, fault.Line, fault.Reason.Contains("tab", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("fields.yml", "    type: email\n", "    type: emial\n", "fields.yml: fields.email: \"type\" must be one of")]
    [InlineData("purposes.yml", "  newsletter:\n", "  letter:\n", "names a purpose that")]
    public void OneMistake_IsNotFollowedByWhatOnlyComesOfIt(string path, string right, string wrong, string said)
    {
        var faults = site.Faults(Contents.With(path, right, wrong));
        Assert.NotEmpty(faults);
        Assert.All(faults, e => Assert.Contains(said, $"{e.File}: {e.Reason}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("purposes.yml", "[")]
    [InlineData("webinars/ask-first/webinar.yml", "{a: ")]
    public void WhatIsNestedWithoutEnd_IsAFault_NotAnEnd(string path, string opening) =>
        Assert.Contains(site.Faults(Contents.With(path, "\n", $"\ndeep: {string.Concat(Enumerable.Repeat(opening, 50_000))}\n")), e => e.File == path && e.Reason.Contains("levels deep", StringComparison.Ordinal));

    [Theory]
    [InlineData("pages/home.de.md", ">", 8_000)]
    [InlineData("letters/welcome-webinar.de.md", ">", 8_000)]
    [InlineData("letters/reminder.en.md", "- ", 200)]
    [InlineData("letters/confirm-newsletter.de.md", "1. ", 200)]
    [InlineData("articles/ask-and-you-may-stay/de.md", "> - ", 100)]
    [InlineData("webinars/ask-first/en.md", "+ ", 200)]
    public void MarkdownNestedWithoutEnd_IsAFaultOfItsLine(string path, string opening, int times)
    {
        var deep = $"{string.Concat(Enumerable.Repeat(opening, times))}x";
        var files = Contents.With(path, text => text.ReplaceLineEndings("\n") + $"\nA line.\n\n{deep}\n\nAnother.\n");
        var line = 1 + Array.IndexOf(files.Single(f => f.Path == path).Text.Split('\n'), deep);
        var fault = Assert.Single(site.Faults(files), e => e.Reason.Contains("nested too deeply", StringComparison.Ordinal));
        Assert.Equal((path, line), (fault.File, fault.Line));
    }

    [Fact]
    public void TheShippedContent_HasNoFault() => Assert.Empty(site.Faults(Contents.Shipped));
}
