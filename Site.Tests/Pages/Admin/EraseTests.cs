using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Site.Mail;
using Site.Staff;
using Site.Tests.MyData;
using Site.Tests.SignUps;
using Site.Tests.Staff;
using Site.Tests.Support;

namespace Site.Tests.Pages.Admin;

/// <summary>Erasing at the desk, from the link to the words for the answer. Each test has a site of its own.</summary>
public sealed class EraseTests : IAsyncLifetime
{
    private const string Alice = "alice@beispiel.example";

    private readonly SiteHost _site = new();

    private StaffBrowser _desk = null!;

    public async ValueTask InitializeAsync()
    {
        _site.Started();
        _desk = await DeskDoor.Open(_site, StaffRoles.Privacy);
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact, Rule("P16"), Rule("S6")]
    public async Task ThePage_SaysWhatGoesAndWhatStaysUntilWhen_AndIsAView()
    {
        var path = await Path("newsletter");
        Assert.NotNull((await _desk.Get(path)).Page.QuerySelector($"a[href='{path}/erase']"));
        var views = await Audited(StaffAct.Viewed);
        var shown = (await _desk.Get($"{path}/erase?lang=en")).Page;
        Assert.Contains("alice@beispiel.example", shown.QuerySelector(".lead")?.TextContent, StringComparison.Ordinal);
        Assert.Equal(["5", "2", "the proof, until 31 December 2029"], shown.QuerySelectorAll("tbody td").Skip(1).Select(c => c.TextContent.Trim().Replace('\u00A0', ' ')));
        Assert.Equal(views.Count + 1, (await Audited(StaffAct.Viewed)).Count);
    }

    [Fact, Rule("S6")]
    public async Task WithoutThePrivacyRole_ThereIsNoLink_AndNeitherPageNorPost()
    {
        var path = await Path();
        var staff = await DeskDoor.OpenAs(_site, "emil@wegwarte.example");
        var page = await staff.Get(path);
        Assert.Equal((HttpStatusCode.OK, false), (page.Status, page.Page.QuerySelectorAll("a").Any(a => a.GetAttribute("href")?.Contains("erase", StringComparison.Ordinal) == true)));
        Assert.Equal(HttpStatusCode.Forbidden, (await staff.Get($"{path}/erase")).Status);
        var before = await _site.Held();
        // With the token of a form of theirs, so that only the role stands in the way.
        Assert.Equal(HttpStatusCode.Forbidden, (await staff.Post($"{path}/erase", [.. Tokens(page.Page), ("reason", "Asked")])).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _desk.Post($"{path}/erase", ("reason", "Asked"))).Status);
        Assert.Equal(before, await _site.Held());
    }

    [Fact, Rule("P15"), Rule("P16"), Rule("S6")]
    public async Task Pressed_ItErases_AndGivesTheWordsForTheAnswer_InThePersonsLanguage()
    {
        var path = await Path("newsletter");
        var done = await _desk.Submit($"{path}/erase?lang=en", ("reason", "Asked"), ("words", "by telephone"));
        Assert.Equal(HttpStatusCode.OK, done.Status);
        var answer = Assert.IsType<IHtmlTextAreaElement>(done.Page.QuerySelector("textarea.answer"), exactMatch: false);
        Assert.Equal("de", answer.GetAttribute("lang"));
        Assert.All(
            ["Guten Tag,", "wie Sie es gewünscht haben, haben wir am 2. März 2026 gelöscht", "gilt als widerrufen", "Eines behalten wir bis zum 31. Dezember 2029", "Aufsichtsbehörde beschweren", "bis zu 30 Tage", "Wegwarte"],
            said => Assert.Contains(said, answer.Value.Replace('\u00A0', ' '), StringComparison.Ordinal));
        Assert.Contains("Of 1 registration only the proof is left; it is erased after 31 December 2029.", done.Page.Body?.TextContent.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Equal(["the person asked: by telephone"], (await Audited(StaffAct.Erased)).Select(r => r.Detail));
        Assert.Empty(await _site.AnswersOf(Alice));

        Assert.Contains("nur noch Nachweis, wird nach dem 31. Dezember 2029 gelöscht", (await _desk.Get("/admin")).Page.QuerySelector("td .archived")?.TextContent.Replace('\u00A0', ' '), StringComparison.Ordinal);
        var left = (await _desk.Get(path)).Page;
        Assert.Equal("Archiv: nur noch Nachweis, wird nach dem 31. Dezember 2029 gelöscht.", left.QuerySelector("main > .banner")?.TextContent.Replace('\u00A0', ' '));
        Assert.Contains("Grund: auf Wunsch der Person gelöscht", left.QuerySelector(".timeline")?.TextContent, StringComparison.Ordinal);
        Assert.Null((await _desk.Get($"{path}/erase")).Page.QuerySelector("main form"));
    }

    [Fact, Rule("P15"), Rule("P16")]
    public async Task WithoutAConsent_TheAnswerPromisesNoProof_AndAnEnglishPersonReadsEnglish()
    {
        using var client = _site.Prospect();
        (await client.SignUp("/en/webinars/ask-first", Alice)).Dispose();
        await _site.Settled();
        var path = $"/admin/sign-ups/{(await _site.SignUpOf(Alice)).PublicId}/erase";
        var done = await _desk.Submit(path, ("reason", "Other"), ("words", "a test of ours"));
        var answer = done.Page.QuerySelector("textarea.answer[lang=en]")?.TextContent ?? "";
        Assert.Contains("On 2 March 2026 we erased what we had stored", answer.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.DoesNotContain("proof", answer, StringComparison.Ordinal);
        Assert.Contains("1 Anmeldung ist ganz gelöscht.", done.Page.QuerySelector("[role=status]")?.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _desk.Get(path)).Status);
        Assert.Equal(["other reason: a test of ours"], (await Audited(StaffAct.Erased)).Select(r => r.Detail));
    }

    [Theory, Rule("A2")]
    [InlineData("", "", "#reason")]
    [InlineData("Other", " ", "#words")]
    [InlineData("Asked", "long", "#words")]
    [InlineData("Emperor", "", "#reason")]
    public async Task WithoutAReason_OrItsWords_NothingIsErased_AndItSaysWhatIsMissing(string reason, string words, string field)
    {
        var path = await Path();
        var refused = await _desk.Submit($"{path}/erase", ("reason", reason), ("words", words == "long" ? new string('x', 301) : words));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(field, refused.Page.QuerySelector(".summary a")?.GetAttribute("href"));
        Assert.StartsWith("Fehler: ", refused.Page.Title, StringComparison.Ordinal);
        Assert.True(await _site.Knows(Alice));
        Assert.Empty(await Audited(StaffAct.Erased));
    }

    [Fact, Rule("P15")]
    public async Task WhileALetterIsOnItsWay_OrTheJournalCannotBeWritten_ItSaysSo_AndNothingIsErased()
    {
        var path = await Path();
        await _site.InDb(db => db.Set<OutboxRow>().ExecuteUpdateAsync(u => u.SetProperty(o => o.Claim, Guid.NewGuid())));
        var underway = await _desk.Submit($"{path}/erase", ("reason", "Asked"));
        Assert.Equal(HttpStatusCode.Conflict, underway.Status);
        Assert.Contains("in einer Minute noch einmal", underway.Page.QuerySelector("[role=alert]")?.TextContent, StringComparison.Ordinal);
        await _site.InDb(db => db.Set<OutboxRow>().ExecuteUpdateAsync(u => u.SetProperty(o => o.Claim, (Guid?)null)));

        var journal = System.IO.Path.Combine(_site.Folder, "evidence", "erasures");
        await File.WriteAllTextAsync(journal, "in the way", TestContext.Current.CancellationToken);
        var unwritten = await _desk.Submit($"{path}/erase?lang=en", ("reason", "Asked"));
        Assert.Equal(HttpStatusCode.InternalServerError, unwritten.Status);
        Assert.Contains("Nothing was erased: the erasure journal cannot be written", unwritten.Page.QuerySelector("[role=alert]")?.TextContent, StringComparison.Ordinal);
        Assert.Equal(5, (await _site.AnswersOf(Alice)).Count);
        Assert.Empty(await Audited(StaffAct.Erased));
    }

    private async Task<string> Path(params string[] boxes)
    {
        await _site.Confirmed(Alice, boxes);
        await _site.Mail.WaitForMailTo(Alice, "reserviert");
        await _site.Settled();
        return $"/admin/sign-ups/{(await _site.SignUpOf(Alice)).PublicId}";
    }

    private Task<List<AuditRow>> Audited(StaffAct act) => _site.With((StaffDb db) => db.Set<AuditRow>().Where(r => r.Act == act).ToListAsync());

    private static IEnumerable<(string, string)> Tokens(IHtmlDocument page) =>
        page.QuerySelectorAll("input[name=__RequestVerificationToken]").OfType<IHtmlInputElement>().Take(1).Select(i => (i.Name ?? "", i.Value));
}
