using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Mail;
using Site.Prospects;
using Site.SignUps;
using Site.Tests.Support;

namespace Site.Tests.Mail;

/// <summary>The program is killed at moments that nobody chose, while a thousand letters leave: each arrives, and hardly one twice.</summary>
public sealed class KilledPostmanTests(KillableSite site) : IClassFixture<KillableSite>
{
    private const int Letters = 1000;
    private const int Kills = 3;

    [Fact, Rule("M4")]
    public async Task AThousandReminders_WhoseSenderIsKilledAgainAndAgain_ArriveOnce_AndAFewTwiceUnderOneMessageId()
    {
        site.Sweep = TimeSpan.FromSeconds(2);
        await site.Start();
        using var client = site.Prospect();
        using (var response = await client.SignUp(Forms.Webinar, "first@beispiel.example"))
        {
            Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        }

        await site.Mail.WaitForMailTo("first@beispiel.example");
        await site.Terminate();
        await site.InDb(PutReminders);

        var before = 1;
        for (var kill = 1; kill <= Kills; kill++)
        {
            await site.Start();
            before += Random.Shared.Next(20, Letters / Kills - 50);
            await site.Mail.WaitForCount(before);
            site.Kill();
            before = site.Mail.Received.Count;
        }

        await site.Start();
        await NothingWaits();
        var times = site.Mail.Received.Where(m => !m.IsTo("first@beispiel.example")).GroupBy(m => m.Recipients[0]).ToList();
        Assert.Equal(Letters, times.Count);
        Assert.All(times, t => Assert.Single(t.Select(m => m.Message.MessageId).Distinct()));
        Assert.InRange(times.Max(t => t.Count()), 1, 1 + Kills);
        Assert.InRange(times.Sum(t => t.Count() - 1), 0, Kills * new MailOptions().Connections);
    }

    private async Task NothingWaits()
    {
        List<string> left = [];
        try
        {
            await Patience.Until(async () => (left = await site.InDb(Left)).Count == 0);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail(string.Join('\n', left));
        }
    }

    private static Task<List<string>> Left(Site.Data.SiteDb db) => db.Set<OutboxRow>().Where(o => o.SentAt == null)
        .Select(o => $"{o.Id}: {o.WithheldReason}, attempt {o.Attempts}, {o.LastError}").ToListAsync();

    // People like the one who signed up, confirmed, and a reminder to each.
    private static async Task<int> PutReminders(Site.Data.SiteDb db)
    {
        var first = await db.Set<SignUp>().AsNoTracking().SingleAsync();
        var now = SystemClock.Instance.GetCurrentInstant();
        var people = Enumerable.Range(0, Letters).Select(i => $"alice{i}@beispiel.example").Select(address => new Prospect
        {
            PublicId = Guid.NewGuid(),
            Address = address,
            AddressKey = address,
            FirstSeenAt = now,
            LastSeenAt = now,
        }).ToList();
        db.AddRange(people);
        await db.SaveChangesAsync();
        foreach (var person in people)
        {
            var signUp = new SignUp
            {
                PublicId = Guid.NewGuid(),
                ProspectId = person.Id,
                Form = first.Form,
                Language = first.Language,
                NoticeHash = first.NoticeHash,
                RequestedAt = now,
                ConfirmBy = first.ConfirmBy,
                ConfirmedAt = now,
            };
            db.Add(signUp);
            db.Add(new Basis { ProspectId = person.Id, Submission = signUp.PublicId, Purpose = signUp.MainPurpose, IsConsent = false, NoticeHash = first.NoticeHash, RequestedAt = now, LiveFrom = now });
            new Outbox(db, SystemClock.Instance).Put(new NewLetter(LetterKind.Reminder, person.Id, signUp.PublicId, signUp.MainPurpose, signUp.Language, now));
        }

        return await db.SaveChangesAsync();
    }
}
