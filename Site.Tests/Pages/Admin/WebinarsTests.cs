using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Site.Data;
using Site.Publishing;
using Site.Staff;
using Site.Tests.Publishing;
using Site.Tests.Staff;
using Site.Tests.Support;
using Site.Webinars;

namespace Site.Tests.Pages.Admin;

/// <summary>The desk's page of webinars: what was announced, what is planned, who would be told what, and the button.</summary>
public sealed class WebinarsTests : IAsyncLifetime
{
    private const string Path = "/admin/webinars";

    private readonly string _content = ContentCopy.In(Directory.CreateTempSubdirectory("webinars-").FullName);
    private readonly StaffHost _host;

    public WebinarsTests() => _host = new StaffHost { Content = _content };

    public async ValueTask InitializeAsync()
    {
        await _host.InitializeAsync();
        _ = _host.Site.Services;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_content, recursive: true);
    }

    [Fact]
    public async Task WithoutAChange_ItShowsWhatWasAnnounced_AndNoButton()
    {
        var page = (await (await Member.Join(_host)).Browser.Get(Path)).Page;
        Assert.Equal(2, page.QuerySelectorAll("table.list tbody tr").Length);
        Assert.Contains("0 von 120", page.QuerySelector("table.list")?.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("main form"));
    }

    [Fact, Rule("M9")]
    public async Task AChange_IsShownWithTheLetter_Announced_AndAudited()
    {
        var member = await Member.Join(_host);
        await Plan("start: in 9 days, 10:00", "start: in 10 days, 17:00");
        var page = (await member.Browser.Get(Path)).Page;
        Assert.Contains("Niemand hat bisher einen Kalendereintrag", page.Body?.TextContent, StringComparison.Ordinal);
        Assert.Contains("Fragen statt sammeln", page.QuerySelector("main section h2")?.TextContent, StringComparison.Ordinal);
        var letters = page.QuerySelectorAll("main section details").ToList();
        Assert.Contains("Neuer Termin: Fragen statt sammeln", letters[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("A new time: ", letters[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("17:00–17:30", letters[0].QuerySelector("pre")?.TextContent, StringComparison.Ordinal);

        var answer = await member.Browser.Submit(Path);
        Assert.Equal((HttpStatusCode.SeeOther, "/admin/webinars?announced=ask-first"), (answer.Status, answer.Location));
        Assert.Contains("Angekündigt: „Fragen statt sammeln", (await member.Browser.Get(answer.Location ?? "")).Page.QuerySelector(".banner[role=status]")?.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await _host.With((SiteDb db) => db.Set<Schedule>().Where(s => s.Slug == "ask-first").Select(s => s.Sequence).SingleAsync()));
        var row = await _host.With((StaffDb db) => db.Set<AuditRow>().SingleAsync(r => r.Act == StaffAct.Announced));
        Assert.Equal(("ask-first", await Id(member)), (row.Detail, row.StaffId));
        Assert.Equal(row.StaffId, await _host.With((SiteDb db) => db.Set<Announcement>().Where(a => a.Sequence == 1).Select(a => a.StaffId).SingleAsync()));
    }

    [Fact, Rule("M9")]
    public async Task TheSecondWhoAnnounces_IsTold_AndNothingHappensTwice()
    {
        var (first, second) = (await Member.Join(_host), await Member.Join(_host));
        await Plan("state: planned", "state: cancelled");
        var form = StaffBrowser.Hidden((await second.Browser.Get(Path)).Page).ToArray();
        await first.Browser.Submit(Path);
        var answer = await second.Browser.Post(Path, form);
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("inzwischen hat sich etwas geändert", answer.Page.QuerySelector("[role=alert]")?.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await _host.With((SiteDb db) => db.Set<Announcement>().CountAsync(a => a.Sequence == 1)));
    }

    [Fact]
    public async Task WhatHasPassed_IsExplained_AndHasNoButton()
    {
        var member = await Member.Join(_host);
        await Plan("start: in 9 days, 10:00", "start: 2020-03-04 10:00");
        var page = (await member.Browser.Get($"{Path}?lang=en")).Page;
        Assert.Contains("The planned time has passed already", page.Body?.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("main form"));
    }

    [Fact, Rule("S2")]
    public async Task WithoutTheFormsToken_NothingIsAnnounced()
    {
        var member = await Member.Join(_host);
        await Plan("state: planned", "state: cancelled");
        var mark = (await _host.With((Announcing a) => a.Waiting()))[0].Mark;
        Assert.Equal(HttpStatusCode.BadRequest, (await member.Browser.Post(Path, ("slug", "ask-first"), ("mark", mark))).Status);
        Assert.Single(await _host.With((Announcing a) => a.Waiting()));
    }

    private async Task Plan(string from, string to)
    {
        ContentCopy.Replace(_content, "webinars/ask-first/webinar.yml", from, to);
        await _host.With((ContentImport import) => import.Run(ContentFile.ReadFolder(_content)));
        await _host.Site.Services.GetRequiredService<LiveSite>().Refresh();
    }

    private Task<string> Id(Member member) => _host.With((StaffDb db) => db.Users.Where(u => u.Email == member.Email).Select(u => u.Id).SingleAsync());
}
