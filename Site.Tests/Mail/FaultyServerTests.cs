using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using NodaTime;
using Site.Mail;
using Site.Tests.Support;

namespace Site.Tests.Mail;

/// <summary>However the mail server misbehaves: no letter is lost, and each is accepted once.</summary>
public sealed class FaultyServerTests : IAsyncDisposable
{
    private readonly SmtpServer _server = SmtpServer.Start();

    [Theory, Rule("M4")]
    [InlineData("slow", "1")]
    [InlineData("greeting only", "1")]
    [InlineData("busy", "too busy")]
    [InlineData("closes mid-DATA", "Exception")]
    [InlineData("refuses the password", "AuthenticationException")]
    [InlineData("cannot sign anybody in", "NotSupportedException")]
    public async Task Deliver_OverAServerThatMisbehaves_SaysWhy_AndLeavesOnceItIsWell(string how, string said)
    {
        await using var post = await PostOffice.Open(_server.Port, ("Mail:Timeout", said == "1" ? "00:00:01" : "00:00:30"), ("Mail:User", "wegwarte"), ("Mail:Password", "secret"));
        var ids = new[] { await post.Put(), await post.Put(LetterKind.Confirmation), await post.Put(LetterKind.Reminder) };
        _server.Faults = Faults(how);
        Assert.Equal(0, await post.Deliver());
        Assert.Contains(said, (await post.Row(ids[1])).LastError, StringComparison.Ordinal);
        Assert.Empty(_server.Received);

        _server.Faults = new();
        post.Clock.AdvanceMinutes(2);
        Assert.Equal(3, await post.Deliver());
        Assert.Equal(ids.Select(id => $"{id:N}@localhost").Order(), _server.Received.Select(m => m.Message.MessageId).Order());
    }

    [Theory, Rule("M4")]
    [InlineData("localhost", "Tls")]
    [InlineData("127.0.0.1", "Tls")]
    [InlineData("127.0.0.1", "StartTls")]
    public async Task Deliver_WithoutACertificateThatHolds_SendsNothing(string host, string security)
    {
        using var certificate = SelfSigned();
        await using var server = SmtpServer.Start(security == "Tls" ? certificate : null);
        await using var post = await PostOffice.OpenTo(host, server.Port, ("Mail:Security", security));
        var id = await post.Put();
        Assert.Equal(0, await post.Deliver());
        var row = await post.Row(id);
        Assert.Equal((null, null), (row.SentAt, row.WithheldAt));
        Assert.Contains(security == "Tls" ? "SslHandshakeException" : "NotSupportedException", row.LastError, StringComparison.Ordinal);
        Assert.Empty(server.Received);
    }

    [Fact, Rule("M4")]
    public async Task Deliver_OverAServerThatTakesOneMailPerConnection_SendsAllAtOnce_EachOnce()
    {
        await using var post = await PostOffice.Open(_server.Port);
        _server.Faults = new() { OneMailPerConnection = true };
        var ids = await post.PutMany(40);
        Assert.Equal(40, await post.Deliver());
        Assert.Equal(ids.Select(id => $"{id:N}@localhost").Order(), _server.Received.Select(m => m.Message.MessageId).Order());
        Assert.Equal(40, _server.Received.Select(m => m.Connection).Distinct().Count());
    }

    [Fact, Rule("M4")]
    public async Task Deliver_SomeRefusedForGood_SomeForNow_SendsTheOthers()
    {
        await using var post = await PostOffice.Open(_server.Port);
        _server.Faults = new()
        {
            Recipient = to => to.StartsWith("gone", StringComparison.Ordinal) ? "554 5.7.1 not from you" : null,
            Data = mail => mail.Recipients[0].StartsWith("full", StringComparison.Ordinal) ? "452 4.2.2 mailbox full" : null,
        };
        foreach (var name in new[] { "gone1", "full1", "alice", "gone2", "full2", "bob" })
        {
            await post.Put(address: $"{name}@example.org");
        }

        Assert.Equal(2, await post.Deliver());
        _server.Faults = new();
        post.Clock.AdvanceMinutes(2);
        Assert.Equal(2, await post.Deliver());
        Assert.Equal(["alice", "bob", "full1", "full2"], _server.Received.Select(m => m.Recipients[0].Split('@')[0]).Order());
    }

    [Fact, Rule("M4")]
    public async Task Deliver_AfterTheClockWasSetBack_LosesNothingAndSendsNothingTwice()
    {
        await using var post = await PostOffice.Open(_server.Port);
        var sent = await post.Put();
        Assert.Equal(1, await post.Deliver());
        var waiting = await post.Put();
        _server.Faults = new() { CloseDuringData = true };
        Assert.Equal(0, await post.Deliver());

        _server.Faults = new();
        post.Clock.Advance(-Duration.FromHours(1));
        Assert.Equal(0, await post.Deliver());
        var put = await post.Put(LetterKind.Confirmation);
        Assert.Equal(1, await post.Deliver());
        post.Clock.AdvanceHours(2);
        Assert.Equal(1, await post.Deliver());
        Assert.Equal(new[] { sent, waiting, put }.Select(id => $"{id:N}@localhost").Order(), _server.Received.Select(m => m.Message.MessageId).Order());
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static SmtpFaults Faults(string how) => how switch
    {
        "slow" => new() { Delay = TimeSpan.FromSeconds(5) },
        "greeting only" => new() { GreetingOnly = true },
        "busy" => new() { InsteadOfGreeting = "421 4.3.2 too busy" },
        "closes mid-DATA" => new() { CloseDuringData = true },
        "refuses the password" => new() { RefuseAuth = true },
        _ => new() { WithoutAuth = true },
    };

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=mail.test", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
