using Site.Tests.SignUps;
using Site.Tests.Support;

namespace Site.Tests.MyData;

/// <summary>The database fails somewhere in the middle of an erasure: nothing of it has happened, and pressed again all of it does.</summary>
public sealed class PersonEraserBrokenTests(BrokenHost site) : IClassFixture<BrokenHost>
{
    private static int _clients;

    [Theory, Rule("P15")]
    [InlineData("UPDATE ON Basis")]
    [InlineData("UPDATE ON SignUp")]
    [InlineData("INSERT ON Erasure")]
    [InlineData("DELETE ON Payload")]
    [InlineData("DELETE ON Answer")]
    [InlineData("DELETE ON LetterCopy")]
    [InlineData("DELETE ON Outbox")]
    [InlineData("DELETE ON Basis")]
    [InlineData("DELETE ON SignUp")]
    [InlineData("DELETE ON Prospect")]
    public async Task AnErasureThatFails_HasErasedNothing_AndCanBeDoneAgain(string statement)
    {
        // The proof of a consent keeps the sign-up and the person, so whoever is to lose them gives none.
        var boxes = statement is "DELETE ON SignUp" or "DELETE ON Prospect" ? Array.Empty<string>() : ["newsletter"];
        var address = $"{statement.Replace(' ', '-').ToLowerInvariant()}@beispiel.example";
        using (var client = site.Client($"192.0.2.{Interlocked.Increment(ref _clients)}"))
        {
            (await client.Press(await site.Letter(client, address, [.. Guests.Answers, .. boxes.Select(b => ("agree", b))]))).Dispose();
        }

        await site.Mail.WaitForMailTo(address, "reserviert");
        await site.Settled();
        var (id, before) = ((await site.SignUpOf(address)).PublicId, await site.Held());
        site.Obstacle.Break(statement);
        await Assert.ThrowsAnyAsync<Exception>(() => site.EraseBehind(id));
        site.Obstacle.Clear();
        Assert.Equal(before, await site.Held());

        Assert.NotNull(await site.EraseBehind(id));
        Assert.Equal(boxes.Length == 1, await site.Knows(address));
        Assert.Empty(await site.AnswersOf(address));
        Assert.Null((await site.Verified()).Fault);
    }
}
