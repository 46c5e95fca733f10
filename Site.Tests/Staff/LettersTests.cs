using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Site.Data;
using Site.Mail;
using Site.Pages.Admin;
using Site.Publishing;
using Site.Staff;
using Site.Tests.Support;

namespace Site.Tests.Staff;

/// <summary>Letters at the desk: looked at in a sandboxed frame, reworded, and sent to oneself.</summary>
public sealed class LettersTests : IAsyncLifetime
{
    private const string Page = "/admin/letters/reminder/en";
    private const string File = "letters/reminder.en.md";

    private readonly SiteHost _site = new();
    private readonly string _content;
    private StaffBrowser _erika = null!;

    public LettersTests()
    {
        _content = _site.CopyContent();
        _site.Settings["Content:Poll"] = "00:10:00";
        _site.Started();
    }

    public async ValueTask InitializeAsync() => _erika = await DeskDoor.Open(_site);

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task TheList_NamesEveryLetterInBothLanguages_SinceWhenAndByWhom()
    {
        var list = await _erika.Get("/admin/letters");
        var links = list.Page.QuerySelectorAll("main tbody a").Select(a => a.GetAttribute("href")).ToList();
        Assert.Equal(LetterWordings.Known.SelectMany(k => Language.All.Select(l => $"/admin/letters/{k.Name}/{l}")), links);
        Assert.All(list.Page.QuerySelectorAll("main tbody td"), cell => Assert.Contains("aus den Dateien", cell.TextContent, StringComparison.Ordinal));
        await Save("See you soon, {webinar}");
        Assert.Contains(DeskDoor.Email, (await _erika.Get("/admin/letters")).Page.QuerySelector("a[href='/admin/letters/reminder/en']")?.Closest("td")?.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsSaved_IsARevisionWithItsEditor_LiveAtOnce_AndInTheAudit()
    {
        var saved = await Save("Nearly there: {webinar}", "Hello again,\r\n\r\n“{webinar}” starts {lead}.");
        Assert.Equal((HttpStatusCode.SeeOther, $"{Page}?saved=true"), (saved.Status, saved.Location));
        var live = await Live();
        Assert.Equal(await Me(), live.Stamp.Editor);
        Assert.Contains("Hello again,\n\n“{webinar}” starts {lead}.\n", live.File.Text, StringComparison.Ordinal);
        Assert.Equal("Nearly there: {webinar}", _site.Services.GetRequiredService<LiveSite>().Part<LetterWordings>()["reminder", Language.English].Subject);
        Assert.Equal([(StaffAct.LetterEdited, (string?)File)], await Audited(StaffAct.LetterEdited));
        Assert.Contains("Hello again,", (await _erika.Get($"{Page}/preview")).Page.Body?.TextContent, StringComparison.Ordinal);
    }

    // Another node finds it by the version, which it polls each second.
    [Fact]
    public async Task WhatIsSaved_MovesTheVersionThatEveryNodePolls()
    {
        var before = await Version();
        await Save("Nearly there: {webinar}");
        Assert.Equal(before + 1, await Version());
        await Save("Nearly there: {webinar}");
        Assert.Equal(before + 1, await Version());
    }

    [Fact]
    public async Task ADeployment_DoesNotOverwriteWhatWasEdited_ButKeepsItsOwnVersion()
    {
        await Save("Edited: {webinar}");
        var file = System.IO.Path.Combine(_content, File);
        await System.IO.File.WriteAllTextAsync(file, (await System.IO.File.ReadAllTextAsync(file, Token)).Replace("Reminder: {webinar}", "Deployed: {webinar}", StringComparison.Ordinal), Token);
        await _site.With((ContentImport import) => import.Run(ContentFile.ReadFolder(_content)));
        await _site.Services.GetRequiredService<LiveSite>().Refresh();
        Assert.Contains("Edited: {webinar}", (await Live()).File.Text, StringComparison.Ordinal);

        // What the deployment brought is there to be taken up.
        var page = await _erika.Get(Page);
        Assert.Equal(3, page.Page.QuerySelectorAll("#versions + table tbody tr").Length);
        var older = await _erika.Get(page.Page.QuerySelector("#versions + table a")?.GetAttribute("href") ?? "");
        Assert.StartsWith("Deployed: {webinar}", older.Field("subject"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("subject", "Soon: {place}", "Betreff: uses {place}, which this letter does not have; it has {greeting}, {brand}")]
    [InlineData("body", "Hello,\n\nlook: [here](/en/webinars)", "Text, Zeile 3: links to \"/en/webinars\", which leads nowhere from a mail program")]
    [InlineData("body", "Hello {field:shoe-size}", "Text, Zeile 1: uses {field:shoe-size}, which fields.yml does not declare")]
    [InlineData("preheader", "<b>now</b>", "Vorschauzeile: \"preheader\" must be plain text, without HTML")]
    [InlineData("button", "", "Knopf: Schreiben Sie hier etwas.")]
    public async Task WhatTheCheckRefuses_StaysOut_AndIsSaidAtItsField_WithWhatWasTyped(string field, string typed, string said)
    {
        var before = await Version();
        var refused = await _erika.Submit(Page, [.. (await Typed()).Select(f => f.Item1 == field ? (field, typed) : f), ("do", "Save")]);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.StartsWith(said, refused.Error, StringComparison.Ordinal);
        Assert.Equal($"#{field}", refused.Page.QuerySelector(".summary li a")?.GetAttribute("href"));
        var control = refused.Page.QuerySelector($"#{field}");
        Assert.Equal("true", control?.GetAttribute("aria-invalid"));
        Assert.Contains($"{field}-error", control?.GetAttribute("aria-describedby"), StringComparison.Ordinal);
        Assert.Equal(typed, field == "body" ? control?.TextContent : control?.GetAttribute("value") ?? "");
        Assert.StartsWith("Fehler:", refused.Page.Title, StringComparison.Ordinal);
        Assert.Equal(before, await Version());
    }

    [Fact]
    public async Task WhoSavesOverSomebodyElse_IsToldFirst_AndKeepsWhatTheyTyped()
    {
        var otto = await DeskDoor.OpenAs(_site, "otto@wegwarte.example");
        var form = StaffBrowser.Hidden((await otto.Get(Page)).Page).ToList();
        await Save("First: {webinar}");
        (string, string)[] typed = [.. form, .. await Typed("Second: {webinar}"), ("do", "Save")];
        var told = await otto.Post(Page, typed);
        Assert.Equal(HttpStatusCode.Conflict, told.Status);
        Assert.Equal("Second: {webinar}", told.Field("subject"));
        var summary = told.Page.QuerySelector(".summary")?.TextContent;
        Assert.Contains(DeskDoor.Email, summary, StringComparison.Ordinal);
        Assert.Contains("First: {webinar}", summary, StringComparison.Ordinal);
        Assert.Contains("First: {webinar}", (await Live()).File.Text, StringComparison.Ordinal);

        var again = await otto.Post(Page, [.. StaffBrowser.Hidden(told.Page), .. await Typed("Second: {webinar}"), ("do", "Save")]);
        Assert.Equal(HttpStatusCode.SeeOther, again.Status);
        Assert.Contains("Second: {webinar}", (await Live()).File.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfManyWhoSaveAtOnce_OneDoes()
    {
        var first = (await Live()).Stamp.Id;
        var states = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => _site.With((Edits edits) => edits.Save(
            new ContentFile(File, Encoding.UTF8.GetBytes(new LetterWording($"No. {i}", "p", "b", "text").ToFile())), first, $"member-{i}"))));
        Assert.Equal((1, 3), (states.Count(s => s == EditState.Done), states.Count(s => s == EditState.Overtaken)));
    }

    [Theory]
    [InlineData("/admin/letters/nothing/en")]
    [InlineData("/admin/letters/reminder/fr")]
    [InlineData("/admin/letters/..%2Fsite/en")]
    [InlineData("/admin/letters/reminder/en?from=1")]
    public async Task NothingButLetters_IsEditedHere(string path)
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _erika.Get(path)).Status);
        await Assert.ThrowsAsync<ArgumentException>(() => _site.With((Edits e) => e.Save(new ContentFile("letters/more.en.md", []), 0, "x")));
    }

    [Fact, Rule("S1")]
    public async Task ThePreview_StandsAtItsOwnAddress_InASandbox_AndAsksNobodyForAnything()
    {
        var page = await _erika.Get(Page);
        var frame = page.Page.QuerySelector("iframe[name=preview]");
        Assert.Equal($"{Page}/preview", frame?.GetAttribute("src"));
        Assert.DoesNotMatch("allow-(scripts|same-origin|forms)", frame?.GetAttribute("sandbox"));
        using var client = await SignedIn();
        using var answer = await client.GetAsync($"{Page}/preview?view=Dark", Token);
        var csp = string.Join(' ', answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", csp, StringComparison.Ordinal);
        Assert.Contains("sandbox allow-popups", csp, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", csp, StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        var html = await answer.Content.ReadAsStringAsync(Token);
        Assert.Contains("src=\"data:image/png;base64,", html, StringComparison.Ordinal);
        Assert.Contains("@media all", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThePreview_ShowsWhatIsBeingTyped_KeepsNothing_AndSaysWhatIsWrong()
    {
        var before = await Version();
        (string, string)[] form = [.. StaffBrowser.Hidden((await _erika.Get(Page)).Page), .. await Typed("Typed only: {webinar}")];
        var shown = await _erika.Post($"{Page}/preview", [.. form, ("view", "Light")]);
        Assert.StartsWith("Typed only", shown.Page.QuerySelector("h1")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("Why you get this e-mail", (await _erika.Post($"{Page}/preview", [.. form, ("view", "Text")])).Page.QuerySelector("pre")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("uses {nothing}", (await _erika.Post($"{Page}/preview", [.. form.Where(f => f.Item1 != "body"), ("body", "{nothing}")])).Page.QuerySelector("pre")?.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await _erika.Post($"{Page}/preview", [.. await Typed()])).Status);
        Assert.Equal(before, await Version());
    }

    [Fact, Rule("S4")]
    public async Task ATest_GoesToOneselfAlone_WithLinksThatDoNothing_AndIsInTheAudit()
    {
        var sent = await _erika.Submit("/admin/letters/confirm-webinar/de", [.. await Typed("Probe: {webinar}", "Guten Tag", "/admin/letters/confirm-webinar/de"), ("do", "Test")]);
        Assert.Equal(HttpStatusCode.OK, sent.Status);
        Assert.Contains($"unterwegs an {DeskDoor.Email}", sent.Page.QuerySelector("[role=status]")?.TextContent, StringComparison.Ordinal);
        var letter = await _site.Mail.WaitForMailTo(DeskDoor.Email);
        Assert.StartsWith("[Test] Probe: ", letter.Subject, StringComparison.Ordinal);
        Assert.Equal([DeskDoor.Email], letter.Recipients);
        Assert.Contains("bewirken nichts", letter.Text, StringComparison.Ordinal);
        Assert.Null(letter.Message.Headers["List-Unsubscribe"]);
        Assert.Equal([(StaffAct.TestSent, (string?)"letters/confirm-webinar.de.md")], await Audited(StaffAct.TestSent));
        Assert.Equal((0, 0), await _site.InDb(async db => (await db.Set<OutboxRow>().CountAsync(Token), await db.Set<Site.Evidence.Event>().CountAsync(e => e.Act == Site.Evidence.Act.LetterSent, Token))));

        using var client = _site.Prospect();
        foreach (var link in (string[])[letter.Link("/de/bestaetigen/"), letter.Link("/de/absagen/")])
        {
            using var answer = await client.Press(link);
            Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.Gone]);
        }
    }

    [Fact]
    public async Task Tests_AreFewAMinute()
    {
        (string, string)[] form = [.. StaffBrowser.Hidden((await _erika.Get(Page)).Page), .. await Typed(), ("do", "Test")];
        for (var i = 0; i < TestLetters.MostAMinute; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await _erika.Post(Page, form)).Status);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await _erika.Post(Page, form)).Status);
        _site.Clock.Advance(NodaTime.Duration.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await _erika.Post(Page, form)).Status);
        Assert.Equal(TestLetters.MostAMinute + 1, _site.Mail.Received.Count);
    }

    [Theory]
    [InlineData(true, "550 5.7.1 not from there")]
    [InlineData(false, "")]
    public async Task ATestThatDoesNotGoOut_SaysWhy(bool isUp, string answer)
    {
        _site.Mail.Faults = new() { Data = _ => answer };
        if (!isUp)
        {
            await _site.Mail.Down();
        }

        var failed = await _erika.Submit(Page, [.. await Typed(), ("do", "Test")]);
        Assert.Equal(HttpStatusCode.BadGateway, failed.Status);
        Assert.Contains("Der Mailserver sagt: ", failed.Page.QuerySelector("[role=status]")?.TextContent, StringComparison.Ordinal);
        Assert.Contains(answer, failed.Page.QuerySelector("[role=status]")?.TextContent, StringComparison.Ordinal);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<Answer> Save(string subject, string? body = null) => await _erika.Submit(Page, [.. await Typed(subject, body), ("do", "Save")]);

    // What the form says, with other words in it. A form sends a field once: what a test names replaces it.
    private async Task<List<(string, string)>> Typed(string? subject = null, string? body = null, string page = Page)
    {
        var shown = await _erika.Get(page);
        return [("subject", subject ?? shown.Field("subject")), ("preheader", shown.Field("preheader")), ("button", shown.Field("button")), ("body", body ?? shown.Page.QuerySelector("#body")?.TextContent.Trim() ?? "")];
    }

    private async Task<FileRevision> Live() => await _site.With((Edits e) => e.Current(File)) ?? throw new InvalidOperationException();

    private Task<long> Version() => _site.InDb(db => db.Set<ContentVersion>().Select(v => v.Version).SingleAsync(Token));

    private Task<string> Me() => _site.With((StaffDb db) => db.Users.Where(u => u.Email == DeskDoor.Email).Select(u => u.Id).SingleAsync(Token));

    private Task<List<(StaffAct, string?)>> Audited(StaffAct act) => _site.With(async (StaffDb db) =>
        (await db.Set<AuditRow>().Where(r => r.Act == act).ToListAsync(Token)).Select(r => (r.Act, r.Detail)).ToList());

    private async Task<HttpClient> SignedIn()
    {
        var token = await _site.With((Invitations i) => i.Create());
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = _site.Address };
        var browser = new StaffBrowser(client);
        var form = await browser.Get($"/staff/setup/{token}");
        await browser.Post($"/staff/setup/{token}", [.. StaffBrowser.Hidden(form.Page), ("email", "third@wegwarte.example"), ("password", Member.Password), ("code", Totp.Code(Member.SecretOn(form), _site.Clock.GetCurrentInstant()))]);
        return client;
    }
}
