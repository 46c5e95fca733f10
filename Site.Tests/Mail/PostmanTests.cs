using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Evidence;
using Site.Mail;
using Site.Prospects;
using Site.Tests.Support;

namespace Site.Tests.Mail;

public sealed class PostmanTests : IAsyncLifetime
{
    private readonly SmtpServer _server = SmtpServer.Start();
    private PostOffice _post = null!;

    public async ValueTask InitializeAsync() => _post = await PostOffice.Open(_server.Port);

    [Fact, Rule("M4")]
    public async Task Deliver_ByThreeWorkersAtOnce_SendsEachLetterOnce()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 60; i++)
        {
            ids.Add(await _post.Put());
        }

        var sent = await Task.WhenAll(_post.Deliver(), _post.Deliver(), _post.Deliver());

        Assert.Equal(60, sent.Sum());
        Assert.Equal(ids.Select(MessageId).Order(), _server.Received.Select(m => m.Message.MessageId).Order());
        Assert.Equal(60, await _post.Use(db => db.Set<Use>().CountAsync(TestContext.Current.CancellationToken)));
    }

    [Fact, Rule("P7"), Rule("S4")]
    public async Task Deliver_ALetter_RecordsUseAndEvidenceWithTheDigestOfItsBytes()
    {
        var id = await _post.Put();
        await _post.Deliver();

        var received = await _server.WaitFor(_ => true);
        var use = await _post.Use(db => db.Set<Use>().SingleAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("letter", "welcome", "webinar", "email,given-name,family-name"), (use.By, use.What, use.Purpose, use.Fields));
        var (act, bytes) = Assert.Single(await _post.Evidence(id));
        Assert.Equal(Act.LetterSent, act);
        Assert.Contains(MessageId(id), bytes, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(received.Bytes)), bytes, StringComparison.Ordinal);
    }

    [Fact, Rule("M5"), Rule("P13")]
    public async Task Deliver_AfterTheBasisEnded_SendsNothingAndSaysWhy()
    {
        var id = await _post.Put();
        await _post.End(id);

        Assert.Equal(0, await _post.Deliver());
        Assert.Equal(WithheldReason.Ended, (await _post.Row(id)).WithheldReason);
        var (act, bytes) = Assert.Single(await _post.Evidence(id));
        Assert.Equal(Act.LetterWithheld, act);
        Assert.Contains("Ended", bytes, StringComparison.Ordinal);
        Assert.Empty(_server.Received);
    }

    [Fact, Rule("M5")]
    public async Task Deliver_AReminderAfterTheStart_WithholdsIt()
    {
        var id = await _post.Put(LetterKind.Reminder, past: PostOffice.Now + Duration.FromHours(1));
        _post.Clock.AdvanceHours(1);

        Assert.Equal(0, await _post.Deliver());
        Assert.Equal(WithheldReason.Past, (await _post.Row(id)).WithheldReason);
    }

    [Fact, Rule("P8")]
    public async Task Deliver_BeforeTheConfirmation_SendsTheConfirmationLetterOnly()
    {
        var confirmation = await _post.Put(LetterKind.Confirmation);
        var welcome = await _post.Put(LetterKind.Welcome, confirmed: false);

        Assert.Equal(1, await _post.Deliver());
        Assert.NotNull((await _post.Row(confirmation)).SentAt);
        var waiting = await _post.Row(welcome);
        Assert.Null(waiting.SentAt);
        Assert.Null(waiting.WithheldAt);
    }

    [Fact, Rule("M5")]
    public async Task Deliver_AConfirmationOfWhatIsConfirmed_WithholdsIt()
    {
        var id = await _post.Put(LetterKind.Confirmation, confirmed: true);
        Assert.Equal(0, await _post.Deliver());
        Assert.Equal(WithheldReason.Past, (await _post.Row(id)).WithheldReason);
    }

    [Fact, Rule("M7")]
    public async Task Deliver_ToABlockedAddress_WithholdsTheConfirmation()
    {
        var id = await _post.Put(LetterKind.Confirmation);
        await _post.Use(db => db.Set<Prospect>().ExecuteUpdateAsync(s => s.SetProperty(p => p.BlockedAt, PostOffice.Now), TestContext.Current.CancellationToken));
        Assert.Equal(0, await _post.Deliver());
        Assert.Equal(WithheldReason.Blocked, (await _post.Row(id)).WithheldReason);
    }

    [Fact, Rule("M4")]
    public async Task Deliver_AfterTheConnectionDiedInsteadOf250_SendsAgainUnderTheSameMessageId()
    {
        var id = await _post.Put();
        _server.Faults = new() { CloseInsteadOf250 = true };
        Assert.Equal(0, await _post.Deliver());

        _server.Faults = new();
        _post.Clock.AdvanceMinutes(2);
        Assert.Equal(1, await _post.Deliver());
        Assert.Equal([MessageId(id), MessageId(id)], _server.Received.Select(m => m.Message.MessageId));
    }

    [Fact, Rule("M4")]
    public async Task Deliver_AfterAWorkerDiedWithItsClaim_SendsWhenTheClaimHasRunOut()
    {
        var id = await _post.Put();
        await _post.Use(db => db.Set<OutboxRow>().ExecuteUpdateAsync(
            s => s.SetProperty(o => o.Claim, Guid.NewGuid()).SetProperty(o => o.ClaimedAt, PostOffice.Now), TestContext.Current.CancellationToken));

        _post.Clock.AdvanceSeconds(119);
        Assert.Equal(0, await _post.Deliver());
        _post.Clock.AdvanceSeconds(2);
        Assert.Equal(1, await _post.Deliver());
        Assert.Equal(MessageId(id), Assert.Single(_server.Received).Message.MessageId);
    }

    [Fact, Rule("M4")]
    public async Task Deliver_WhileTheServerIsDown_WaitsAndLeavesLater()
    {
        var ids = new[] { await _post.Put(), await _post.Put(), await _post.Put(), await _post.Put(), await _post.Put(), await _post.Put() };
        await _server.Down();
        Assert.Equal(0, await _post.Deliver());
        var first = await _post.Row(ids[0]);
        Assert.True(first.DueAt > PostOffice.Now + Duration.FromSeconds(47));
        Assert.NotNull(first.LastError);
        Assert.Equal(0, (await _post.Row(ids[5])).Attempts);

        _server.Up();
        _post.Clock.AdvanceMinutes(2);
        Assert.Equal(6, await _post.Deliver());
    }

    [Fact, Rule("M6")]
    public async Task Deliver_AskedToComeLater_ComesLaterWithGrowingPauses()
    {
        _server.Faults = new() { TemporaryFailures = 2 };
        var id = await _post.Put();
        Assert.Equal(0, await _post.Deliver());
        Assert.InRange((await _post.Row(id)).DueAt - PostOffice.Now, Duration.FromSeconds(48), Duration.FromSeconds(72));

        _post.Clock.AdvanceMinutes(2);
        await _post.Deliver();
        Assert.InRange((await _post.Row(id)).DueAt - _post.Clock.GetCurrentInstant(), Duration.FromSeconds(96), Duration.FromSeconds(144));

        _post.Clock.AdvanceMinutes(3);
        Assert.Equal(1, await _post.Deliver());
        Assert.Null((await _post.Row(id)).LastError);
    }

    [Fact, Rule("M6"), Rule("P17")]
    public async Task Deliver_RefusedForGood_WithholdsWithTheReasonMasked()
    {
        _server.Faults = new() { Recipient = address => address == "bob@example.org" ? "550 5.7.1 <bob@example.org> not from you" : null };
        var bob = await _post.Put(address: "bob@example.org");
        var alice = await _post.Put();

        Assert.Equal(1, await _post.Deliver());
        var row = await _post.Row(bob);
        Assert.Equal(WithheldReason.Refused, row.WithheldReason);
        Assert.Contains("b…@example.org", row.LastError, StringComparison.Ordinal);
        Assert.DoesNotContain("bob@", row.LastError, StringComparison.Ordinal);
        Assert.NotNull((await _post.Row(alice)).SentAt);
    }

    [Fact]
    public async Task Deliver_WhenThereIsNothingToSay_WithholdsAsEnded()
    {
        var id = await _post.Put();
        _post.Writes = _ => null;
        Assert.Equal(0, await _post.Deliver());
        Assert.Equal(WithheldReason.Ended, (await _post.Row(id)).WithheldReason);
    }

    [Fact]
    public async Task Deliver_ManyLetters_KeepsFewConnections()
    {
        for (var i = 0; i < 20; i++)
        {
            await _post.Put();
        }

        await _post.Deliver();
        Assert.InRange(_server.Connections, 1, 4);
    }

    public async ValueTask DisposeAsync()
    {
        await _post.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static string MessageId(Guid letter) => $"{letter:N}@localhost";
}
