using Site.Publishing;
using Site.Staff;
using Site.Tests.Publishing;
using Site.Tests.Staff;
using Site.Tests.Support;

namespace Site.Tests.Browser;

/// <summary>The pages about versions and terms in a real browser: nothing for axe to find, nothing wider than the screen, everything by keyboard.</summary>
public sealed class DeskPagesTests(Chromium chromium)
{
    [Theory, Rule("A1")]
    [InlineData("de", Screen.Phone)]
    [InlineData("de", Screen.Desktop)]
    [InlineData("en", Screen.Phone)]
    [InlineData("en", Screen.Desktop)]
    public async Task VersionsAndTerms_AreFineInEachStateLanguageAndWidth(string language, Screen screen)
    {
        await using var site = new ChangingHost { EnvironmentName = "Development" };
        await site.Change("fields.yml", "label: E-Mail-Adresse", "label: Ihre E-Mail-Adresse");
        await using var visit = await chromium.Visit(site, screen, language == "de" ? "de-DE" : "en-GB");
        await SignIn(visit, site);
        foreach (var path in new[] { "/admin/terms", "/admin/notices", "/admin/notices?form=webinar%2Fask-first&tongue=de" })
        {
            await Looks(visit, path);
        }

        await visit.Page.Locator("form[action='/admin/notices/difference'] button").ClickAsync();
        await Looks(visit, null);
        await Decide(visit, site);
    }

    private static async Task Decide(Visit visit, ChangingHost site)
    {
        ContentCopy.Replace(site.Content, "purposes.yml", "may send me its newsletter by e-mail about twice a month", "may send me its newsletter by e-mail every week");
        ContentCopy.Replace(site.Content, "purposes.yml", ContentCopy.Survey, "\n");
        await site.Change("purposes.yml", ContentCopy.Retention, "retention: 3 days after webinar-end");
        await Looks(visit, "/admin");
        await visit.Page.Locator(".banner a").ClickAsync();
        await Looks(visit, null);
        await visit.Page.Locator("details.files summary").ClickAsync();
        await Looks(visit, null);
        await visit.Page.Locator("main .button").First.ClickAsync();
        await Looks(visit, null);

        // By keyboard alone, from the field that the summary leads to.
        await visit.Page.Locator(".summary a").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.Keyboard.TypeAsync("Drei Tage genügen für Rückfragen, und so steht es im Text.");
        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.Locator("[role=status]").WaitForAsync();
        await Looks(visit, null);
        Assert.Null(await site.Waiting());
        Assert.Equal(Verdict.Approved, Assert.Single(await site.With((Decisions d) => d.Past(5))).Decision!.Verdict);
    }

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
        await visit.Go($"/staff/setup/{await site.With((Invitations i) => i.Create(StaffRoles.Privacy))}");
        var secret = Member.Bytes(await page.Locator("#key").InnerTextAsync());
        await page.Locator("#email").FillAsync(DeskDoor.Email);
        await page.Locator("#password").FillAsync(Member.Password);
        await page.Locator("#code").FillAsync(Totp.Code(secret, site.Clock.GetCurrentInstant()));
        await page.Locator("main button").ClickAsync();
        await page.Locator("#recovery").WaitForAsync();
    }
}
