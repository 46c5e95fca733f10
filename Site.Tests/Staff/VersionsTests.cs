using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Declarations;
using Site.Prospects;
using Site.Staff;
using Site.Tests.Publishing;
using Site.Tests.Support;

namespace Site.Tests.Staff;

/// <summary>Staff see which notice was live when, how many signed up under it, the notice itself, and the difference to any other.</summary>
public sealed class VersionsTests : IAsyncLifetime
{
    private const string Filtered = "/admin/notices?form=webinar%2Fask-first&tongue=de";

    private readonly ChangingHost _site = new() { EnvironmentName = "Development" };
    private StaffBrowser _desk = null!;

    public async ValueTask InitializeAsync() => _desk = await DeskDoor.Open(_site);

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task EveryFormInEveryLanguage_IsThere_WithSinceWhenItIsLive()
    {
        var page = (await _desk.Get("/admin/notices")).Page;
        var rows = page.QuerySelectorAll(".versions tbody tr");
        var published = await _site.InDb(db => db.Set<NoticePublication>().Select(p => p.Language).ToListAsync());
        Assert.Equal(published.Count, rows.Length);
        Assert.All(rows, r => Assert.Contains("gilt jetzt", r.TextContent, StringComparison.Ordinal));
        Assert.All(rows, r => Assert.Contains("02.03.2026 10:00", r.TextContent, StringComparison.Ordinal));
        Assert.Equal(published.Count(l => l == "en"), rows.Count(r => r.TextContent.Contains("englisch", StringComparison.Ordinal)));
        Assert.Null(page.QuerySelector("[type=radio]"));
    }

    [Fact, Rule("P7")]
    public async Task AReplacedNotice_KeepsItsTimesItsCountsAndItsWords_AndIsComparedWithTheNext()
    {
        await Reword();
        var page = (await _desk.Get(Filtered)).Page;
        var rows = page.QuerySelectorAll(".versions tbody tr").Select(Cells).ToList();
        Assert.Equal([["deutsch", "02.03.2026 11:00", "gilt jetzt", "1", "0"], ["deutsch", "02.03.2026 10:00", "02.03.2026 11:00", "2", "1"]], rows.Select(r => r[1..6]));

        var shown = page.QuerySelectorAll<IHtmlAnchorElement>(".versions tbody th a").Select(a => a.GetAttribute("href") ?? "").ToList();
        Assert.DoesNotContain("Ihre E-Mail-Adresse", await Text(shown[1]), StringComparison.Ordinal);
        Assert.Contains("Ihre E-Mail-Adresse", await Text(shown[0]), StringComparison.Ordinal);

        var difference = (await _desk.Get(Link(page))).Page;
        Assert.Equal("Ihre", difference.QuerySelector("ins")?.TextContent.Replace("[neu: ", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Trim());
        Assert.Equal(["2", "1", "1", "0"], difference.QuerySelectorAll("td.num").Select(c => c.TextContent));
    }

    [Fact]
    public async Task APrivacyNotice_WhoseOtherLanguageWasReworded_LeadsToNoComparisonWithItself()
    {
        await _site.Change("fields.yml", "label: E-Mail-Adresse", "label: Ihre E-Mail-Adresse");
        string Of(string tongue) => $"/admin/notices?form=privacy&tongue={tongue}";
        Assert.NotEqual("", Link((await _desk.Get(Of("de"))).Page));
        var english = (await _desk.Get(Of("en"))).Page;
        Assert.Equal(2, english.QuerySelectorAll(".versions tbody tr").Length);
        Assert.Equal("", Link(english));
        Assert.Contains("nur die andere Sprache", english.QuerySelector(".versions tbody")?.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyTwoVersions_CanBeCompared_WhicheverIsNamedFirst()
    {
        await Reword();
        await _site.Change("fields.yml", "label: Ihre E-Mail-Adresse", "label: Ihre Adresse");
        var page = (await _desk.Get(Filtered)).Page;
        var hashes = page.QuerySelectorAll<IHtmlInputElement>("[name=newer]").Select(r => r.Value).ToList();
        Assert.Equal(3, hashes.Count);
        Assert.Equal((hashes[0], hashes[1]), (Checked(page, "newer"), Checked(page, "older")));
        var forth = (await _desk.Get($"/admin/notices/difference?older={hashes[2]}&newer={hashes[0]}")).Page.QuerySelector(".changes")?.TextContent;
        var back = (await _desk.Get($"/admin/notices/difference?older={hashes[0]}&newer={hashes[2]}")).Page.QuerySelector(".changes")?.TextContent;
        Assert.Equal(forth, back);
        Assert.Contains("[neu: Ihre", forth?.ReplaceLineEndings(""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?older=x&newer=y")]
    [InlineData("?older={0}")]
    [InlineData("?older={0}&newer=%27%20OR%201%3D1")]
    public async Task ADifference_OfWhatThereIsNot_IsNotFound(string query)
    {
        var hash = (await _desk.Get(Filtered)).Page.QuerySelector(".versions th a")?.GetAttribute("href")?.Split('/')[^1] ?? "";
        Assert.Equal(HttpStatusCode.NotFound, (await _desk.Get($"/admin/notices/difference{query.Replace("{0}", hash, StringComparison.Ordinal)}")).Status);
    }

    [Fact, Rule("S6")]
    public async Task TheList_IsNoViewOfAPerson()
    {
        await Reword();
        await _desk.Get("/admin/notices");
        await _desk.Get(Link((await _desk.Get(Filtered)).Page));
        Assert.Equal(0, await _site.InDb(db => db.Set<Use>().CountAsync(u => u.By == "staff")));
        Assert.Equal(0, await _site.With((StaffDb db) => db.Set<AuditRow>().CountAsync(a => a.Act == StaffAct.Viewed)));
    }

    // Two sign up under the first words, one of them confirms; one signs up under the next.
    private async Task Reword()
    {
        using var client = _site.Prospect();
        await SignUp(client, "alice@beispiel.example");
        await SignUp(client, "bob@beispiel.example");
        var mail = await _site.Mail.WaitForMailTo("alice@beispiel.example");
        (await client.Press(mail.Link("/de/bestaetigen/"))).Dispose();
        _site.Clock.Advance(Duration.FromHours(1));
        await _site.Change("fields.yml", "label: E-Mail-Adresse", "label: Ihre E-Mail-Adresse");
        await SignUp(client, "carol@beispiel.example");
    }

    private static async Task SignUp(HttpClient client, string address)
    {
        using var response = await client.SignUp(Forms.Webinar, address);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
    }

    private async Task<string> Text(string path) => (await _desk.Get(path)).Page.Body?.TextContent ?? "";

    private static string Link(IHtmlDocument page) => page.QuerySelector(".versions a[href*=difference]")?.GetAttribute("href") ?? "";

    private static string? Checked(IHtmlDocument page, string name) => (page.QuerySelector($"[name={name}][checked]") as IHtmlInputElement)?.Value;

    private static List<string> Cells(IElement row) => [.. row.Children.Select(c => c.TextContent.Trim())];
}
