using System.Diagnostics;
using NodaTime;
using Site.Mail;
using Site.Tests.Support;

namespace Site.Tests.Mail;

public sealed class ThrottleTests : IAsyncDisposable
{
    private readonly SmtpServer _server = SmtpServer.Start();

    [Fact]
    public async Task PerDomain_LettersThatAreTooMany_WaitUntriedAndHoldUpNoOther()
    {
        await using var post = await PostOffice.Open(_server.Port, ("Mail:PerDomain", "2"));
        var slow = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            slow.Add(await post.Put(LetterKind.Reminder, address: $"alice{i}@slow.example"));
        }

        var other = await post.Put(address: "bob@other.example");
        Assert.Equal(3, await post.Deliver());
        Assert.NotNull((await post.Row(other)).SentAt);
        var waiting = await Task.WhenAll(slow[2..].Select(post.Row));
        Assert.All(waiting, row => Assert.Equal((0, null, null), (row.Attempts, row.Claim, row.SentAt)));
        Assert.Equal([1, 1, 2], waiting.Select(row => (row.DueAt - PostOffice.Now).TotalSeconds));

        Assert.Equal(0, await post.Deliver());
        post.Clock.AdvanceSeconds(1);
        Assert.Equal(2, await post.Deliver());
        post.Clock.AdvanceSeconds(1);
        Assert.Equal(1, await post.Deliver());
    }

    [Fact, Rule("M5")]
    public async Task PerDomain_AConfirmation_TakesTheNextSecondBeforeAllThatWait()
    {
        await using var post = await PostOffice.Open(_server.Port, ("Mail:PerDomain", "1"));
        for (var i = 0; i < 10; i++)
        {
            await post.Put(LetterKind.Issue, address: $"alice{i}@slow.example");
        }

        Assert.Equal(1, await post.Deliver());
        var confirmation = await post.Put(LetterKind.Confirmation, address: "carol@slow.example");
        Assert.Equal(0, await post.Deliver());
        post.Clock.AdvanceSeconds(1);
        Assert.Equal(1, await post.Deliver());
        Assert.NotNull((await post.Row(confirmation)).SentAt);
    }

    [Fact]
    public async Task PerDomain_AfterTheClockWasSetBack_GoesOnAtOnce()
    {
        await using var post = await PostOffice.Open(_server.Port, ("Mail:PerDomain", "1"));
        for (var i = 0; i < 3; i++)
        {
            await post.Put(address: $"alice{i}@slow.example");
        }

        await post.Deliver();
        post.Clock.Advance(-Duration.FromHours(1));
        var late = await post.Put(address: "bob@slow.example");
        Assert.Equal(1, await post.Deliver());
        Assert.NotNull((await post.Row(late)).SentAt);
    }

    [Fact]
    public async Task PerSecond_LettersLeaveNoFasterThanTheyMay()
    {
        await using var post = await PostOffice.Open(_server.Port, ("Mail:PerSecond", "50"));
        await post.PutMany(20);
        var since = Stopwatch.GetTimestamp();
        Assert.Equal(20, await post.Deliver());
        // The first leaves at once, and what the lenience lets through comes off.
        Assert.True(Stopwatch.GetElapsedTime(since) > TimeSpan.FromMilliseconds(300));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
