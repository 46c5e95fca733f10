using Site.Publishing;
using Site.Tests.Support;

namespace Site.Tests.Publishing;

/// <summary>Faulty content is refused with file, line and reason, before anything of it goes live.</summary>
public sealed class ContentFaultTests(SharedSite site)
{
    [Theory]
    [InlineData("purposes.yml", "retention: 30 days after webinar-end", "retention: forever", "\"retention\" must be like")]
    [InlineData("purposes.yml", "basis: contract", "basis: curiosity", "must be one of")]
    [InlineData("purposes.yml", "recipients: [hosting, mail, video]", "recipients: [hosting, stranger]", "not declared: stranger")]
    [InlineData("purposes.yml", "country: NL", "country: US", "safeguard")]
    [InlineData("fields.yml", "purposes: [personalisation]", "purposes: []", "must name at least a purpose")]
    [InlineData("fields.yml", "type: long-text", "type: telepathy", "must be one of")]
    [InlineData("fields.yml", "      if-empty: \"Fragen", "      if-blank: \"Fragen", "\"if-empty\" is missing")]
    [InlineData("webinars/ask-first/webinar.yml", "start: in 9 days, 10:00", "start: soon", "must be a date")]
    [InlineData("webinars/ask-first/webinar.yml", "zone: Europe/Berlin", "zone: Mars/Olympus", "IANA")]
    [InlineData("webinars/ask-first/webinar.yml", "speakers: [mara-feld]", "speakers: [nobody]", "people/nobody.yml")]
    [InlineData("webinars/ask-first/webinar.yml", "join: https://", "join: javascript://", "https://")]
    [InlineData("letters/reminder.de.md", "{lead}", "{salary}", "{salary}")]
    [InlineData("site.yml", "confirm-within: 7 days", "confirm-within: 15 days", "at most 14 days")]
    [InlineData("site.yml", "vat-id:", "vat-id2:", "unknown entry \"vat-id2\"")]
    public void AFault_IsNamedWithFileLineAndReason(string path, string right, string wrong, string reason)
    {
        var files = ContentFile.ReadFolder(Path.Combine(SiteHost.Repository, "Content"));
        var broken = files.Select(f => f.Path == path ? new ContentFile(path, System.Text.Encoding.UTF8.GetBytes(Replaced(f.Text, right, wrong))) : f).ToList();
        var check = (ContentCheck)(site.Services.GetService(typeof(ContentCheck)) ?? throw new InvalidOperationException());
        var refused = Assert.Throws<ContentException>(() => check.Files(broken));
        Assert.Contains(refused.Errors, e => e.File == path && e.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void TheShippedContent_HasNoFault() =>
        ((ContentCheck)(site.Services.GetService(typeof(ContentCheck)) ?? throw new InvalidOperationException()))
            .Files(ContentFile.ReadFolder(Path.Combine(SiteHost.Repository, "Content")));

    private static string Replaced(string text, string right, string wrong)
    {
        Assert.Contains(right, text, StringComparison.Ordinal);
        return text.Replace(right, wrong, StringComparison.Ordinal);
    }
}
