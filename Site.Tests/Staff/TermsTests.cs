using System.Net;
using Microsoft.EntityFrameworkCore;
using Site.Data;
using Site.Publishing;
using Site.Staff;
using Site.Tests.Publishing;
using Site.Tests.Support;

namespace Site.Tests.Staff;

/// <summary>The desk shows changed terms to everybody there; the privacy role decides, once, with a reason that stays.</summary>
public sealed class TermsTests : IAsyncLifetime
{
    private const string Path = "/admin/terms";

    private readonly TermsDesk _desk = new();

    public ValueTask InitializeAsync() => _desk.InitializeAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task EveryMember_IsToldThatSomethingWaits_AndSeesBeforeAndAfter_ButCannotDecide()
    {
        var member = await Member.Join(_desk.Host);
        Assert.Equal(Path, (await member.Browser.Get("/admin")).Page.QuerySelector(".banner a")?.GetAttribute("href"));
        var page = (await member.Browser.Get(Path)).Page;
        Assert.Equal("Zweck „Teilnahme am Webinar“", page.QuerySelector("h2")?.TextContent);
        var cells = page.QuerySelectorAll(".before-after tbody td").Select(c => c.TextContent.Trim().Replace('\u00A0', ' ')).ToList();
        Assert.Equal(["bis 3 [entfällt: Jahre] nach dem Webinar", "bis 3 [neu: Tage] nach dem Webinar"], cells);
        Assert.Null(page.QuerySelector("main form"));

        var token = StaffBrowser.Hidden((await member.Browser.Get("/staff/sign-out")).Page).ToArray();
        var refused = await member.Browser.Post(Path, [.. token, ("proposal", "1"), ("reason", "Ich möchte das."), ("verdict", "Approved")]);
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Contains("Rolle „Datenschutz“", refused.Page.QuerySelector(".summary")?.TextContent ?? "", StringComparison.Ordinal);
        Assert.Empty(await Decisions());
    }

    [Fact, Rule("S6")]
    public async Task AnApproval_MakesTheTermsLive_AndIsKeptWithWhoWhenWhatAndWhy()
    {
        var officer = await Member.Join(_desk.Host, StaffRoles.Privacy);
        Assert.Contains("3\u00A0Jahre", await Form(), StringComparison.Ordinal);
        var done = await TermsDesk.Decide(officer, Verdict.Approved);
        Assert.Equal((HttpStatusCode.SeeOther, "/admin/terms?decided=1"), (done.Status, done.Location));
        Assert.DoesNotContain("3\u00A0Jahre", await Form(), StringComparison.Ordinal);

        var page = (await officer.Browser.Get(done.Location ?? "")).Page;
        Assert.StartsWith("Freigegeben.", page.QuerySelector("[role=status]")?.TextContent, StringComparison.Ordinal);
        var row = page.QuerySelector("#proposal-1")?.TextContent ?? "";
        Assert.All([officer.Email, "freigegeben", "Drei Tage genügen für Rückfragen.", "purposes.yml #", "Speicherdauer"], said => Assert.Contains(said, row, StringComparison.Ordinal));
        Assert.Null((await officer.Browser.Get("/admin")).Page.QuerySelector(".banner"));

        var decision = Assert.Single(await Decisions());
        var audit = await _desk.Host.With((StaffDb db) => db.Set<AuditRow>().SingleAsync(a => a.Act == StaffAct.TermsApproved));
        Assert.Equal((decision.StaffId, "proposal 1"), (audit.StaffId, audit.Detail));
        Assert.Equal((Verdict.Approved, "Drei Tage genügen für Rückfragen."), (decision.Verdict, decision.Reason));
    }

    [Fact, Rule("S6")]
    public async Task ARejection_LeavesTheLiveTerms_AndIsKeptToo()
    {
        var officer = await Member.Join(_desk.Host, StaffRoles.Privacy);
        var done = await TermsDesk.Decide(officer, Verdict.Rejected);
        Assert.StartsWith("Abgelehnt.", (await officer.Browser.Get(done.Location ?? "")).Page.QuerySelector("[role=status]")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("3\u00A0Jahre", await Form(), StringComparison.Ordinal);
        Assert.Equal(Verdict.Rejected, Assert.Single(await Decisions()).Verdict);
        Assert.Equal(1, await _desk.Host.With((StaffDb db) => db.Set<AuditRow>().CountAsync(a => a.Act == StaffAct.TermsRejected)));
        Assert.Null((await officer.Browser.Get(Path)).Page.QuerySelector("main form"));
    }

    [Theory, Rule("A2")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(null)]
    public async Task WithoutAReason_OrWithOneTooLong_NothingIsDecided_AndTheFieldSaysSo(string? reason)
    {
        var officer = await Member.Join(_desk.Host, StaffRoles.Privacy);
        var refused = await TermsDesk.Decide(officer, Verdict.Approved, reason ?? new string('x', Decision.MaxReason + 1));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.StartsWith("Fehler: ", refused.Page.Title, StringComparison.Ordinal);
        Assert.Equal("#reason", refused.Page.QuerySelector(".summary a")?.GetAttribute("href"));
        Assert.Equal("true", refused.Page.QuerySelector("#reason")?.GetAttribute("aria-invalid"));
        Assert.Empty(await Decisions());
    }

    [Theory]
    [InlineData("Replaced")]
    [InlineData("7")]
    [InlineData("yes")]
    public async Task AnInventedVerdict_DecidesNothing(string verdict)
    {
        var officer = await Member.Join(_desk.Host, StaffRoles.Privacy);
        var answer = await officer.Browser.Submit(Path, ("reason", "Weil."), ("verdict", verdict));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Empty(await Decisions());
    }

    [Fact, Rule("S2")]
    public async Task WithoutItsToken_TheFormIsRefused()
    {
        var officer = await Member.Join(_desk.Host, StaffRoles.Privacy);
        Assert.Equal(HttpStatusCode.BadRequest, (await officer.Browser.Post(Path, ("proposal", "1"), ("reason", "Weil."), ("verdict", "Approved"))).Status);
        Assert.Empty(await Decisions());
    }

    [Fact]
    public async Task TheSecondOfTwoOfficers_IsToldWhatTheFirstDecided()
    {
        var (first, second) = (await Member.Join(_desk.Host, StaffRoles.Privacy), await Member.Join(_desk.Host, StaffRoles.Privacy));
        var open = StaffBrowser.Hidden((await second.Browser.Get(Path)).Page).ToArray();
        await TermsDesk.Decide(first, Verdict.Rejected);
        var late = await second.Browser.Post(Path, [.. open, ("reason", "Ich bin dafür."), ("verdict", "Approved")]);
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("Jemand war schneller", late.Page.QuerySelector(".summary")?.TextContent ?? "", StringComparison.Ordinal);
        Assert.Contains(first.Email, late.Page.QuerySelector("#proposal-1")?.TextContent ?? "", StringComparison.Ordinal);
        Assert.Equal(Verdict.Rejected, Assert.Single(await Decisions()).Verdict);
    }

    [Fact]
    public async Task WhatWasReplacedMeanwhile_IsNotApproved_AndTheNewerChangeStandsThere()
    {
        var officer = await Member.Join(_desk.Host, StaffRoles.Privacy);
        var open = StaffBrowser.Hidden((await officer.Browser.Get(Path)).Page).ToArray();
        await _desk.Change("3 days after webinar-end", "9 days after webinar-end");
        var late = await officer.Browser.Post(Path, [.. open, ("reason", "Drei Tage genügen."), ("verdict", "Approved")]);
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("9\u00A0[neu: Tage]", late.Page.QuerySelector(".before-after")?.TextContent.Replace("[neu: 9\u00A0Tage]", "9\u00A0[neu: Tage]", StringComparison.Ordinal) ?? "", StringComparison.Ordinal);
        Assert.Contains("3\u00A0Jahre", await Form(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatWasRejected_IsShownToEveryMember_AsLongAsItStandsInTheFiles()
    {
        var (officer, member) = (await Member.Join(_desk.Host, StaffRoles.Privacy), await Member.Join(_desk.Host));
        await TermsDesk.Decide(officer, Verdict.Rejected);
        var banner = (await member.Browser.Get("/admin")).Page.QuerySelector(".banner a");
        Assert.Equal((Path, "Abgelehnte Bedingungen stehen noch in den Dateien."), (banner?.GetAttribute("href"), banner?.TextContent));
        var page = (await member.Browser.Get(Path)).Page;
        Assert.Contains("abgelehnt und steht noch in den Dateien", page.QuerySelector(".lead")?.TextContent ?? "", StringComparison.Ordinal);
        Assert.Contains("Drei Tage genügen für Rückfragen.", page.QuerySelector("#proposal-1")?.TextContent ?? "", StringComparison.Ordinal);

        await _desk.Change("retention: 3 days after webinar-end", ContentCopy.Retention);
        Assert.Null((await member.Browser.Get("/admin")).Page.QuerySelector(".banner"));
        Assert.Null((await member.Browser.Get(Path)).Page.QuerySelector(".lead"));
    }

    [Fact]
    public async Task WhateverElseChangesInAFileThatWaits_IsShownToo()
    {
        await _desk.Change("retention: 3 days after webinar-end", "retention: 3 days after webinar-end # wie besprochen");
        var member = await Member.Join(_desk.Host);
        var lines = (await member.Browser.Get(Path)).Page.QuerySelectorAll("details.files li").Select(l => l.TextContent.Trim());
        Assert.Equal([$"[entfällt: {ContentCopy.Retention}]", "[neu: retention: 3 days after webinar-end # wie besprochen]"], lines);
    }

    [Fact]
    public async Task AnotherRecipient_IsSaidToAffectWhatIsHeld_AndAnotherRetentionIsNot()
    {
        Assert.Equal(HttpStatusCode.SeeOther, (await _desk.Host.Site.Browser().Submit(Forms.Webinar, ("email", "alice@beispiel.example"))).Status);
        var member = await Member.Join(_desk.Host);
        Assert.Contains("Gilt nur für Anmeldungen danach; ein Mensch mit laufenden Angaben behält", (await member.Browser.Get(Path)).Page.QuerySelector("h2 + p")?.TextContent ?? "", StringComparison.Ordinal);
        await _desk.Change("country: NL", "country: BE");
        Assert.Contains("Betrifft auch, was schon gespeichert ist: ein Mensch hat", (await member.Browser.Get(Path)).Page.QuerySelector("h2 + p")?.TextContent ?? "", StringComparison.Ordinal);
    }

    private async Task<string> Form() => (await _desk.Host.Site.Browser().Get(Forms.Webinar)).Page.Body?.TextContent ?? "";

    private Task<List<Decision>> Decisions() => _desk.Host.With((SiteDb db) => db.Set<Decision>().AsNoTracking().ToListAsync());
}
