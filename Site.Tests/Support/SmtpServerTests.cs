using System.Net.Sockets;
using System.Text;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Site.Tests.Support;

/// <summary>The test's mail server is itself tried by the client that the site uses.</summary>
public sealed class SmtpServerTests : IAsyncDisposable
{
    private const string Alice = "alice@example.org";
    private const string Bob = "bob@example.org";

    private readonly SmtpServer _server = SmtpServer.Start();

    [Fact]
    public async Task Send_AMailWithLeadingDots_KeepsEnvelopeAndBytes()
    {
        var mail = Mail("Über uns", ".\r\n..two\r\n");
        await Send(mail, Bob, Alice);

        var received = await _server.WaitForMailTo(Alice, "über");
        Assert.Equal("sender@example.com", received.From);
        Assert.Equal([Bob, Alice], received.Recipients);
        Assert.EndsWith("\r\n\r\n.\r\n..two\r\n", Encoding.ASCII.GetString(received.Bytes), StringComparison.Ordinal);
        Assert.Null(received.AuthenticatedAs);
    }

    [Fact]
    public async Task Send_ToAnInternationalAddress_KeepsIt()
    {
        await Send(Mail("Hello"), "jörg@example.org");
        Assert.Equal(["jörg@example.org"], (await _server.WaitFor(_ => true)).Recipients);
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task Authenticate_WithEitherMechanism_KnowsTheUser(string mechanism)
    {
        using var client = await Connect();
        client.AuthenticationMechanisms.RemoveWhere(m => m != mechanism);
        await client.AuthenticateAsync("wegwarte", "secret", TestContext.Current.CancellationToken);
        await Send(client, Mail("Hello"), Alice);
        Assert.Equal("wegwarte", (await _server.WaitForMailTo(Alice)).AuthenticatedAs);
    }

    [Fact]
    public async Task Authenticate_Refused_TellsTheClient()
    {
        _server.Faults = new() { RefuseAuth = true };
        using var client = await Connect();
        await Assert.ThrowsAsync<AuthenticationException>(() => client.AuthenticateAsync("wegwarte", "wrong", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Down_ThenUp_RefusesThenTakesOnTheSamePort()
    {
        await _server.Down();
        await Assert.ThrowsAsync<SocketException>(() => Send(Mail("Hello"), Alice));

        _server.Up();
        await Send(Mail("Hello"), Alice);
        await _server.WaitForMailTo(Alice);
    }

    [Fact]
    public async Task TemporaryFailures_RefusesSoManyThenTakes()
    {
        _server.Faults = new() { TemporaryFailures = 2 };
        using var client = await Connect();
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var refusal = await Assert.ThrowsAsync<SmtpCommandException>(() => Send(client, Mail("Hello"), Alice));
            Assert.Equal(451, (int)refusal.StatusCode);
        }

        await Send(client, Mail("Hello"), Alice);
        Assert.Single(_server.Received);
    }

    [Fact]
    public async Task Recipient_Refused_LeavesTheOthersAlone()
    {
        _server.Faults = new() { Recipient = a => a == Bob ? "550 5.1.1 no such mailbox" : null };
        var refusal = await Assert.ThrowsAsync<SmtpCommandException>(() => Send(Mail("Hello"), Bob));
        Assert.Equal(SmtpErrorCode.RecipientNotAccepted, refusal.ErrorCode);

        await Send(Mail("Hello"), Alice);
        await _server.WaitForMailTo(Alice);
    }

    [Fact]
    public async Task CloseDuringData_KeepsNothing()
    {
        _server.Faults = new() { CloseDuringData = true };
        await ConnectionIsLost();
        Assert.Empty(_server.Received);
    }

    [Fact]
    public async Task CloseInsteadOf250_KeepsTheMailThatTheClientThinksLost()
    {
        _server.Faults = new() { CloseInsteadOf250 = true };
        await ConnectionIsLost();
        Assert.Single(_server.Received);
    }

    [Fact]
    public async Task OneMailPerConnection_NeedsAConnectionEach()
    {
        _server.Faults = new() { OneMailPerConnection = true };
        using var client = await Connect();
        await Send(client, Mail("first"), Alice);
        await Assert.ThrowsAnyAsync<Exception>(() => Send(client, Mail("second"), Alice));
        await Send(Mail("third"), Alice);
        Assert.Equal([1, 2], _server.Received.Select(m => m.Connection));
    }

    [Fact]
    public async Task GreetingOnly_LeavesTheClientToItsOwnPatience()
    {
        _server.Faults = new() { GreetingOnly = true };
        using var client = new SmtpClient { Timeout = 200 };
        await Assert.ThrowsAsync<TimeoutException>(() => client.ConnectAsync("127.0.0.1", _server.Port, SecureSocketOptions.None, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task BeforeReply_RunsBeforeTheClientHears_AfterReplyAfterwards()
    {
        var heard = false;
        var after = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        bool? heardBefore = null;
        _server.Faults = new()
        {
            BeforeReply = _ => Task.FromResult(heardBefore = heard),
            AfterReply = _ => Task.FromResult(after.TrySetResult(true)),
        };
        await Send(Mail("Hello"), Alice);
        heard = true;
        Assert.False(heardBefore);
        Assert.True(await after.Task.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task WaitFor_WhatNeverComes_SaysWhatCame()
    {
        await Send(Mail("Hello"), Alice);
        var failure = await Assert.ThrowsAsync<TimeoutException>(() => _server.WaitForMailTo(Bob, timeout: TimeSpan.FromMilliseconds(50)));
        Assert.Contains("\"Hello\" to alice@example.org", failure.Message, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ConnectionIsLost()
    {
        var failure = await Record.ExceptionAsync(() => Send(Mail("Hello"), Alice));
        Assert.True(failure is SmtpProtocolException or IOException, $"Unexpected: {failure}");
    }

    private async Task<SmtpClient> Connect()
    {
        var client = new SmtpClient();
        await client.ConnectAsync("127.0.0.1", _server.Port, SecureSocketOptions.None, TestContext.Current.CancellationToken);
        return client;
    }

    private async Task Send(MimeMessage mail, params string[] to)
    {
        using var client = await Connect();
        await Send(client, mail, to);
        await client.DisconnectAsync(quit: true, TestContext.Current.CancellationToken);
    }

    private static Task<string> Send(SmtpClient client, MimeMessage mail, params string[] to) => client.SendAsync(
        mail, new MailboxAddress("", "sender@example.com"), to.Select(a => new MailboxAddress("", a)), TestContext.Current.CancellationToken);

    private static MimeMessage Mail(string subject, string text = "Hello") => new()
    {
        Subject = subject,
        From = { new MailboxAddress("Wegwarte", "sender@example.com") },
        Body = new TextPart("plain") { Text = text },
    };
}
