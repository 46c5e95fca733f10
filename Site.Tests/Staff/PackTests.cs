using System.Net;
using System.Text;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Evidence;
using Site.MyData.Pack;
using Site.Staff;
using Site.Tests.MyData.Pack;
using Site.Tests.SignUps;
using Site.Tests.Support;

namespace Site.Tests.Staff;

/// <summary>Who gets an evidence pack at the desk, and on which conditions.</summary>
[Rule("S6")]
public sealed class PackTests : IAsyncLifetime
{
    private const string Alice = "alice@beispiel.example";

    private readonly SiteHost _site = new();
    private string _page = "";

    public async ValueTask InitializeAsync()
    {
        _site.Started();
        using var client = _site.Prospect();
        await _site.Letter(client, Alice, ("agree", "newsletter"));
        _page = $"/admin/sign-ups/{(await _site.SignUpOf(Alice)).PublicId}";
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task WithoutThePrivacyRole_ThereIsNoButton_AndNoPack()
    {
        var desk = await DeskDoor.Open(_site);
        var page = await desk.Get(_page);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Null(page.Page.QuerySelector(".pack"));
        var token = StaffBrowser.Hidden((await desk.Get("/staff/sign-out")).Page);
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.Post(_page, [.. token, ("reason", "because")])).Status);
        Assert.Equal(0, await Exported());
    }

    [Theory]
    [InlineData("")]
    [InlineData("  x ")]
    public async Task WithoutAReason_NothingLeaves(string reason)
    {
        var desk = await DeskDoor.Open(_site, StaffRoles.Privacy);
        var refused = await desk.Submit(_page, ("reason", reason));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("3 bis 400 Zeichen", refused.Error, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await desk.Submit(_page, ("reason", new string('x', 501)))).Status);
        Assert.Equal(0, await Exported());
    }

    [Fact]
    public async Task AfterTenMinutes_OnlyANewSignInOpensIt_HoweverBusyTheSessionWas()
    {
        var desk = await DeskDoor.Open(_site, StaffRoles.Privacy);
        for (var minute = 0; minute < 11; minute++)
        {
            Assert.Equal(HttpStatusCode.OK, (await desk.Get("/admin")).Status);
            _site.Clock.Advance(Duration.FromMinutes(1));
        }

        var stale = await desk.Get(_page);
        Assert.Null(stale.Page.QuerySelector("#reason"));
        var again = stale.Page.QuerySelector(".pack a")?.GetAttribute("href") ?? "";
        Assert.Equal($"/staff/sign-in?returnUrl={Uri.EscapeDataString($"{_page}#pack")}", again);
        var refused = await desk.Post(_page, [.. StaffBrowser.Hidden((await desk.Get("/staff/sign-out")).Page), ("reason", "because")]);
        Assert.Equal((HttpStatusCode.Redirect, $"/staff/sign-in?returnUrl={Uri.EscapeDataString(_page)}"), (refused.Status, refused.Location));
        Assert.Equal(0, await Exported());
    }

    [Fact]
    public async Task FromTheirPage_WithAReason_ThePackIsHad_EvenBeforeAnythingIsSealed()
    {
        var desk = await DeskDoor.Open(_site, StaffRoles.Privacy);
        var page = await desk.Get(_page);
        var pack = await desk.Download(_page, [.. StaffBrowser.Hidden(page.Page), ("reason", "asked by the authority")]);
        Assert.Equal(HttpStatusCode.OK, pack.Status);
        Assert.Equal(1, await Exported());
        var files = PackedRoad.Unzip(pack.Bytes);
        // Nothing is sealed yet, and the pack says so.
        Assert.DoesNotContain("checkpoint.txt", files.Keys);
        Assert.Contains("Noch ist kein Stand veröffentlicht", new HtmlParser().ParseDocument(Encoding.UTF8.GetString(files["report.html"])).Body?.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfASignUpThatIsNotThere_ThereIsNone()
    {
        var desk = await DeskDoor.Open(_site, StaffRoles.Privacy);
        var token = StaffBrowser.Hidden((await desk.Get(_page)).Page);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Post($"/admin/sign-ups/{Guid.NewGuid()}", [.. token, ("reason", "because")])).Status);
    }

    [Fact]
    public void TheReason_HasLimits() => Assert.Equal(
        [false, false, true, true, false], new[] { null, " ab ", "abc", new string('x', 400), new string('x', 401) }.Select(Exports.IsReason));

    private Task<int> Exported() => _site.InDb(db => db.Set<Payload>().CountAsync(p => p.Event.Act == Act.Exported));
}
