using System.Globalization;
using Microsoft.Playwright;
using MimeKit;
using NodaTime;
using Site.Journeys;
using Site.Mail;
using Site.Staff;
using Site.Tests.Support;

namespace Site.Tests.Browser;

/// <summary>The main job, end to end, in a real browser against a real server and a real mail server.</summary>
public sealed class RoadTests(Chromium chromium)
{
    [Theory]
    [InlineData("de", "/de", Screen.Phone)]
    [InlineData("en", "/en", Screen.Desktop)]
    [Rule("P1"), Rule("P8"), Rule("P13"), Rule("M3"), Rule("A1"), Rule("P18")]
    public async Task FromTheLandingPageToTheReminderAndOutAgain(string language, string home, Screen screen)
    {
        await using var site = new SiteHost().Started();
        await using var visit = await chromium.Visit(site, screen, language == "de" ? "de-DE" : "en-GB");
        var words = Words.In(language);

        await SignUp(visit, home, words);
        var confirmation = await site.Mail.WaitForMailTo(Alice);
        Assert.DoesNotContain("Alice", confirmation.Message.TextBody, StringComparison.Ordinal);
        await Confirm(visit, confirmation, words);

        var welcome = await site.Mail.WaitForMailTo(Alice, words.Welcome);
        Assert.Contains("Alice Muster", welcome.Message.TextBody, StringComparison.Ordinal);
        Assert.Contains("BEGIN:VCALENDAR", Calendar(welcome), StringComparison.Ordinal);
        Assert.Empty(await visit.Cookies());
        Assert.Empty(await visit.Storage());
        Assert.Empty(visit.ForeignRequests);
        Assert.Empty(visit.Errors);

        site.Clock.Advance(Duration.FromDays(8) + Duration.FromMinutes(5));
        await site.With<JourneySweep, bool>(Run);
        var reminder = await site.Mail.WaitForMailTo(Alice, words.Reminder);
        Assert.Contains("https://live.wegwarte.example/", reminder.Message.TextBody, StringComparison.Ordinal);

        await StaffSees(site, language);
        await Cancel(visit, reminder, words);
        site.Clock.Advance(Duration.FromHours(23));
        await site.With<JourneySweep, bool>(Run);
        await site.With<Postman, int>(p => p.Deliver(CancellationToken.None));
        Assert.Single(site.Mail.Received, m => m.Subject.Contains(words.Reminder, StringComparison.Ordinal));
    }

    private const string Alice = "alice.muster@beispiel.example";

    private static async Task SignUp(Visit visit, string home, Words words)
    {
        var page = visit.Page;
        await visit.Go(home);
        await Looks(visit);
        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = words.Articles }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = words.Article }).ClickAsync();
        await Looks(visit);
        await page.Locator(".call").GetByRole(AriaRole.Link).ClickAsync();
        await Looks(visit);

        Assert.Equal(0, await page.Locator("input[type=checkbox]:checked").CountAsync());
        await page.Locator("#place button:visible").ClickAsync();
        await Assertions.Expect(page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex($"^{words.Error}"));
        await Assertions.Expect(page.Locator("#errors")).ToBeFocusedAsync();
        await Looks(visit);

        await page.Locator("#email").FillAsync(Alice);
        await page.Locator("#given-name").FillAsync("Alice");
        await page.Locator("#family-name").FillAsync("Muster");
        await page.Locator("#agree-newsletter").CheckAsync();
        await page.Locator("#place button:visible").ClickAsync();
        await page.WaitForURLAsync($"**{words.Sent}");
        await Looks(visit);
    }

    private static async Task Confirm(Visit visit, ReceivedMail letter, Words words)
    {
        var link = letter.Link(words.ConfirmPath);
        await visit.Go(link);
        await Looks(visit);
        Assert.Equal(1, await visit.Page.Locator("main button").CountAsync());
        await visit.Page.Locator("main button").ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(words.Confirmed);
        await Looks(visit);
        await visit.Go(link);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(words.Confirmed);
    }

    private static async Task Cancel(Visit visit, ReceivedMail letter, Words words)
    {
        await visit.Go(letter.Link(words.CancelPath));
        await Looks(visit);
        await visit.Page.Locator("main button").ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(words.Cancelled);
        await Looks(visit);
    }

    private async Task StaffSees(SiteHost site, string language)
    {
        await using var visit = await chromium.Visit(site, Screen.Desktop, language == "de" ? "de-DE" : "en-GB");
        var page = visit.Page;
        var token = await site.With<Invitations, string>(i => i.Create());
        await visit.Go($"/staff/setup/{token}");
        await visit.HasNoViolations();
        var secret = Base32((await page.Locator("#key").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal).Trim());
        await page.Locator("#email").FillAsync("erika@wegwarte.example");
        await page.Locator("#password").FillAsync("ein langes Passwort für Erika");
        await page.Locator("#code").FillAsync(Totp.Code(secret, site.Clock.GetCurrentInstant()));
        await page.Locator("main button").ClickAsync();
        await page.Locator("#recovery").WaitForAsync();

        await visit.Go("/admin/record");
        await visit.HasNoViolations();
        await visit.Go("/admin");
        await visit.HasNoViolations();
        await page.GetByRole(AriaRole.Link, new() { Name = Alice }).ClickAsync();
        Assert.Equal(7, await page.Locator(".timeline li").CountAsync());
        await TheFormAsShown(page);
        await visit.HasNoViolations();
    }

    // No script runs in the frame, not even axe's: it is read by itself and then taken out.
    private static async Task TheFormAsShown(IPage page)
    {
        var frame = page.Locator("iframe.shown");
        var shown = await page.APIRequest.GetAsync(await frame.GetAttributeAsync("src") ?? "");
        Assert.Contains("id=\"email\"", await shown.TextAsync(), StringComparison.Ordinal);
        Assert.Contains("sandbox", shown.Headers["content-security-policy"], StringComparison.Ordinal);
        await frame.EvaluateAsync("f => f.remove()");
    }

    private static async Task Looks(Visit visit)
    {
        await visit.HasNoViolations();
        Assert.Equal(0, await visit.Overflow());
    }

    private static async Task<bool> Run(JourneySweep sweep)
    {
        await sweep.Run();
        return true;
    }

    private static string Calendar(ReceivedMail mail) =>
        mail.Message.BodyParts.OfType<TextPart>().First(p => p.ContentType.IsMimeType("text", "calendar")).Text;

    private static byte[] Base32(string text)
    {
        var bits = string.Concat(text.Select(c => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal).ToString("b5", CultureInfo.InvariantCulture)));
        return [.. bits.Chunk(8).Where(b => b.Length == 8).Select(b => Convert.ToByte(new string(b), 2))];
    }

    private sealed record Words(
        string Articles, string Article, string Error, string Sent, string ConfirmPath, string Confirmed, string Welcome, string Reminder, string CancelPath, string Cancelled)
    {
        internal static Words In(string language) => language == "de"
            ? new("Artikel", "Wer fragt, darf bleiben", "Fehler: ", "/de/gesendet", "/de/bestaetigen/", "Willkommen, Ihr Platz ist sicher", "Ihr Platz ist reserviert", "Erinnerung", "/de/absagen/", "Ihre Anmeldung ist abgesagt")
            : new("Articles", "Ask, and you may stay", "Error: ", "/en/sent", "/en/confirm/", "Welcome, your place is safe", "Your place is", "Reminder", "/en/cancel/", "Your registration is cancelled");
    }
}
