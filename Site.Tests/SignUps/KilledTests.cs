using System.Net;
using Microsoft.EntityFrameworkCore;
using Site.Mail;
using Site.Prospects;
using Site.SignUps;
using Site.Tests.Support;

namespace Site.Tests.SignUps;

/// <summary>
/// The program is killed between two steps and started again: nothing is lost, nothing is stored by halves and nothing is sent twice, but where it
/// died between the server's 250 and our commit. Each test leaves the program running for the next.
/// </summary>
public sealed class KilledTests(KillableSite site) : IClassFixture<KillableSite>, IDisposable
{
    private static readonly string[] _mayComeTwice = ["kept@beispiel.example", "answered@beispiel.example"];
    private readonly CancellationTokenSource _end = new();

    [Theory, Rule("M4"), Rule("P7")]
    [InlineData("INSERT ON SignUp")]
    [InlineData("INSERT ON Outbox")]
    public async Task SignUp_KilledWithin_IsNotThereAtAll_AndCanBeSentAgain(string step)
    {
        var address = $"within-{step[10..].ToLowerInvariant()}@beispiel.example";
        await site.Start();
        using var client = site.Prospect();
        var form = await client.Notice(Forms.Webinar);
        site.Obstacle.Stick(step);
        var post = client.SignUp(Forms.Webinar, address, ("notice", form), ("given-name", "Alice"));
        await KillWhenMet();

        await Assert.ThrowsAsync<HttpRequestException>(() => post);
        Assert.Equal(0, await site.InDb(db => db.Set<Prospect>().CountAsync(p => p.AddressKey == address)));
        Assert.Empty(await site.InDb(Halves.Find));

        await site.Start();
        await SignUp(address);
        await site.Mail.WaitForMailTo(address);
        await NothingIsSentTwice();
    }

    [Fact, Rule("M4")]
    public async Task SignUp_KilledAfterItsCommit_StandsAndItsLetterLeavesAfterTheRestart()
    {
        await site.Start();
        site.Obstacle.Stick("UPDATE OF Claim ON Outbox");
        await SignUp("committed@beispiel.example");
        await KillWhenMet();
        Assert.Empty(await site.InDb(Halves.Find));

        await site.Start();
        await site.Mail.WaitForMailTo("committed@beispiel.example");
        await NothingIsSentTwice();
    }

    [Fact, Rule("M4")]
    public async Task Letters_WhoseSenderIsKilledAtEachStep_ArriveOnce_OrTwiceUnderOneMessageIdWhereTheServerHadKeptThem()
    {
        await site.Start();
        await HoldOneAt("recipient", held => new() { BeforeRecipient = to => held(to) });
        await HoldOneAt("data", held => new() { BeforeKeeping = mail => held(mail.Recipients[0]) });
        await HoldOneAt("kept", held => new() { BeforeReply = mail => held(mail.Recipients[0]) });
        await HoldOneAt("answered", held => new() { BeforeReply = LockOut, AfterReply = mail => held(mail.Recipients[0]) });
        site.Kill();
        site.Obstacle.Clear();
        site.Mail.Faults = new();

        await site.Start();
        await NothingIsSentTwice();
        Assert.Equal([1, 1, 2, 2], new[] { "recipient", "data", "kept", "answered" }.Select(at => site.Mail.Received.Count(m => m.IsTo($"{at}@beispiel.example"))));
        var links = site.Mail.Received.Where(m => m.IsTo("answered@beispiel.example")).Select(m => m.Link("/de/bestaetigen/"));
        Assert.Single(links.Distinct());
    }

    [Fact, Rule("P8"), Rule("M4")]
    public async Task Confirm_KilledWithin_IsNotThereAtAll_AndTheLinkStillWorks()
    {
        const string address = "confirm@beispiel.example";
        await site.Start();
        await SignUp(address);
        var link = (await site.Mail.WaitForMailTo(address)).Link("/de/bestaetigen/");
        await Recorded(address);
        using var client = site.Prospect();
        site.Obstacle.Stick("INSERT ON Outbox");
        var press = client.Press(link);
        await KillWhenMet();
        await Assert.ThrowsAsync<HttpRequestException>(() => press);
        Assert.Equal(0, await site.InDb(db => db.Set<SignUp>().CountAsync(s => s.Prospect!.AddressKey == address && s.ConfirmedAt != null)));

        await site.Start();
        using var again = site.Prospect();
        using var confirmed = await again.Press(link);
        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        await site.Mail.WaitForMailTo(address, "reserviert");
        await NothingIsSentTwice();
    }

    [Fact, Rule("M4")]
    public async Task Terminated_WhileALetterIsOnItsWay_WaitsForTheAnswerAndStopsCleanly()
    {
        await site.Start();
        Task<int>? exit = null;
        site.Mail.Faults = new SmtpFaults
        {
            BeforeReply = _ =>
            {
                exit ??= site.Terminate();
                return site.Stopping;
            },
        };
        await SignUp("terminated@beispiel.example");
        await site.Mail.WaitForMailTo("terminated@beispiel.example");
        await Recorded("terminated@beispiel.example");
        Assert.Equal(0, await (exit ?? Task.FromResult(-1)));
        Assert.Equal(0, await site.InDb(db => db.Set<OutboxRow>().CountAsync(o => o.Claim != null)));

        site.Mail.Faults = new SmtpFaults();
        await site.Start();
        await NothingIsSentTwice();
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private async Task SignUp(string address)
    {
        using var client = site.Prospect();
        using var response = await client.SignUp(Forms.Webinar, address);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
    }

    private async Task KillWhenMet()
    {
        await site.Obstacle.Met();
        site.Kill();
        site.Obstacle.Clear();
    }

    // Signs somebody up and returns when their letter has come to the step; there it stays for good.
    private async Task HoldOneAt(string step, Func<Func<string, Task>, SmtpFaults> faults)
    {
        var address = $"{step}@beispiel.example";
        var reached = new TaskCompletionSource();
        site.Mail.Faults = faults(to =>
        {
            reached.TrySetResult();
            return Task.Delay(Timeout.Infinite, _end.Token);
        });
        await SignUp(address);
        await reached.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
    }

    private Task LockOut(ReceivedMail mail)
    {
        site.Obstacle.Lock();
        return Task.CompletedTask;
    }

    private Task Recorded(string address) =>
        Patience.Until(() => site.InDb(db => db.Set<OutboxRow>().AnyAsync(o => o.Prospect!.AddressKey == address && o.SentAt != null)));

    // A later letter leaves, and then nothing waits any more, also what a killed sender had claimed: whatever would have been sent again has been.
    private async Task NothingIsSentTwice()
    {
        var last = $"last-{Guid.NewGuid():N}@beispiel.example";
        await SignUp(last);
        await Recorded(last);
        await Patience.Until(() => site.InDb(async db => !await db.Set<OutboxRow>().AnyAsync(o => o.SentAt == null && o.WithheldAt == null)));
        var twice = site.Mail.Received.GroupBy(m => m.Message.MessageId).Where(g => g.Count() > 1).Select(g => g.First().Recipients[0]);
        Assert.Empty(twice.Except(_mayComeTwice));
        Assert.Empty(await site.InDb(Halves.Find));
    }
}
