using Site.Staff;
using Site.Tests.Journeys;
using Site.Tests.Staff;
using Site.Tests.Support;

namespace Site.Tests.Browser;

/// <summary>Writing letters and issues in a real browser: nothing for axe to find, nothing wider than the screen, and a preview of what is typed without script.</summary>
public sealed class LetterPagesTests(Chromium chromium)
{
    [Theory, Rule("A1")]
    [InlineData("de", Screen.Phone)]
    [InlineData("de", Screen.Desktop)]
    [InlineData("en", Screen.Phone)]
    [InlineData("en", Screen.Desktop)]
    public async Task LettersAndIssues_AreFineInEachStateLanguageAndWidth(string language, Screen screen)
    {
        await using var site = new SiteHost();
        await site.Subscribe(3);
        await using var visit = await chromium.Visit(site, screen, language == "de" ? "de-DE" : "en-GB");
        await SignIn(visit, site);
        await Looks(visit, "/admin/letters");
        await Looks(visit, $"/admin/letters/welcome-webinar/{language}");
        await Previews(visit);
        await visit.Page.Locator("#subject").FillAsync("{nothing}");
        await Press(visit, "button[value=Save]");
        await Looks(visit, null);
        Assert.Equal("true", await visit.Page.Locator("#subject").GetAttributeAsync("aria-invalid"));

        await Looks(visit, "/admin/issues");
        await Press(visit, "main form button");
        await Press(visit, "button[value=Continue]");
        await Looks(visit, null);
        var draft = await site.Draft();
        await Looks(visit, $"/admin/issues/{draft}");
        await Looks(visit, $"/admin/issues/{draft}/send");
        await Press(visit, "main form button");
        await Looks(visit, null);
        await Looks(visit, "/admin/issues");
    }

    // By pressing a button of a form whose target is the frame.
    private static async Task Previews(Visit visit)
    {
        await visit.Page.Locator("#subject").FillAsync("Typed just now");
        await visit.Page.Locator("button[value=Light]").ClickAsync();
        await visit.Page.FrameLocator("iframe[name=preview]").Locator("h1", new() { HasTextString = "Typed just now" }).WaitForAsync();
        Assert.Equal(322, (await visit.Page.Locator("iframe[name=preview]").BoundingBoxAsync())?.Width);
        await visit.Page.Locator("label[for=wide]").ClickAsync();
        await visit.Page.Locator("button[value=Dark]").ClickAsync();
        await visit.Page.Locator("button[value=Text]").ClickAsync();
        await visit.Page.FrameLocator("iframe[name=preview]").Locator("pre").WaitForAsync();
        await Looks(visit, null);
    }

    private static Task Press(Visit visit, string button) => visit.Page.Locator(button).First.ClickAsync();

    private static async Task Looks(Visit visit, string? path)
    {
        if (path is not null)
        {
            Assert.Equal(200, (await visit.Go(path)).Status);
        }

        await visit.HasNoViolations();
        Assert.Equal(0, await visit.Overflow());
        Assert.Empty(visit.Errors);
    }

    private static async Task SignIn(Visit visit, SiteHost site)
    {
        var page = visit.Page;
        await visit.Go($"/staff/setup/{await site.With((Invitations i) => i.Create())}");
        var secret = Member.Bytes(await page.Locator("#key").InnerTextAsync());
        await page.Locator("#email").FillAsync(DeskDoor.Email);
        await page.Locator("#password").FillAsync(Member.Password);
        await page.Locator("#code").FillAsync(Totp.Code(secret, site.Clock.GetCurrentInstant()));
        await page.Locator("main button").ClickAsync();
        await page.Locator("#recovery").WaitForAsync();
    }
}
