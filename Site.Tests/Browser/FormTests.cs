using Microsoft.Playwright;
using Site.Tests.Declarations;
using Site.Tests.Support;

namespace Site.Tests.Browser;

/// <summary>The form in a real browser: the preview as somebody types and ticks, the question after a slip, and the same without script.</summary>
public sealed class FormTests(EveryTypeHost site, Chromium chromium) : IClassFixture<EveryTypeHost>
{
    [Theory]
    [InlineData(EveryTypeHost.German, Screen.Phone, "bis 10. April 2026", "Wird nicht gespeichert", "„Passende Vorschläge“")]
    [InlineData(EveryTypeHost.English, Screen.Desktop, "until 10 April 2026", "Will not be stored", "“Suggestions that suit me”")]
    [Rule("P5"), Rule("P2"), Rule("A1")]
    public async Task ThePreview_FollowsTypingAndTicking_AndSendsNothing(string path, Screen screen, string until, string not, string box)
    {
        await using var visit = await Open(path, screen);
        var page = visit.Page;
        var asked = new List<string>();
        page.Request += (_, r) => asked.Add(r.Url);
        await Expect(page.Locator("[data-preview]")).ToBeHiddenAsync();
        await Expect(page.Locator("[data-none]")).ToBeVisibleAsync();

        await page.Locator("#given-name").PressSequentiallyAsync("Alice");
        await Expect(Row(page, "given-name")).ToContainTextAsync("Alice");
        await Expect(Row(page, "given-name")).ToContainTextAsync(until);
        await Expect(page.Locator("[data-none]")).ToBeHiddenAsync();

        await page.Locator("#topic-consent").CheckAsync();
        await Expect(Row(page, "topic")).ToContainTextAsync(not);
        await Expect(Row(page, "topic")).ToContainTextAsync(box);
        await page.Locator("#agree-personalisation").CheckAsync();
        await Expect(Row(page, "topic").Locator("[data-not]")).ToBeHiddenAsync();
        await Expect(page.Locator(".keep .note [data-for=personalisation]")).ToBeVisibleAsync();
        await visit.HasNoViolations();
        Assert.Equal(0, await visit.Overflow());

        await page.Locator("#agree-personalisation").UncheckAsync();
        await Expect(Row(page, "topic")).ToContainTextAsync(not);
        await page.Locator("#given-name").FillAsync("");
        await Expect(Row(page, "given-name")).ToBeHiddenAsync();
        Assert.DoesNotContain(asked, url => !url.Contains(".svg", StringComparison.Ordinal));
        await IsClean(visit);
    }

    [Theory, Rule("P5")]
    [InlineData(EveryTypeHost.German, "Mittags, gern auch später", "Morgens, Abends", "Nein", "Österreich", "27. März 2026")]
    [InlineData(EveryTypeHost.English, "Noon, or later", "Morning, Evening", "No", "Austria", "27 March 2026")]
    public async Task ThePreview_SaysWhatTheServerSays_OfEveryType(string path, params string[] words)
    {
        await using var visit = await Open(path);
        var page = visit.Page;
        await page.Locator("#one-noon").CheckAsync();
        await page.Locator("#some-evening").CheckAsync();
        await page.Locator("#some").CheckAsync();
        await page.Locator("#before-no").CheckAsync();
        await page.Locator("#land").SelectOptionAsync("AT");
        await page.Locator("#day").FillAsync("27");
        await page.Locator("#day-month").FillAsync("3");
        await page.Locator("#day-year").FillAsync("2026");
        await Expect(page.Locator("[data-keep] [data-field]:not([hidden]) .said")).ToHaveTextAsync(words);
    }

    [Fact, Rule("A2")]
    public async Task OnlyABox_IsSaidAloud()
    {
        await using var visit = await Open(EveryTypeHost.German);
        var status = visit.Page.Locator("[data-keep] [role=status]");
        await visit.Page.Locator("#email").FillAsync("alice@beispiel.example");
        await visit.Page.Locator("#topic-consent").CheckAsync();
        await Expect(status).ToHaveTextAsync("");
        await visit.Page.Locator("#agree-newsletter").CheckAsync();
        await Expect(status).ToHaveTextAsync("Wir würden behalten: E-Mail-Adresse. Wofür: Teilnahme am Webinar, Newsletter. Nicht gespeichert würde: Was beschäftigt Sie gerade?");
    }

    [Theory]
    [InlineData(EveryTypeHost.German, Screen.Phone)]
    [InlineData(EveryTypeHost.English, Screen.Desktop)]
    [Rule("P5"), Rule("A2")]
    public async Task WithoutScript_TheSecondButton_FillsThePanelAndLeadsThere(string path, Screen screen)
    {
        await using var visit = await chromium.Visit(site, screen, scripts: false);
        var page = visit.Page;
        await visit.Go(path);
        await page.Locator("#email").FillAsync("alice@gmial.com");
        await page.Locator("#given-name").FillAsync("Alice");
        await page.Locator("#land").SelectOptionAsync("CH");
        await page.Locator("#agree-newsletter").CheckAsync();
        await page.Locator("[name=preview]").ClickAsync();
        await Expect(page.Locator("#keep")).ToBeFocusedAsync();
        await Expect(page.Locator("#keep")).ToBeInViewportAsync();
        await Expect(Row(page, "given-name")).ToContainTextAsync("Alice");
        await Expect(Row(page, "email")).ToContainTextAsync("alice@gmail.com?");
        await Expect(page.Locator("#land")).ToHaveValueAsync("CH");
        await Expect(page.Locator("#agree-newsletter")).ToBeCheckedAsync();
        Assert.Equal(0, await site.SignUps("alice@gmial.com"));

        await page.Locator("#email").FillAsync($"{screen}@beispiel.example");
        await page.Locator("#email").PressAsync("Enter");
        await page.WaitForURLAsync("**/*sen*t");
        Assert.Equal(1, await site.SignUps($"{screen}@beispiel.example".ToLowerInvariant()));
    }

    // axe needs scripts of its own, so here only the page's does not arrive.
    [Theory]
    [InlineData(EveryTypeHost.German, Screen.Phone, "Telefonnummer")]
    [InlineData(EveryTypeHost.English, Screen.Desktop, "telephone number")]
    [Rule("A1"), Rule("A2")]
    public async Task APreviewOfBadInput_IsAccessible(string path, Screen screen, string said)
    {
        await using var visit = await chromium.Visit(site, screen);
        await visit.Page.RouteAsync("**/form.js*", r => r.AbortAsync());
        await visit.Go(path);
        await visit.HasNoViolations();
        await visit.Page.Locator("#email").FillAsync("alice@gmial.com");
        await visit.Page.Locator("#phone").FillAsync("12");
        await visit.Page.Locator("#day").FillAsync("31");
        await visit.Page.Locator("#topic-consent").CheckAsync();
        await visit.Page.Locator("[name=preview]").ClickAsync();
        await Expect(Row(visit.Page, "phone").Locator(".wrong")).ToContainTextAsync(said);
        await visit.HasNoViolations();
        Assert.Equal(0, await visit.Overflow());
    }

    [Fact, Rule("A2")]
    public async Task AnErrorInThePreview_HoldsUntilSomethingElseIsTyped()
    {
        await using var visit = await Open(EveryTypeHost.German);
        var (page, row) = (visit.Page, Row(visit.Page, "phone"));
        await page.Locator("#phone").FillAsync("12");
        await page.Locator("main form button").First.ClickAsync();
        await Expect(page.Locator("#errors")).ToBeFocusedAsync();
        await Expect(row.Locator(".wrong")).ToBeVisibleAsync();
        await Expect(row.Locator("[data-for]")).ToBeHiddenAsync();
        await page.Locator("#phone").FillAsync("12345");
        await Expect(row.Locator(".wrong")).ToHaveCountAsync(0);
        await Expect(row.Locator("[data-for]")).ToBeVisibleAsync();
    }

    [Theory, Rule("M8"), Rule("A1")]
    [InlineData(EveryTypeHost.German, "Meinten Sie")]
    [InlineData("/en/newsletter", "Did you mean")]
    [InlineData("/de", "Meinten Sie")]
    public async Task ASlip_IsAskedAboutAsOneLeavesTheField_AndTheButtonTakesIt(string path, string asked)
    {
        await using var visit = await Open(path);
        var input = visit.Page.Locator("main [type=email]");
        var hint = visit.Page.Locator(".hint");
        await input.FillAsync("alice@gmial.com");
        await Expect(hint).ToHaveTextAsync("");
        await input.PressAsync("Tab");
        await Expect(hint).ToContainTextAsync(asked);
        await Expect(input).ToHaveAccessibleDescriptionAsync(new System.Text.RegularExpressions.Regex("alice@gmail.com"));
        await visit.HasNoViolations();
        await hint.GetByRole(AriaRole.Button, new() { Name = "alice@gmail.com" }).ClickAsync();
        await Expect(input).ToHaveValueAsync("alice@gmail.com");
        await Expect(input).ToBeFocusedAsync();
        await Expect(hint).ToHaveTextAsync("");
        await IsClean(visit);
    }

    [Fact, Rule("M8")]
    public async Task TheScript_AsksAboutTheSameSlipsAsTheServer()
    {
        await using var visit = await Open("/en/newsletter");
        // Set as a script would: typing spaces into a field for addresses trims them.
        var found = await visit.Page.EvaluateAsync<string?[]>("""
            typed => {
              const input = document.querySelector('[type=email]');
              input.type = 'text';
              return typed.map(address => {
                input.value = address;
                input.dispatchEvent(new Event('change'));
                return document.querySelector('.hint button')?.textContent ?? null;
              });
            }
            """, Slips.Table.Select(s => s.Typed).ToArray());
        Assert.Equal(Slips.Table, Slips.Table.Zip(found, (s, f) => (s.Typed, f)));
    }

    [Fact, Rule("M8")]
    public async Task ASlipThatIsNone_IsSentAsItIs()
    {
        await using var visit = await Open("/en/newsletter");
        await visit.Page.Locator("[type=email]").FillAsync("bob@gmial.com");
        await visit.Page.Locator("[type=email]").PressAsync("Enter");
        await visit.Page.WaitForURLAsync("**/en/sent");
    }

    private async Task<Visit> Open(string path, Screen screen = Screen.Phone)
    {
        var visit = await chromium.Visit(site, screen);
        await visit.Go(path);
        return visit;
    }

    private static ILocator Row(IPage page, string field) => page.Locator($"[data-keep] [data-field={field}]");

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    private static async Task IsClean(Visit visit)
    {
        Assert.Empty(visit.Errors);
        Assert.Empty(visit.ForeignRequests);
        Assert.Empty(await visit.Cookies());
        Assert.Empty(await visit.Storage());
    }
}
