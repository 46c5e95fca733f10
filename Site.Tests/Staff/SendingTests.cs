using System.Net;
using NodaTime;
using Site.Prospects;
using Site.Staff;
using Site.Tests.Support;

namespace Site.Tests.Staff;

/// <summary>The page about sending at the desk (rule M11), and taking an address off the suppression list.</summary>
public sealed class SendingTests(StaffHost host) : IClassFixture<StaffHost>
{
    private const string Path = "/admin/sending";

    [Theory, Rule("M11"), Rule("S5")]
    [InlineData("de", "Versand")]
    [InlineData("en", "Sending")]
    public async Task ThePage_SaysWhatIsInPlace_AndIsThereForStaffOnly(string language, string title)
    {
        Assert.Equal(HttpStatusCode.Redirect, (await host.Site.Browser().Get(Path)).Status);
        var page = (await (await Member.Join(host)).Browser.Get($"{Path}?lang={language}")).Page;
        Assert.Equal(title, page.QuerySelector("h1")?.TextContent);
        Assert.Equal(["SPF", "DKIM", "DMARC"], page.QuerySelectorAll("main section h2").Take(3).Select(h => h.TextContent));
        Assert.Equal(title, page.QuerySelector("nav [aria-current]")?.TextContent);
        Assert.Contains("example.org", page.QuerySelector("main .facts")?.TextContent, StringComparison.Ordinal);
    }

    [Fact, Rule("M7"), Rule("S6")]
    public async Task ThePrivacyRole_TakesAnAddressOffTheList_AndTheAuditKnows()
    {
        var privacy = await Member.Join(host, StaffRoles.Privacy);
        await host.With<Suppressions, bool>(async s =>
        {
            await s.Add(s.Fingerprint("bob@example.org"), SuppressionReason.NotMe, host.Clock.GetCurrentInstant() + Duration.FromDays(9));
            return true;
        });
        var wrong = await privacy.Browser.Submit(Path, ("email", "bob"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        var lifted = await privacy.Browser.Submit(Path, ("email", "Bob@Example.org"));
        Assert.Equal("Die Adresse steht nicht mehr auf der Sperrliste.", lifted.Page.QuerySelector("[role=status]")?.TextContent);
        Assert.Equal("", lifted.Field("email"));
        Assert.Empty(await host.With<Suppressions, List<Suppression>>(s => s.Find(s.Fingerprint("bob@example.org"))));
        var rows = await host.With<StaffDb, List<AuditRow>>(db => Task.FromResult(db.Set<AuditRow>().Where(r => r.Act == StaffAct.Unsuppressed).ToList()));
        Assert.DoesNotContain("bob", Assert.Single(rows).Detail ?? "", StringComparison.OrdinalIgnoreCase);

        var again = await privacy.Browser.Submit(Path, ("email", "bob@example.org"));
        Assert.Equal("Die Adresse stand nicht auf der Sperrliste.", again.Page.QuerySelector("[role=status]")?.TextContent);
    }

    [Fact, Rule("S5")]
    public async Task WithoutThatRole_ThereIsNoForm_AndNothingIsTakenOff()
    {
        var member = await Member.Join(host);
        var page = await member.Browser.Get(Path);
        Assert.Null(page.Page.QuerySelector("main form"));
    }
}
