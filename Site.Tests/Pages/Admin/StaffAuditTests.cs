using System.Net;
using Site.Staff;
using Site.Tests.SignUps;
using Site.Tests.Staff;
using Site.Tests.Support;

namespace Site.Tests.Pages.Admin;

/// <summary>Who looked, who handed out, and why: what is written down can be read by the privacy role.</summary>
[Rule("S6")]
public sealed class StaffAuditTests : IAsyncLifetime
{
    private const string Alice = "alice@beispiel.example";

    private readonly SiteHost _site = new();
    private string _signUp = "";

    public async ValueTask InitializeAsync()
    {
        _site.Started();
        using var client = _site.Prospect();
        await _site.Letter(client, Alice);
        _signUp = $"{(await _site.SignUpOf(Alice)).PublicId}";
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task ThePrivacyRole_SeesWhoLookedAtSomebody_WhoHandedOutTheirEvidence_AndWhatFor()
    {
        var marketing = await DeskDoor.OpenAs(_site, "jona@wegwarte.example");
        await marketing.Get($"/admin/sign-ups/{_signUp}");
        var desk = await DeskDoor.Open(_site, StaffRoles.Privacy);
        await desk.Submit($"/admin/sign-ups/{_signUp}", ("reason", "AZ 12-34/2026"));
        var link = (await desk.Get($"/admin/sign-ups/{_signUp}")).Page.QuerySelector($"a[href='/admin/audit?about={_signUp}']");
        Assert.Equal("Wer von uns hineingesehen hat, und warum", link?.TextContent);
        var rows = (await desk.Get($"/admin/audit?about={_signUp}")).Page.QuerySelectorAll("tbody tr").Select(r => string.Join(" | ", r.QuerySelectorAll("td").Select(c => c.TextContent.Trim()))).ToList();
        Assert.Contains("jona@wegwarte.example | Anmeldung angesehen | ", rows);
        Assert.Contains("erika@wegwarte.example | Nachweise ausgegeben | AZ 12-34/2026", rows);
        var all = await desk.Get("/admin/audit?lang=en");
        Assert.Contains("Account created", all.Page.Body?.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(Alice, all.Page.Body?.TextContent, StringComparison.Ordinal);
        Assert.NotNull(all.Page.QuerySelector($"a[href*='about={_signUp}']"));
    }

    [Fact]
    public async Task NobodyElse_SeesIt()
    {
        var marketing = await DeskDoor.Open(_site);
        Assert.Equal(HttpStatusCode.Forbidden, (await marketing.Get("/admin/audit")).Status);
        Assert.Null((await marketing.Get("/admin/evidence")).Page.QuerySelector("a[href*='/admin/audit']"));
    }

    [Fact]
    public async Task ALongAudit_IsReadPageByPage_TheLatestFirst()
    {
        var desk = await DeskDoor.Open(_site, StaffRoles.Privacy);
        foreach (var _ in Enumerable.Range(0, 51))
        {
            await desk.Get($"/admin/sign-ups/{_signUp}");
        }

        var first = (await desk.Get($"/admin/audit?about={_signUp}")).Page;
        Assert.Equal(50, first.QuerySelectorAll("tbody tr").Length);
        var second = (await desk.Get(first.QuerySelector("main a[href*='before=']")?.GetAttribute("href") ?? "")).Page;
        Assert.Single(second.QuerySelectorAll("tbody tr"));
        Assert.Null(second.QuerySelector("main a[href*='before=']"));
    }

    [Fact]
    public void EveryActOfStaff_HasWords() => Assert.All(Enum.GetValues<StaffAct>(), act => Assert.NotEqual($"{act}", Site.Pages.Admin.StaffActs.Name(act, Site.Publishing.Language.German)));
}
