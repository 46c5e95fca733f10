using System.Net;
using Microsoft.EntityFrameworkCore;
using Site.Mail;
using Site.Pages.Admin;
using Site.Staff;
using Site.Tests.Support;

namespace Site.Tests.Staff;

/// <summary>A test of a letter: to oneself alone, harmless, a few a minute, and with the reason where it does not go out.</summary>
public sealed class TestLettersTests : IAsyncLifetime
{
    private LetterDesk _desk = null!;

    public async ValueTask InitializeAsync() => _desk = await LetterDesk.Open();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact, Rule("S4")]
    public async Task ATest_GoesToOneselfAlone_WithLinksThatDoNothing_AndIsInTheAudit()
    {
        var sent = await _desk.Erika.Submit("/admin/letters/confirm-webinar/de", [.. await _desk.Typed("Probe: {webinar}", "Guten Tag", "/admin/letters/confirm-webinar/de"), ("do", "Test")]);
        Assert.Equal(HttpStatusCode.OK, sent.Status);
        Assert.Contains($"unterwegs an {DeskDoor.Email}", sent.Page.QuerySelector("[role=status]")?.TextContent, StringComparison.Ordinal);
        var letter = await _desk.Site.Mail.WaitForMailTo(DeskDoor.Email);
        Assert.StartsWith("[Test] Probe: ", letter.Subject, StringComparison.Ordinal);
        Assert.Equal([DeskDoor.Email], letter.Recipients);
        Assert.Contains("bewirken nichts", letter.Text, StringComparison.Ordinal);
        Assert.Null(letter.Message.Headers["List-Unsubscribe"]);
        Assert.Equal([(StaffAct.TestSent, (string?)"letters/confirm-webinar.de.md")], await _desk.Audited(StaffAct.TestSent));
        Assert.Equal((0, 0), await _desk.Site.InDb(async db => (await db.Set<OutboxRow>().CountAsync(Token), await db.Set<Site.Evidence.Event>().CountAsync(e => e.Act == Site.Evidence.Act.LetterSent, Token))));

        using var client = _desk.Site.Prospect();
        foreach (var link in (string[])[letter.Link("/de/bestaetigen/"), letter.Link("/de/absagen/")])
        {
            using var answer = await client.Press(link);
            Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.Gone]);
        }
    }

    [Fact]
    public async Task Tests_AreFewAMinute()
    {
        (string, string)[] form = [.. StaffBrowser.Hidden((await _desk.Erika.Get(LetterDesk.Page)).Page), .. await _desk.Typed(), ("do", "Test")];
        for (var i = 0; i < TestLetters.MostAMinute; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await _desk.Erika.Post(LetterDesk.Page, form)).Status);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await _desk.Erika.Post(LetterDesk.Page, form)).Status);
        _desk.Site.Clock.Advance(NodaTime.Duration.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await _desk.Erika.Post(LetterDesk.Page, form)).Status);
        Assert.Equal(TestLetters.MostAMinute + 1, _desk.Site.Mail.Received.Count);
    }

    [Theory]
    [InlineData(true, "550 5.7.1 not from there")]
    [InlineData(false, "")]
    public async Task ATestThatDoesNotGoOut_SaysWhy(bool isUp, string answer)
    {
        _desk.Site.Mail.Faults = new() { Data = _ => answer };
        if (!isUp)
        {
            await _desk.Site.Mail.Down();
        }

        var failed = await _desk.Erika.Submit(LetterDesk.Page, [.. await _desk.Typed(), ("do", "Test")]);
        Assert.Equal(HttpStatusCode.BadGateway, failed.Status);
        Assert.Contains("Der Mailserver sagt: ", failed.Page.QuerySelector("[role=status]")?.TextContent, StringComparison.Ordinal);
        Assert.Contains(answer, failed.Page.QuerySelector("[role=status]")?.TextContent, StringComparison.Ordinal);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
