using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Mail;
using Site.Prospects;
using Site.Tests.MyData;
using Site.Tests.Support;

namespace Site.Tests.Mail;

/// <summary>Addresses that the mail server refuses when it is given them (rule M6).</summary>
[Rule("M6")]
public sealed class RefusedAddressTests
{
    private const string Nobody = "550 5.1.1 no such mailbox";

    [Theory]
    [InlineData("550 5.1.1 <nobody@beispiel.example> no such mailbox", true)]
    [InlineData("550 5.7.1 you are not let in", false)]
    [InlineData("550 no such mailbox", false)]
    public async Task AnAddressThatTheServerRefusesAtOnce_IsSuppressed_IfThatIsWhyItRefused(string reply, bool isSuppressed)
    {
        const string Address = "nobody@beispiel.example";
        await using var site = BouncingSite.New();
        site.Mail.Faults = new() { Recipient = _ => reply };
        using var client = site.Prospect();
        using var asked = await client.SignUp(Forms.Webinar, Address);
        await Patience.Until(async () => await site.LettersTo(Address) is [{ WithheldReason: WithheldReason.Refused } letter] && letter.BouncedAt is not null == isSuppressed);
        Assert.Equal(isSuppressed ? [SuppressionReason.Bounced] : [], (await site.SuppressedAs(Address)).Select(s => s.Reason));
        site.Mail.Faults = new();
        site.Clock.Advance(Duration.FromHours(2));
        using var again = await client.SignUp(Forms.Webinar, Address);
        await Patience.Until(async () => (await site.LettersTo(Address))[^1] is { SentAt: not null } or { WithheldReason: WithheldReason.Unreachable });
        Assert.Equal(isSuppressed, site.Mail.Received.Count == 0);
    }

    [Fact]
    public async Task ASuppressionThatCannotBeStored_LeavesTheLetterToBeTriedAgain_AndNothingIsHalfDone()
    {
        const string Address = "nobody@beispiel.example";
        await using var site = BouncingSite.New();
        site.Mail.Faults = new() { Recipient = _ => Nobody };
        using var client = site.Prospect();
        using var obstacle = new Obstacle(site.Settings["ConnectionStrings:Site"] ?? "");
        obstacle.Break("INSERT ON Suppression");
        using var asked = await client.SignUp(Forms.Webinar, Address);
        await Patience.Until(async () => await site.LettersTo(Address) is [{ WithheldAt: null, BouncedAt: null, LastError: not null }]);
        Assert.Empty(await site.SuppressedAs(Address));

        obstacle.Clear();
        site.Clock.Advance(Duration.FromHours(2));
        await site.With((Postman postman) => postman.Deliver(TestContext.Current.CancellationToken));
        Assert.True(await site.LettersTo(Address) is [{ WithheldReason: WithheldReason.Refused, BouncedAt: not null }]);
        Assert.Single(await site.SuppressedAs(Address));
    }

    [Fact]
    public async Task AServerThatSaysOfMostThatThereIsNobody_IsNotBelieved_AndTheirLettersLeaveOnceItIsMended()
    {
        const int People = 25;
        await using var site = BouncingSite.New();
        site.Mail.Faults = new() { Recipient = _ => Nobody };
        using var client = site.Prospect();
        for (var i = 0; i < People; i++)
        {
            using var asked = await client.SignUp(Forms.Webinar, $"alice{i}@beispiel.example");
        }

        await site.Settled();
        var (suppressed, waiting) = await site.InDb(async db => (await db.Set<Suppression>().CountAsync(),
            await db.Set<OutboxRow>().Where(o => o.WithheldAt == null && o.LastError!.Contains("not believed")).CountAsync()));
        Assert.Equal((10, People - 10), (suppressed, waiting));

        site.Mail.Faults = new();
        site.Clock.Advance(Duration.FromHours(2));
        Assert.Equal(People - 10, await site.With((Postman postman) => postman.Deliver(TestContext.Current.CancellationToken)));
        Assert.Equal(People - 10, site.Mail.Received.Count);
    }
}
