using System.Net;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Site.Journeys;
using Site.Staff;
using Site.Tests.Journeys;
using Site.Tests.Support;

namespace Site.Tests.Staff;

/// <summary>The newsletter at the desk: written, looked at, tested, released after a look at how many get it, watched, stopped.</summary>
public sealed class IssuesTests : IAsyncLifetime
{
    private static readonly (string, string)[] _texts =
    [
        ("subject-de", "Frag weniger"), ("preheader-de", "Vier Fragen."), ("body-de", "Guten Tag,\r\n\r\nweniger ist mehr."),
        ("subject-en", "Ask less"), ("preheader-en", "Four questions."), ("body-en", "Hello,\r\n\r\nless is more."),
    ];

    private readonly SiteHost _site = new();
    private StaffBrowser _erika = null!;

    public async ValueTask InitializeAsync()
    {
        _site.Started();
        _site.Services.GetRequiredService<IRecurringJobManager>().RemoveIfExists(IssueSpread.Job);
        _erika = await DeskDoor.Open(_site);
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task AnIssue_IsWritten_Counted_Released_AndWatched()
    {
        await _site.Subscribe(5);
        var issue = await Begin();
        Assert.Equal($"{issue}/send", (await Send(issue, "Continue")).Location);
        var last = await _erika.Get($"{issue}/send");
        Assert.Contains("5 Menschen", last.Page.QuerySelector(".lead")?.TextContent, StringComparison.Ordinal);
        Assert.Equal(["4 Menschen: Frag weniger", "1 Mensch: Ask less"], last.Page.QuerySelectorAll("dl.facts dd").Select(d => d.TextContent.Trim()));
        Assert.Equal("An 5 Menschen senden", last.Page.QuerySelector("main form button")?.TextContent);
        var released = await _erika.Post($"{issue}/send", [.. StaffBrowser.Hidden(last.Page), ("when", "Now")]);
        Assert.Equal((HttpStatusCode.SeeOther, issue), (released.Status, released.Location));

        await _site.Spread();
        await Patience.Until(async () => (await _erika.Get(issue)).Page.QuerySelector("progress")?.GetAttribute("value") == "100");
        var watched = await _erika.Get(issue);
        Assert.Contains("versandt", watched.Page.QuerySelector("dl.facts .state")?.TextContent, StringComparison.Ordinal);
        Assert.Null(watched.Page.QuerySelector("textarea"));
        Assert.Null(watched.Page.QuerySelector("button[value=Stop]"));
        Assert.Equal([StaffAct.IssueSaved, StaffAct.IssueSaved, StaffAct.IssueReleased], await Audited());
        Assert.Contains("versandt", (await _erika.Get("/admin/issues")).Page.QuerySelector("tbody")?.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await _erika.Get($"{issue}/send")).Status);
    }

    [Fact, Rule("M10")]
    public async Task Later_IsTheLocalTimeOfTheSite_AndATimeThatDoesNotExistIsRefused()
    {
        var issue = await Written();
        var form = await _erika.Get($"{issue}/send");
        (string, string)[] hidden = [.. StaffBrowser.Hidden(form.Page), ("when", "Later")];
        foreach (var (typed, said) in new[]
        {
            ("", "Geben Sie an, wann"), ("2026-03-29T02:30", "Diese Uhrzeit gibt es an dem Tag nicht"), ("2026-03-01T09:00", "in den nächsten zwölf Monaten"), ("2062-03-01T09:00", "in den nächsten zwölf Monaten"),
        })
        {
            var refused = await _erika.Post($"{issue}/send", [.. hidden, ("at", typed)]);
            Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
            Assert.Contains(said, refused.Error, StringComparison.Ordinal);
            Assert.Equal(typed, refused.Field("at"));
        }

        await _erika.Post($"{issue}/send", [.. hidden, ("at", "2026-03-29T09:00")]);
        Assert.Equal(Instant.FromUtc(2026, 3, 29, 7, 0), (await Issue(issue)).DueAt);
        Assert.Contains("geplant", (await _erika.Get(issue)).Page.QuerySelector("dl.facts .state")?.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsMissingOrCannotBeShown_IsSaidAtItsField_AndWhatWasTypedStays()
    {
        var issue = await Begin();
        var missing = await _erika.Submit(issue, [.. _texts.Where(t => t.Item1 != "body-en"), ("do", "Continue")]);
        Assert.Equal((HttpStatusCode.BadRequest, "Text (Englisch) fehlt noch."), (missing.Status, missing.Error));
        Assert.Equal("Frag weniger", missing.Field("subject-de"));
        var broken = await _erika.Submit(issue, [.. _texts.Where(t => t.Item1 != "body-en"), ("body-en", "See\n\n[this](/en)"), ("do", "Save")]);
        Assert.StartsWith("Text (Englisch), Zeile 3: verlinkt auf „/en“, was aus einem Mailprogramm nirgendwohin führt", broken.Error, StringComparison.Ordinal);
        var unfilled = await _erika.Submit(issue, [.. _texts.Where(t => t.Item1 != "subject-de"), ("subject-de", "Hallo {Vorname}"), ("do", "Save")]);
        Assert.Equal("Deutsch: verwendet {Vorname}, was es in einer Ausgabe nicht gibt; es gibt {greeting}", unfilled.Error);
        Assert.Equal(0, (await Issue(issue)).Version);
        Assert.Equal($"{issue}?saved=true", (await _erika.Submit(issue, ("subject-de", "Nur ein Anfang"), ("do", "Save"))).Location);
        Assert.Equal(issue, (await _erika.Get($"{issue}/send")).Location);
    }

    [Fact]
    public async Task WhoSavesOverSomebodyElse_OrReleasesWhatChangedMeanwhile_IsToldFirst()
    {
        var issue = await Written();
        var (mine, last) = (await _erika.Get(issue), await _erika.Get($"{issue}/send"));
        await Send(issue, "Save");
        var told = await _erika.Post(issue, [.. StaffBrowser.Hidden(mine.Page), .. _texts.Skip(1), ("subject-de", "Meins"), ("do", "Save")]);
        Assert.Equal((HttpStatusCode.Conflict, "Meins"), (told.Status, told.Field("subject-de")));
        Assert.Contains("Frag weniger", told.Page.QuerySelector(".summary pre")?.TextContent, StringComparison.Ordinal);
        var released = await _erika.Post($"{issue}/send", [.. StaffBrowser.Hidden(last.Page), ("when", "Now")]);
        Assert.Equal(HttpStatusCode.Conflict, released.Status);
        Assert.Null((await Issue(issue)).DueAt);
        Assert.Equal(HttpStatusCode.SeeOther, (await _erika.Post(issue, [.. StaffBrowser.Hidden(told.Page), .. _texts, ("do", "Save")])).Status);
    }

    [Fact]
    public async Task ATest_GoesToOneself_InEitherLanguage_AndThePreviewShowsWhatIsTyped()
    {
        var issue = await Begin();
        (string, string)[] form = [.. StaffBrowser.Hidden((await _erika.Get(issue)).Page), .. _texts];
        Assert.Equal(HttpStatusCode.OK, (await _erika.Post(issue, [.. form, ("do", "TestEnglish")])).Status);
        var letter = await _site.Mail.WaitForMailTo(DeskDoor.Email);
        Assert.Equal("[Test] Ask less", letter.Subject);
        Assert.Contains("less is more.", letter.Text, StringComparison.Ordinal);
        var typed = await _erika.Post($"{issue}/de/preview", [.. form, ("view", "Dark")]);
        Assert.Contains("weniger ist mehr.", typed.Page.Body?.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("weniger", (await _erika.Get($"{issue}/de/preview")).Page.Body?.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _erika.Get($"{issue}/fr/preview")).Status);
    }

    [Fact]
    public async Task AReleasedIssue_IsStopped_AndADraftDiscarded()
    {
        await _site.Subscribe(4);
        var issue = await Written();
        await _erika.Submit($"{issue}/send", ("when", "Later"), ("at", "2026-03-29T09:00"));
        Assert.Equal(HttpStatusCode.SeeOther, (await _erika.Submit(issue, ("do", "Stop"))).Status);
        var stopped = await _erika.Get(issue);
        var late = await _erika.Post(issue, [.. StaffBrowser.Hidden((await _erika.Get(await Begin())).Page), .. _texts, ("do", "Save")]);
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("weniger ist mehr.", late.Page.QuerySelector(".summary pre")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("gestoppt", stopped.Page.QuerySelector("dl.facts .state")?.TextContent, StringComparison.Ordinal);

        var draft = await Begin();
        Assert.Equal("/admin/issues", (await _erika.Submit(draft, ("do", "Discard"))).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await _erika.Get(draft)).Status);
        Assert.Equal([StaffAct.IssueSaved, StaffAct.IssueSaved, StaffAct.IssueReleased, StaffAct.IssueStopped, StaffAct.IssueSaved, StaffAct.IssueSaved, StaffAct.IssueDiscarded], await Audited());
    }

    [Fact, Rule("S2")]
    public async Task WithoutTheFormsToken_NothingIsReleasedOrStopped()
    {
        var issue = await Written();
        Assert.Equal(HttpStatusCode.BadRequest, (await _erika.Post($"{issue}/send", ("when", "Now"), ("version", "1"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _erika.Post(issue, ("do", "Stop"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _erika.Post("/admin/issues")).Status);
        Assert.Null((await Issue(issue)).DueAt);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<string> Begin() => (await _erika.Submit("/admin/issues")).Location ?? throw new InvalidOperationException("No issue was begun.");

    private async Task<string> Written()
    {
        var issue = await Begin();
        await Send(issue, "Save");
        return issue;
    }

    private Task<Answer> Send(string page, string what) => _erika.Submit(page, [.. _texts, ("do", what)]);

    private async Task<Issue> Issue(string path) =>
        await _site.With((Issues issues) => issues.Find(Guid.Parse(path.Split('/')[3]))) ?? throw new InvalidOperationException($"{path} is gone.");

    private Task<List<StaffAct>> Audited() => _site.With((StaffDb db) =>
        db.Set<AuditRow>().Where(r => r.Detail != null).OrderBy(r => r.Id).Select(r => r.Act).ToListAsync(Token));
}
