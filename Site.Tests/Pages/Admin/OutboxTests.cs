using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Evidence;
using Site.Mail;
using Site.Prospects;
using Site.Staff;
using Site.Tests.Staff;
using Site.Tests.Support;

namespace Site.Tests.Pages.Admin;

/// <summary>The outbox at the desk, and a letter that staff send once more. Each test has a site of its own.</summary>
public sealed class OutboxTests : IAsyncLifetime
{
    private const string Alice = "alice@beispiel.example";

    private readonly SiteHost _site = new();

    private StaffBrowser _desk = null!;

    public async ValueTask InitializeAsync()
    {
        _site.Started();
        _desk = await DeskDoor.Open(_site);
    }

    [Fact, Rule("M5"), Rule("S6")]
    public async Task ThePage_SaysWhatDidNotArriveAndWhy_WithoutAnAddress()
    {
        Assert.Contains("kein Brief ist beiseitegelegt", (await _desk.Get("/admin/outbox")).Page.Body?.TextContent, StringComparison.Ordinal);
        _site.Mail.Faults = new() { Recipient = _ => "550 5.1.1 <alice@beispiel.example> no such mailbox" };
        await SignUp();
        await Patience.Until(async () => (await Letters())[0].WithheldAt is not null);

        var page = (await _desk.Get("/admin/outbox?lang=en")).Page;
        var row = page.QuerySelector("tbody tr")?.TextContent ?? "";
        Assert.All(["Request to confirm", "refused by the mail server", "550", "no such mailbox", "Send once more"], said => Assert.Contains(said, row, StringComparison.Ordinal));
        Assert.DoesNotContain("alice@", page.Body?.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 · refused by the mail server", page.QuerySelector(".facts")?.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await _desk.Post($"/admin/outbox/{(await Letters())[0].PublicId}")).Status);
    }

    [Fact, Rule("M7")]
    public async Task WhatALimitHeldBack_IsListed_SoThatNobodyWaitsInVain()
    {
        await SignUp();
        await SignUp();
        var row = (await _desk.Get("/admin/outbox")).Page.QuerySelector("tbody tr")?.TextContent ?? "";
        Assert.Contains("zu viele Briefe an diese Adresse", row, StringComparison.Ordinal);
    }

    [Fact, Rule("M7"), Rule("S6")]
    public async Task AConfirmation_SentOnceMore_KeepsTheLimitOfItsAddress_AndIsOnRecord()
    {
        await SignUp();
        await Patience.Until(async () => (await Letters())[0].SentAt is not null);
        var first = (await Letters())[0];
        Assert.Equal("Limit", await Repeat(first));
        Assert.Single(await Letters());

        _site.Clock.Advance(Duration.FromMinutes(61));
        Assert.Equal("Put", await Repeat(first));
        await Patience.Until(async () => (await Letters()) is [_, { SentAt: not null }]);
        var again = (await Letters())[1];
        Assert.Equal(("once/again/1", first.FirstOccasion), (again.Occasion, again.FirstOccasion));
        Assert.Equal([first.PublicId, again.PublicId], _site.Mail.Received.Where(m => m.IsTo(Alice)).Select(m => Guid.Parse((m.Message.MessageId ?? "").Split('@')[0])));
        Assert.Equal(2, (await _site.InDb(db => db.Set<Payload>().Where(p => p.About == first.Submission).Select(p => p.Event.Act).ToListAsync())).Count(a => a == Act.LetterSent));
        Assert.All(await Audited(), row => Assert.Equal((first.Submission, "Confirmation"), (row.Subject, row.Detail)));
    }

    [Fact, Rule("P13")]
    public async Task ALetterWhosePurposeHasEnded_IsNotOffered_AndDoesNotLeave()
    {
        var page = await SignUp();
        await Patience.Until(async () => (await Letters())[0].SentAt is not null);
        var first = (await Letters())[0];
        _site.Clock.Advance(Duration.FromHours(2));
        await _site.InDb(db => db.Set<Basis>().ExecuteUpdateAsync(s => s.SetProperty(b => b.EndedAt, _site.Clock.GetCurrentInstant())));
        Assert.Equal("Put", await Repeat(first));
        await Patience.Until(async () => (await Letters()) is [_, { WithheldReason: WithheldReason.Ended }]);
        Assert.Single(_site.Mail.Received, m => m.IsTo(Alice));
        Assert.Contains("zurückgehalten", (await _desk.Get(page)).Page.QuerySelector("main")?.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSignUpsPage_ShowsEachLetter_AndLeadsBackToItself()
    {
        var page = await SignUp();
        await Patience.Until(async () => (await Letters())[0].SentAt is not null);
        await _site.InDb(db => db.Set<OutboxRow>().ExecuteUpdateAsync(s => s.SetProperty(o => o.BouncedAt, SiteHost.Beginning).SetProperty(o => o.BounceStatus, "4.2.2")));
        var shown = (await _desk.Get($"{page}?lang=en")).Page;
        var row = shown.QuerySelectorAll<IHtmlTableRowElement>("tbody tr").Single(r => r.TextContent.Contains("Request to confirm", StringComparison.Ordinal));
        Assert.Contains("came back as undeliverable", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("(4.2.2)", row.TextContent, StringComparison.Ordinal);
        var form = Assert.IsType<IHtmlFormElement>(row.QuerySelector("form"), exactMatch: false);
        var back = await _desk.Post(form.GetAttribute("action") ?? "", [.. StaffBrowser.Hidden(shown), ("fromSignUp", "true")]);
        Assert.Equal((HttpStatusCode.SeeOther, $"{page}?again=Limit&lang=en"), (back.Status, back.Location));
        Assert.Contains("as many requests to confirm as it may get", (await _desk.Get(back.Location ?? "")).Page.QuerySelector("[role=status]")?.TextContent, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private async Task<string> SignUp()
    {
        using var client = _site.Prospect();
        (await client.SignUp(Forms.Webinar, Alice)).Dispose();
        return $"/admin/sign-ups/{(await Letters())[0].Submission}";
    }

    private Task<List<OutboxRow>> Letters() => _site.InDb(db => db.Set<OutboxRow>().AsNoTracking().OrderBy(o => o.Id).ToListAsync());

    // With the token of the desk's own form for signing out, which stands on every page.
    private async Task<string> Repeat(OutboxRow letter)
    {
        var tokens = (await _desk.Get("/admin/outbox")).Page.QuerySelectorAll<IHtmlInputElement>("input[name=__RequestVerificationToken]").Take(1).Select(i => (i.Name ?? "", i.Value));
        var answer = await _desk.Post($"/admin/outbox/{letter.PublicId}", [.. tokens]);
        return answer.Location?.Split("again=")[1] ?? answer.Status.ToString();
    }

    private Task<List<AuditRow>> Audited() => _site.With((StaffDb db) => db.Set<AuditRow>().Where(r => r.Act == StaffAct.LetterSentAgain).ToListAsync());
}
