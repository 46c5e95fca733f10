using Site.Evidence;
using Site.Mail;
using Site.Tests.Support;

namespace Site.Tests.Mail;

/// <summary>A letter that fails again and again is put aside with its reason; the others go on.</summary>
public sealed class ParkingTests : IAsyncDisposable
{
    private readonly SmtpServer _server = SmtpServer.Start();

    [Fact, Rule("M5")]
    public async Task ALetterThatCannotBeWritten_IsParkedAfterFiveAttempts_AndTheOthersGoOn()
    {
        await using var post = await PostOffice.Open(_server.Port);
        var (bad, good) = (await post.Put(), await post.Put());
        post.Writes = row => row.PublicId == bad ? throw new InvalidOperationException("no such word for bob@example.org") : Samples.Letter();
        Assert.Equal(1, await post.Deliver());
        Assert.NotNull((await post.Row(good)).SentAt);
        Assert.Null((await post.Row(bad)).WithheldAt);
        await Repeat(post, 3);
        Assert.Equal((4, null), ((await post.Row(bad)).Attempts, (await post.Row(bad)).WithheldReason));

        await Repeat(post, 2);
        var parked = await post.Row(bad);
        Assert.Equal((5, WithheldReason.Parked), (parked.Attempts, parked.WithheldReason));
        Assert.Equal("InvalidOperationException: no such word for b…@example.org", parked.LastError);
        var (act, bytes) = Assert.Single(await post.Evidence(bad));
        Assert.Equal(Act.LetterWithheld, act);
        Assert.Contains("Parked", bytes, StringComparison.Ordinal);
    }

    [Fact, Rule("M6")]
    public async Task ALetterThatIsDelayedAgainAndAgain_IsParkedAfterTheMostAttempts()
    {
        await using var post = await PostOffice.Open(_server.Port, ("Mail:MostAttempts", "3"));
        _server.Faults = new() { Recipient = to => to == "bob@example.org" ? "451 4.7.1 come back later" : null };
        var bob = await post.Put(address: "bob@example.org");
        Assert.Equal(0, await post.Deliver());
        await Repeat(post, 1);
        Assert.Null((await post.Row(bob)).WithheldReason);
        await Repeat(post, 2);
        var parked = await post.Row(bob);
        Assert.Equal((3, WithheldReason.Parked), (parked.Attempts, parked.WithheldReason));
        Assert.Contains("come back later", parked.LastError, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task Repeat(PostOffice post, int times)
    {
        for (var i = 0; i < times; i++)
        {
            post.Clock.AdvanceHours(2);
            await post.Deliver();
        }
    }
}
