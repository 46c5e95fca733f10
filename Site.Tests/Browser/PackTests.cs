using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NodaTime;
using Site.Evidence;
using Site.Staff;
using Site.Tests.MyData;
using Site.Tests.MyData.Pack;
using Site.Tests.SignUps;
using Site.Tests.Staff;
using Site.Tests.Support;

namespace Site.Tests.Browser;

/// <summary>From a name in the list to the proof, and what the report looks like on a screen and on paper.</summary>
public sealed partial class PackTests(Chromium chromium, PackedRoad road) : IClassFixture<PackedRoad>
{
    private const string Alice = "alice.muster@beispiel.example";

    private int _clicks;

    [Theory, Rule("P7"), Rule("S6"), Rule("A1")]
    [InlineData("de-DE", Screen.Phone)]
    [InlineData("en-GB", Screen.Desktop)]
    public async Task FromANameToTheProof_InThreeClicks_AndAfterASecondSignInOnceTenMinutesHavePassed(string locale, Screen screen)
    {
        await using var site = new SiteHost().Started();
        using var client = site.Prospect();
        (await client.Press(await site.Letter(client, Alice, ("agree", "newsletter")))).Dispose();
        await site.Settled();
        await site.With((Sealer s) => s.Seal());
        await using var visit = await chromium.Visit(site, screen, locale);
        var secret = await SignIn(visit, site);
        await visit.Go("/admin");
        await Click(visit.Page.GetByRole(AriaRole.Link, new() { Name = Alice }));
        await Looks(visit);
        await visit.Page.Locator("#reason").FillAsync("Az. 12/2026");
        Assert.Superset(new HashSet<string> { "report.html", "verify.py", "checkpoint.txt" }, (await Download(visit)).Keys.ToHashSet());
        Assert.InRange(_clicks, 1, 3);

        site.Clock.Advance(Duration.FromMinutes(11));
        await visit.Page.ReloadAsync();
        await Looks(visit);
        await visit.Page.Locator(".pack a").ClickAsync();
        await visit.Page.Locator("#email").FillAsync(DeskDoor.Email);
        await visit.Page.Locator("#password").FillAsync(Member.Password);
        await visit.Page.Locator("main button").ClickAsync();
        await visit.Page.Locator("#code").FillAsync(Totp.Code(secret, site.Clock.GetCurrentInstant()));
        await visit.Page.Locator("main button").ClickAsync();
        await visit.Page.WaitForURLAsync("**#pack");
        await visit.Page.Locator("#reason").FillAsync("x");
        await visit.Page.Locator(".pack button").ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".summary")).ToBeFocusedAsync();
        await Looks(visit);
    }

    [Theory, Rule("A1"), Rule("P18")]
    [InlineData("de", Screen.Phone)]
    [InlineData("de", Screen.Desktop)]
    [InlineData("en", Screen.Phone)]
    [InlineData("en", Screen.Desktop)]
    public async Task TheReport_ReadsWellAlone(string language, Screen screen)
    {
        await using var visit = await Opened(language, screen);
        await visit.HasNoViolations();
        Assert.Equal(0, await visit.Overflow());
        Assert.Empty(visit.Errors);
        Assert.Empty(visit.ForeignRequests);
    }

    [Theory, Rule("P7")]
    [InlineData("de")]
    [InlineData("en")]
    public async Task OnPaper_ItIsA4_NumberedAndComplete(string language)
    {
        await using var visit = await Opened(language, Screen.Desktop);
        var pdf = Encoding.Latin1.GetString(await visit.Page.PdfAsync(new() { PreferCSSPageSize = true }));
        var sizes = MediaBox().Matches(pdf).Select(m => (m.Groups[1].Value, m.Groups[2].Value)).ToList();
        Assert.InRange(sizes.Count, 4, 12);
        // In points: 210 × 297 mm.
        Assert.All(sizes, s => Assert.Equal(("594.95996", "841.91998"), s));
        await visit.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await visit.Page.SetViewportSizeAsync(635, 900);
        Assert.Equal(0, await visit.Overflow());
        Assert.Equal("rgb(255, 255, 255)", await visit.Page.Locator("body").EvaluateAsync<string>("b => getComputedStyle(b).backgroundColor"));
        Assert.Equal(["avoid"], await visit.Page.EvaluateAsync<string[]>("() => [...new Set([...document.querySelectorAll('.timeline > li')].map(e => getComputedStyle(e).breakInside))]"));
    }

    // A file of its own, as whoever got the pack opens it.
    private async Task<Visit> Opened(string language, Screen screen)
    {
        var folder = road.Unpacked();
        await File.WriteAllBytesAsync(Path.Combine(folder, "report.html"), PackedRoad.Unzip((await road.Take(language)).Bytes)["report.html"], TestContext.Current.CancellationToken);
        var file = new Uri(Path.Combine(folder, "report.html"));
        var visit = await chromium.Visit(file, screen, language);
        await visit.Page.GotoAsync(file.ToString());
        return visit;
    }

    private Task Click(ILocator what)
    {
        _clicks++;
        return what.ClickAsync();
    }

    private async Task<Dictionary<string, byte[]>> Download(Visit visit)
    {
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => Click(visit.Page.Locator(".pack button")));
        Assert.Matches("^evidence-pack-.*\\.zip$", download.SuggestedFilename);
        return PackedRoad.Unzip(await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken));
    }

    // No script runs in the frame of the form, not even axe's.
    private static async Task Looks(Visit visit)
    {
        await visit.Page.Locator("iframe.shown").EvaluateAsync("f => f.remove()");
        await visit.HasNoViolations();
        Assert.Equal(0, await visit.Overflow());
    }

    private static async Task<byte[]> SignIn(Visit visit, SiteHost site)
    {
        await visit.Go($"/staff/setup/{await site.With((Invitations i) => i.Create(StaffRoles.Privacy))}");
        var secret = Member.Bytes(await visit.Page.Locator("#key").InnerTextAsync());
        await visit.Page.Locator("#email").FillAsync(DeskDoor.Email);
        await visit.Page.Locator("#password").FillAsync(Member.Password);
        await visit.Page.Locator("#code").FillAsync(Totp.Code(secret, site.Clock.GetCurrentInstant()));
        await visit.Page.Locator("main button").ClickAsync();
        await visit.Page.Locator("#recovery").WaitForAsync();
        return secret;
    }

    [GeneratedRegex(@"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]")]
    private static partial Regex MediaBox();
}
