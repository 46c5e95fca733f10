using System.Globalization;
using Site.Mail;
using Site.Tests.Support;

namespace Site.Tests.Mail;

/// <summary>Letters that come back into a mailbox, read by IMAP (rule M6).</summary>
[Rule("M6")]
public sealed class BounceMailboxTests : IAsyncLifetime
{
    private const string Address = "gone@beispiel.example";

    private readonly ImapServer _mailbox = ImapServer.Start();
    private SiteHost _site = null!;

    public ValueTask InitializeAsync()
    {
        _site = New(ImapServer.Password);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _mailbox.DisposeAsync();
    }

    [Fact]
    public async Task WhatCameBack_IsReadOnce_AndDeleted_AndEverythingElseIsLeftForPeople()
    {
        var back = await _site.Ask(Address);
        _mailbox.Put(Dsn.Away(back));
        _mailbox.Put(Dsn.Report(back, original: Address));
        _mailbox.Put([.. Dsn.Report(back), .. new byte[BounceReport.MaxBytes]]);
        Assert.Equal(1, await _site.ReadBounces());
        Assert.Equal([101u, 103u], _mailbox.Messages.Select(m => m.Uid));
        Assert.All(_mailbox.Messages, m => Assert.True(m.IsSeen));
        Assert.Equal(2, _mailbox.Fetched);
        Assert.NotNull(Assert.Single(await _site.LettersTo(Address)).BouncedAt);
        Assert.Single(await _site.SuppressedAs(Address));
        Assert.Equal(0, await _site.ReadBounces());
        Assert.Equal(2, _mailbox.Fetched);
    }

    [Fact]
    public async Task WhereTheServerCannotTakeAwayASingleMessage_ItIsOnlyMarkedAsSeen()
    {
        _mailbox.CanExpunge = false;
        _mailbox.Put(Dsn.Report(await _site.Ask(Address), original: Address));
        Assert.Equal(1, await _site.ReadBounces());
        var message = Assert.Single(_mailbox.Messages);
        Assert.Equal((true, false), (message.IsSeen, message.IsDeleted));
    }

    [Fact]
    public async Task AConnectionThatBreaksInTheMiddle_LosesNothing()
    {
        _mailbox.Put(Dsn.Report(await _site.Ask(Address), original: Address));
        _mailbox.DropsNextFetch = true;
        Assert.Equal(0, await _site.ReadBounces());
        Assert.False(Assert.Single(_mailbox.Messages).IsSeen);
        Assert.Contains(_site.Log.Lines, l => l.Contains("The mailbox for letters that come back cannot be read and is tried again", StringComparison.Ordinal));
        Assert.Equal(1, await _site.ReadBounces());
        Assert.Single(await _site.SuppressedAs(Address));
    }

    [Fact]
    public async Task AWrongPassword_IsSaidInTheLog_AndTheFolderIsReadAllTheSame()
    {
        await using var site = New("wrong");
        await site.Lay(Dsn.Report(await site.Ask(Address), original: Address));
        Assert.Equal(1, await site.ReadBounces());
        Assert.Contains(site.Log.Lines, l => l.Contains("AuthenticationException", StringComparison.Ordinal));
        Assert.DoesNotContain(site.Log.Lines, l => l.Contains("\"wrong\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AServerThatIsDown_IsSaidInTheLog()
    {
        await _mailbox.DisposeAsync();
        Assert.Equal(0, await _site.ReadBounces());
        Assert.Contains(_site.Log.Lines, l => l.Contains("cannot be read and is tried again: SocketException", StringComparison.Ordinal));
    }

    private SiteHost New(string password) => BouncingSite.New(
        ("Mail:Bounces:Host", "127.0.0.1"), ("Mail:Bounces:Port", _mailbox.Port.ToString(CultureInfo.InvariantCulture)), ("Mail:Bounces:Security", "None"),
        ("Mail:Bounces:User", ImapServer.User), ("Mail:Bounces:Password", password)).Started();
}
