using System.Net;
using Microsoft.EntityFrameworkCore;
using Site.Data;
using Site.Tests.Support;

namespace Site.Tests.Staff;

/// <summary>What staff read of an answer.</summary>
public sealed class AnswersTests(StaffHost host) : IClassFixture<StaffHost>
{
    [Theory, Rule("P7")]
    [InlineData("de")]
    [InlineData("en")]
    public async Task AChoice_IsShownInTheWordsThatWereChosen(string language)
    {
        var address = $"words-{language}@beispiel.example";
        var sent = await host.Site.Browser().Submit(Forms.Webinar, ("email", address), ("topic", "consent"), ("agree", "personalisation"));
        Assert.Equal(HttpStatusCode.SeeOther, sent.Status);
        var id = await host.With((SiteDb db) => db.Set<Site.SignUps.SignUp>().Where(s => s.Prospect!.AddressKey == address).Select(s => s.PublicId).SingleAsync());
        var desk = await (await Member.Join(host)).Browser.Get($"/admin/sign-ups/{id}?lang={language}");
        var facts = desk.Page.QuerySelector("dl.facts")?.TextContent;
        Assert.Contains("Einwilligung und Double-Opt-in", facts, StringComparison.Ordinal);
        Assert.DoesNotContain("consent", facts, StringComparison.Ordinal);
    }
}
