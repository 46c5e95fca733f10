using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Mail;
using Site.Prospects;
using Site.SignUps;
using Site.Tests.MyData;
using Site.Tests.Support;

namespace Site.Tests.Mail;

/// <summary>Addresses that the mail server refuses when it is given them (rule M6).</summary>
[Rule("M6")]
public sealed class RefusedAddressTests
{
    private const string Gone = "gone@beispiel.example";
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
        await using var site = BouncingSite.New();
        site.Settings["Database:Provider"] = "Sqlite";
        site.Settings["ConnectionStrings:Site"] = new SqliteConnectionStringBuilder { DataSource = Path.Combine(site.Folder, "broken.db"), ForeignKeys = true }.ToString();
        site.Mail.Faults = new() { Recipient = Dead };
        using var client = site.Prospect();
        using var obstacle = new Obstacle(site.Settings["ConnectionStrings:Site"] ?? "");
        obstacle.Break("INSERT ON Suppression");
        using var asked = await client.SignUp(Forms.Webinar, Gone);
        await Patience.Until(async () => await site.LettersTo(Gone) is [{ WithheldAt: null, BouncedAt: null, LastError: not null }]);
        Assert.Empty(await site.SuppressedAs(Gone));

        obstacle.Clear();
        await Later(site);
        Assert.True(await site.LettersTo(Gone) is [{ WithheldReason: WithheldReason.Refused, BouncedAt: not null }]);
        Assert.Single(await site.SuppressedAs(Gone));
    }

    [Fact]
    public async Task TwoLettersAtOnceToOneDeadAddress_SuppressItOnce_AndHoldUpNobody()
    {
        await using var site = BouncingSite.New();
        await site.Ask(Gone);
        await site.Ask("alice@beispiel.example");
        site.Mail.Faults = new() { Recipient = Dead, Delay = TimeSpan.FromMilliseconds(100) };
        await site.InDb(async db =>
        {
            await db.Set<Basis>().ExecuteUpdateAsync(u => u.SetProperty(b => b.LiveFrom, b => b.RequestedAt));
            var outbox = new Outbox(db, site.Clock);
            foreach (var signUp in await db.Set<SignUp>().AsNoTracking().Include(s => s.Prospect).ToListAsync())
            {
                foreach (var occasion in new[] { "once", "once/again/1" })
                {
                    outbox.Put(new NewLetter(LetterKind.Welcome, signUp.ProspectId, signUp.PublicId, "webinar", "de", site.Clock.GetCurrentInstant(), Occasion: occasion));
                }
            }

            await db.SaveChangesAsync();
        });
        await Later(site);
        // The second of the two could not be written down, and waits.
        await Later(site);
        Assert.Single(await site.SuppressedAs(Gone));
        Assert.All((await site.LettersTo(Gone)).Skip(1), letter => Assert.True(letter.WithheldReason is WithheldReason.Refused or WithheldReason.Unreachable));
        Assert.Equal(3, site.Mail.Received.Count(m => m.IsTo("alice@beispiel.example")));
    }

    [Fact]
    public async Task AServerThatSaysOfMostThatThereIsNobody_IsNotBelieved_UntilItTakesLettersAgain()
    {
        const int People = 25;
        const int Believed = 10;
        await using var site = BouncingSite.New();
        site.Mail.Faults = new() { Recipient = address => address.StartsWith("alice", StringComparison.Ordinal) ? Nobody : null };
        using var client = site.Prospect();
        for (var i = 0; i < People; i++)
        {
            using var asked = await client.SignUp(Forms.Webinar, $"alice{i}@beispiel.example");
        }

        await site.Settled();
        var (suppressed, waiting) = await site.InDb(async db => (await db.Set<Suppression>().CountAsync(),
            await db.Set<OutboxRow>().Where(o => o.WithheldAt == null && o.LastError!.Contains("not believed")).CountAsync()));
        // Those that were under way at the same moment were believed together.
        Assert.InRange(suppressed, Believed, Believed + new MailOptions().Connections - 1);
        Assert.Equal(People, suppressed + waiting);

        site.Mail.Faults = new() { Recipient = Dead };
        await Later(site);
        Assert.Equal(waiting, site.Mail.Received.Count(m => m.Recipients[0].StartsWith("alice", StringComparison.Ordinal)));
        using var another = await client.SignUp(Forms.Webinar, Gone);
        await Patience.Until(async () => await site.LettersTo(Gone) is [{ WithheldReason: WithheldReason.Refused, BouncedAt: not null }]);
    }

    private static string? Dead(string address) => address == Gone ? Nobody : null;

    // When whatever was put off is due again; the site's own postman may be at it already.
    private static async Task Later(SiteHost site)
    {
        site.Clock.Advance(Duration.FromHours(2));
        await site.With((Postman postman) => postman.Deliver(TestContext.Current.CancellationToken));
        await site.Settled();
    }
}
