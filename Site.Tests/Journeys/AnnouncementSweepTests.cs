using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Mail;
using Site.Prospects;
using Site.Publishing;
using Site.SignUps;
using Site.Tests.Support;
using Site.Webinars;

namespace Site.Tests.Journeys;

/// <summary>Many are told: in batches, by several nodes at once, and again after one was stopped half-way.</summary>
public sealed class AnnouncementSweepTests : IAsyncDisposable
{
    private const int People = 1300;

    private readonly AnnouncingHost _site = new AnnouncingHost().Ready();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact, Rule("M4"), Rule("M9")]
    public async Task TwoNodesAtOnce_AndOneAgain_EachPersonGetsOneLetter()
    {
        _site.Mail.Faults = new SmtpFaults { Recipient = _ => "451 4.3.0 later" };
        await Fill();
        await _site.Plan("start: 2026-03-25 10:00", "start: 2026-04-01 17:00");
        var counted = await _site.With((Site.Journeys.CalendarHolders h) => h.Count(AnnouncingHost.Webinar, isOff: false));
        Assert.Equal((People, 0), (counted[Language.German], counted[Language.English]));
        var mark = Assert.Single(await _site.With((Announcing a) => a.Waiting())).Mark;
        Assert.Equal(Announced.Done, await _site.With((Announcing a) => a.Announce(AnnouncingHost.Webinar, mark, null)));
        Assert.Equal(0, await Told());
        await Task.WhenAll(_site.Tell(), _site.Tell());
        await _site.Tell();
        Assert.Equal(People, await Told());
    }

    private Task<int> Told() => _site.InDb(db => db.Set<OutboxRow>().CountAsync(o => o.Kind == LetterKind.Moved && o.Occasion == "s1"));

    // As if they had signed up long ago: with a place, a purpose that is live and a welcome that was sent.
    private Task Fill() => _site.InDb(async db =>
    {
        var now = SiteHost.Beginning;
        var notice = await db.Set<Site.Declarations.NoticePublication>().Where(p => p.FormKey == "webinar/ask-first" && p.Language == "de").Select(p => p.NoticeHash).FirstAsync();
        var people = Enumerable.Range(0, People).Select(i => new Prospect { PublicId = Guid.NewGuid(), Address = $"p{i}@beispiel.example", AddressKey = $"p{i}@beispiel.example", FirstSeenAt = now, LastSeenAt = now }).ToList();
        db.AddRange(people);
        await db.SaveChangesAsync();
        people.ForEach(p => Join(db, p, notice, now));
        await db.SaveChangesAsync();
    });

    private static void Join(SiteDb db, Prospect person, string notice, Instant now)
    {
        var id = Guid.NewGuid();
        db.Add(new SignUp { PublicId = id, ProspectId = person.Id, Form = "webinar/ask-first", Language = "de", NoticeHash = notice, RequestedAt = now, ConfirmBy = now + Duration.FromDays(7), ConfirmedAt = now });
        db.Add(new Basis { ProspectId = person.Id, Submission = id, Purpose = "webinar", IsConsent = false, NoticeHash = notice, RequestedAt = now, LiveFrom = now });
        db.Add(new OutboxRow { PublicId = Guid.NewGuid(), Kind = LetterKind.Welcome, DedupKey = $"{id:N}", Occasion = "once", ProspectId = person.Id, Submission = id, Purpose = "webinar", Language = "de", CreatedAt = now, DueAt = now, SentAt = now });
    }
}
