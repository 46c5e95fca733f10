using System.Net;
using Site.Tests.Support;

namespace Site.Tests.Staff;

/// <summary>The record of processing at the desk.</summary>
public sealed class RecordTests(StaffHost host) : IClassFixture<StaffHost>
{
    [Theory, Rule("S5")]
    [InlineData("/admin/record")]
    [InlineData("/admin/record.csv")]
    [InlineData("/admin/record.json")]
    public async Task WithoutASession_NothingIsShown_AndWithOne_Everything(string path)
    {
        var refused = await host.Site.Browser().Get(path);
        Assert.Equal(HttpStatusCode.Redirect, refused.Status);
        Assert.Equal("", refused.Page.Body?.TextContent);
        var shown = await (await Member.Join(host)).Browser.Get(path);
        Assert.Equal((HttpStatusCode.OK, "no-store"), (shown.Status, shown.CacheControl));
        Assert.All(["Teilnahme am Webinar", "Probebühne B.V., Niederlande", "bis 30 Tage nach dem Webinar", "Wegwarte GmbH"],
            said => Assert.Contains(said, shown.Page.Body?.TextContent.Replace('\u00A0', ' ').Replace("\\u00A0", " ", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheDesk_LeadsToIt()
    {
        var browser = (await Member.Join(host)).Browser;
        Assert.NotNull((await browser.Get("/admin")).Page.QuerySelector("nav a[href='/admin/record']"));
        var page = (await browser.Get("/admin/record?lang=en")).Page;
        Assert.Equal("Record of processing", page.QuerySelector("nav [aria-current]")?.Closest("body")?.QuerySelector("h1")?.TextContent);
        Assert.NotNull(page.QuerySelector("main p time[datetime]"));
        Assert.Equal("Version of the privacy notice 1", page.QuerySelector("main p a[href='/en/privacy/version/1']")?.TextContent);
        Assert.Equal(["/admin/record.csv?lang=en", "/admin/record.json?lang=en"], page.QuerySelectorAll("a[download]").Select(a => a.GetAttribute("href")));
    }
}
