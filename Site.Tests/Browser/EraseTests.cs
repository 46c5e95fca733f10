using Site.Staff;
using Site.Tests.MyData;
using Site.Tests.SignUps;
using Site.Tests.Staff;
using Site.Tests.Support;

namespace Site.Tests.Browser;

/// <summary>Erasing a person in a real browser: nothing for axe to find, nothing wider than the screen, and from the person three presses to done.</summary>
public sealed class EraseTests(Chromium chromium)
{
    private const string Alice = "alice@beispiel.example";

    [Theory, Rule("A1"), Rule("P16")]
    [InlineData("de", Screen.Phone)]
    [InlineData("de", Screen.Desktop)]
    [InlineData("en", Screen.Phone)]
    [InlineData("en", Screen.Desktop)]
    public async Task EveryStep_IsFineInEachLanguageAndWidth(string language, Screen screen)
    {
        await using var site = new SiteHost();
        site.Started();
        await site.Confirmed(Alice, "newsletter", "personalisation");
        await site.Mail.WaitForMailTo(Alice, "reserviert");
        using (var client = site.Prospect())
        {
            (await client.SignUp("/en/newsletter", "second-" + Alice)).Dispose();
        }

        await site.Settled();
        await using var visit = await chromium.Visit(site, screen, language == "de" ? "de-DE" : "en-GB");
        await SignIn(visit, site);
        await visit.Go($"/admin/sign-ups/{(await site.SignUpOf(Alice)).PublicId}");
        await visit.Page.Locator("a[href*='/erase']").ClickAsync();
        await Looks(visit);
        await visit.Page.Locator("main .button").ClickAsync();
        await Looks(visit);
        await visit.Page.Locator("#reason").CheckAsync();
        await visit.Page.Locator("main .button").ClickAsync();
        await visit.Page.Locator("[role=status]").WaitForAsync();
        await Looks(visit);
        await visit.Page.Locator("main a").First.ClickAsync();
        await Looks(visit);
        await visit.Go($"/admin/sign-ups/{(await site.SignUpOf(Alice)).PublicId}");
        await Looks(visit);
        await visit.Page.Locator("a[href*='/erase']").ClickAsync();
        await Looks(visit);
    }

    private static async Task Looks(Visit visit)
    {
        await visit.HasNoViolations();
        Assert.Equal(0, await visit.Overflow());
        Assert.Empty(visit.Errors);
    }

    private static async Task SignIn(Visit visit, SiteHost site)
    {
        var page = visit.Page;
        await visit.Go($"/staff/setup/{await site.With((Invitations i) => i.Create(StaffRoles.Privacy))}");
        var secret = Member.Bytes(await page.Locator("#key").InnerTextAsync());
        await page.Locator("#email").FillAsync(DeskDoor.Email);
        await page.Locator("#password").FillAsync(Member.Password);
        await page.Locator("#code").FillAsync(Totp.Code(secret, site.Clock.GetCurrentInstant()));
        await page.Locator("main button").ClickAsync();
        await page.Locator("#recovery").WaitForAsync();
    }
}
