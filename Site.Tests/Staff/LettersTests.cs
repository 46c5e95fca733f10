using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Site.Mail;
using Site.Publishing;
using Site.Staff;
using Site.Tests.Support;

namespace Site.Tests.Staff;

/// <summary>Letters at the desk: looked at in a sandboxed frame and reworded.</summary>
public sealed class LettersTests : IAsyncLifetime
{
    private LetterDesk _desk = null!;

    public async ValueTask InitializeAsync() => _desk = await LetterDesk.Open();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task TheList_NamesEveryLetterInBothLanguages_SinceWhenAndByWhom()
    {
        var list = await _desk.Erika.Get("/admin/letters");
        var links = list.Page.QuerySelectorAll("main tbody a").Select(a => a.GetAttribute("href")).ToList();
        Assert.Equal(LetterWordings.Known.SelectMany(k => Language.All.Select(l => $"/admin/letters/{k.Name}/{l}")), links);
        Assert.All(list.Page.QuerySelectorAll("main tbody td"), cell => Assert.Contains("aus den Dateien", cell.TextContent, StringComparison.Ordinal));
        await _desk.Save("See you soon, {webinar}");
        Assert.Contains(DeskDoor.Email, (await _desk.Erika.Get("/admin/letters")).Page.QuerySelector("a[href='/admin/letters/reminder/en']")?.Closest("td")?.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsSaved_IsARevisionWithItsEditor_LiveAtOnce_AndInTheAudit()
    {
        var saved = await _desk.Save("Nearly there: {webinar}", "Hello again,\r\n\r\n“{webinar}” starts {lead}.");
        Assert.Equal((HttpStatusCode.SeeOther, $"{LetterDesk.Page}?saved=true"), (saved.Status, saved.Location));
        var live = await _desk.Live();
        Assert.Equal(await _desk.Me(), live.Stamp.Editor);
        Assert.Contains("Hello again,\n\n“{webinar}” starts {lead}.\n", live.File.Text, StringComparison.Ordinal);
        Assert.Equal("Nearly there: {webinar}", _desk.Site.Services.GetRequiredService<LiveSite>().Part<LetterWordings>()["reminder", Language.English].Subject);
        Assert.Equal([(StaffAct.LetterEdited, (string?)LetterDesk.File)], await _desk.Audited(StaffAct.LetterEdited));
        Assert.Contains("Hello again,", (await _desk.Erika.Get($"{LetterDesk.Page}/preview")).Page.Body?.TextContent, StringComparison.Ordinal);
    }

    // Another node finds it by the version, which it polls each second.
    [Fact]
    public async Task WhatIsSaved_MovesTheVersionThatEveryNodePolls()
    {
        var before = await _desk.Version();
        await _desk.Save("Nearly there: {webinar}");
        Assert.Equal(before + 1, await _desk.Version());
        await _desk.Save("Nearly there: {webinar}");
        Assert.Equal(before + 1, await _desk.Version());
    }

    [Fact]
    public async Task ADeployment_DoesNotOverwriteWhatWasEdited_ButKeepsItsOwnVersion()
    {
        await _desk.Save("Edited: {webinar}");
        var file = Path.Combine(_desk.Content, LetterDesk.File);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Token)).Replace("Reminder: {webinar}", "Deployed: {webinar}", StringComparison.Ordinal), Token);
        await _desk.Site.With((ContentImport import) => import.Run(ContentFile.ReadFolder(_desk.Content)));
        await _desk.Site.Services.GetRequiredService<LiveSite>().Refresh();
        Assert.Contains("Edited: {webinar}", (await _desk.Live()).File.Text, StringComparison.Ordinal);

        // What the deployment brought is there to be taken up.
        var page = await _desk.Erika.Get(LetterDesk.Page);
        Assert.Equal(3, page.Page.QuerySelectorAll("#versions + table tbody tr").Length);
        var older = await _desk.Erika.Get(page.Page.QuerySelector("#versions + table a")?.GetAttribute("href") ?? "");
        Assert.StartsWith("Deployed: {webinar}", older.Field("subject"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("subject", "Soon: {place}", "Betreff: verwendet {place}, was es in diesem Brief nicht gibt; es gibt {greeting}, {brand}")]
    [InlineData("body", "Hello,\n\nlook: [here](/en/webinars)", "Text, Zeile 3: verlinkt auf „/en/webinars“, was aus einem Mailprogramm nirgendwohin führt")]
    [InlineData("body", "Hello {field:shoe-size}", "Text, Zeile 1: verwendet {field:shoe-size}, aber ein solches Feld gibt es nicht; für „")]
    [InlineData("preheader", "<b>now</b>", "Vorschauzeile: \"preheader\" must be plain text, without HTML")]
    [InlineData("button", "", "Knopf: Schreiben Sie hier etwas.")]
    public async Task WhatTheCheckRefuses_StaysOut_AndIsSaidAtItsField_WithWhatWasTyped(string field, string typed, string said)
    {
        var before = await _desk.Version();
        var refused = await _desk.Erika.Submit(LetterDesk.Page, [.. (await _desk.Typed()).Select(f => f.Item1 == field ? (field, typed) : f), ("do", "Save")]);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.StartsWith(said, refused.Error, StringComparison.Ordinal);
        Assert.Equal($"#{field}", refused.Page.QuerySelector(".summary li a")?.GetAttribute("href"));
        var control = refused.Page.QuerySelector($"#{field}");
        Assert.Equal("true", control?.GetAttribute("aria-invalid"));
        Assert.Contains($"{field}-error", control?.GetAttribute("aria-describedby"), StringComparison.Ordinal);
        Assert.Equal(typed, field == "body" ? control?.TextContent : control?.GetAttribute("value") ?? "");
        Assert.StartsWith("Fehler:", refused.Page.Title, StringComparison.Ordinal);
        Assert.Equal(before, await _desk.Version());
    }

    [Fact]
    public async Task WhoSavesOverSomebodyElse_IsToldFirst_AndKeepsWhatTheyTyped()
    {
        var otto = await DeskDoor.OpenAs(_desk.Site, "otto@wegwarte.example");
        var form = StaffBrowser.Hidden((await otto.Get(LetterDesk.Page)).Page).ToList();
        await _desk.Save("First: {webinar}");
        (string, string)[] typed = [.. form, .. await _desk.Typed("Second: {webinar}"), ("do", "Save")];
        var told = await otto.Post(LetterDesk.Page, typed);
        Assert.Equal(HttpStatusCode.Conflict, told.Status);
        Assert.Equal("Second: {webinar}", told.Field("subject"));
        var summary = told.Page.QuerySelector(".summary")?.TextContent;
        Assert.Contains(DeskDoor.Email, summary, StringComparison.Ordinal);
        Assert.Contains("First: {webinar}", summary, StringComparison.Ordinal);
        Assert.Contains("First: {webinar}", (await _desk.Live()).File.Text, StringComparison.Ordinal);

        var again = await otto.Post(LetterDesk.Page, [.. StaffBrowser.Hidden(told.Page), .. await _desk.Typed("Second: {webinar}"), ("do", "Save")]);
        Assert.Equal(HttpStatusCode.SeeOther, again.Status);
        Assert.Contains("Second: {webinar}", (await _desk.Live()).File.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfManyWhoSaveAtOnce_OneDoes()
    {
        var first = (await _desk.Live()).Stamp.Id;
        var states = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => _desk.Site.With((Edits edits) => edits.Save(
            new ContentFile(LetterDesk.File, Encoding.UTF8.GetBytes(new LetterWording($"No. {i}", "p", "b", "text").ToFile())), first, $"member-{i}"))));
        Assert.Equal((1, 3), (states.Count(s => s == EditState.Done), states.Count(s => s == EditState.Overtaken)));
    }

    [Theory]
    [InlineData("/admin/letters/nothing/en")]
    [InlineData("/admin/letters/reminder/fr")]
    [InlineData("/admin/letters/..%2Fsite/en")]
    [InlineData("/admin/letters/reminder/en?from=1")]
    public async Task NothingButLetters_IsEditedHere(string path)
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _desk.Erika.Get(path)).Status);
        await Assert.ThrowsAsync<ArgumentException>(() => _desk.Site.With((Edits e) => e.Save(new ContentFile("letters/more.en.md", []), 0, "x")));
    }

    [Fact, Rule("S1")]
    public async Task ThePreview_StandsAtItsOwnAddress_InASandbox_AndAsksNobodyForAnything()
    {
        var page = await _desk.Erika.Get(LetterDesk.Page);
        var frame = page.Page.QuerySelector("iframe[name=preview]");
        Assert.Equal($"{LetterDesk.Page}/preview", frame?.GetAttribute("src"));
        Assert.DoesNotMatch("allow-(scripts|same-origin|forms)", frame?.GetAttribute("sandbox"));
        using var client = await SignedIn();
        using var answer = await client.GetAsync($"{LetterDesk.Page}/preview?view=Dark", Token);
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
        var before = await _desk.Version();
        (string, string)[] form = [.. StaffBrowser.Hidden((await _desk.Erika.Get(LetterDesk.Page)).Page), .. await _desk.Typed("Typed only: {webinar}")];
        var shown = await _desk.Erika.Post($"{LetterDesk.Page}/preview", [.. form, ("view", "Light")]);
        Assert.StartsWith("Typed only", shown.Page.QuerySelector("h1")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("Why you get this e-mail", (await _desk.Erika.Post($"{LetterDesk.Page}/preview", [.. form, ("view", "Text")])).Page.QuerySelector("pre")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("verwendet {nothing}", (await _desk.Erika.Post($"{LetterDesk.Page}/preview", [.. form.Where(f => f.Item1 != "body"), ("body", "{nothing}")])).Page.QuerySelector("pre")?.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await _desk.Erika.Post($"{LetterDesk.Page}/preview", [.. await _desk.Typed()])).Status);
        Assert.Equal(before, await _desk.Version());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<HttpClient> SignedIn()
    {
        var token = await _desk.Site.With((Invitations i) => i.Create());
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = _desk.Site.Address };
        var browser = new StaffBrowser(client);
        var form = await browser.Get($"/staff/setup/{token}");
        await browser.Post($"/staff/setup/{token}", [.. StaffBrowser.Hidden(form.Page), ("email", "third@wegwarte.example"), ("password", Member.Password), ("code", Totp.Code(Member.SecretOn(form), _desk.Site.Clock.GetCurrentInstant()))]);
        return client;
    }
}
