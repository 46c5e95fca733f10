using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Journeys;
using Site.Mail;
using Site.Prospects;
using Site.SignUps;
using Site.Tests.Support;

namespace Site.Tests.Journeys;

/// <summary>The program is killed while it puts an issue of the newsletter into the outbox: everybody gets a letter in the end, and nobody two.</summary>
public sealed class KilledSpreadTests(KillableSite site) : IClassFixture<KillableSite>
{
    private const int Readers = 1300;
    private const string First = "first@beispiel.example";

    [Fact, Rule("M4")]
    public async Task AnIssue_WhoseSpreadIsKilledHalfWay_HasOneLetterForEachReader()
    {
        // So seldom that no second run of the job comes while the first batch is stored: both would be committed together, and the second one is to be held up.
        site.Journeys = TimeSpan.FromSeconds(20);
        await site.Start();
        using var client = site.Prospect();
        using (await client.SignUp("/en/newsletter", First))
        {
            await site.Mail.WaitForMailTo(First);
        }

        // Nobody is to send: what was put is to be seen.
        site.Mail.Faults = new() { InsteadOfGreeting = "421 4.3.2 too busy" };
        await site.Terminate();
        await site.InDb(Subscribe);
        // In the midst of the second batch.
        site.Obstacle.Stick("INSERT ON Outbox WHEN (SELECT count(*) FROM Outbox WHERE Kind = 50) = 700");
        await site.Start();
        await Patience.Until(async () => await site.InDb(Letters) > 0);
        await site.Obstacle.Met();
        site.Kill();
        site.Obstacle.Clear();
        var before = await site.InDb(Letters);
        Assert.InRange(before, 1, Readers - 1);
        Assert.Null(await site.InDb(db => db.Set<Issue>().Select(i => i.SpreadAt).SingleAsync()));

        await site.Start();
        await Patience.Until(() => site.InDb(db => db.Set<Issue>().AnyAsync(i => i.SpreadAt != null)));
        Assert.Equal(Readers, await site.InDb(Letters));
        Assert.Equal(Readers, await site.InDb(db => db.Set<OutboxRow>().Where(o => o.Kind == LetterKind.Issue).Select(o => o.ProspectId).Distinct().CountAsync()));
    }

    private static Task<int> Letters(Site.Data.SiteDb db) => db.Set<OutboxRow>().CountAsync(o => o.Kind == LetterKind.Issue);

    // Readers like the one who signed up, but for having confirmed, and an issue that is due.
    private static async Task<int> Subscribe(Site.Data.SiteDb db)
    {
        var like = await db.Set<SignUp>().AsNoTracking().SingleAsync();
        var now = SystemClock.Instance.GetCurrentInstant();
        foreach (var address in Enumerable.Range(0, Readers).Select(i => $"reader-{i}@beispiel.example"))
        {
            var (submission, person) = (Guid.NewGuid(), new Prospect { PublicId = Guid.NewGuid(), Address = address, AddressKey = address, FirstSeenAt = now, LastSeenAt = now });
            db.Add(new SignUp { PublicId = submission, ProspectId = 0, Prospect = person, Form = like.Form, Language = like.Language, NoticeHash = like.NoticeHash, RequestedAt = now, ConfirmBy = like.ConfirmBy, ConfirmedAt = now });
            db.Add(new Basis { ProspectId = 0, Prospect = person, Submission = submission, Purpose = "newsletter", IsConsent = true, NoticeHash = like.NoticeHash, RequestedAt = now, LiveFrom = now });
        }

        var text = new IssueText { Language = like.Language, Subject = "Ask less, learn more", Preheader = "Four questions are enough.", Body = "Hello,\n\nwho asks less gets better answers." };
        db.Add(new Issue { PublicId = Guid.NewGuid(), CreatedAt = now, ChangedAt = now, StaffId = "staff-1", DueAt = now + Duration.FromSeconds(1), Texts = [text] });
        return await db.SaveChangesAsync();
    }
}
