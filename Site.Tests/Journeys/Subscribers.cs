using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Site.Declarations;
using Site.Evidence;
using Site.Journeys;
using Site.Mail;
using Site.Prospects;
using Site.Publishing;
using Site.SignUps;
using Site.Tests.Support;

namespace Site.Tests.Journeys;

/// <summary>Many people who subscribed to the newsletter, and issues for them.</summary>
internal static class Subscribers
{
    /// <summary>So many people with a live consent, "reader-0@beispiel.example" and on, every third of them in English.</summary>
    internal static Task Subscribe(this SiteHost site, int count) => site.InDb(async db =>
    {
        var since = site.Clock.GetCurrentInstant() - Duration.FromDays(1);
        var notices = site.Services.GetRequiredService<Notices>();
        for (var i = 0; i < count; i++)
        {
            var (language, submission) = (i % 3 == 2 ? Language.English : Language.German, Guid.NewGuid());
            var hash = notices.Find("newsletter", language)?.Hash ?? "";
            var address = $"reader-{i}@beispiel.example";
            var person = new Prospect { PublicId = Guid.NewGuid(), Address = address, AddressKey = address, FirstSeenAt = since, LastSeenAt = since };
            db.Add(new SignUp
            {
                PublicId = submission,
                ProspectId = 0,
                Prospect = person,
                Form = "newsletter",
                Language = language.Code,
                NoticeHash = hash,
                RequestedAt = since,
                ConfirmBy = since + Duration.FromDays(7),
                ConfirmedAt = since,
            });
            db.Add(new Basis { ProspectId = 0, Prospect = person, Submission = submission, Purpose = "newsletter", IsConsent = true, NoticeHash = hash, RequestedAt = since, LiveFrom = since });
        }

        await db.SaveChangesAsync();
    });

    /// <summary>An issue that is whole and not released.</summary>
    internal static Task<Guid> Draft(this SiteHost site, string? greeting = null) => site.With(async (Issues issues) =>
    {
        var id = await issues.Begin("staff-1");
        var texts = Language.All.Select(l => new IssueText
        {
            Language = l.Code,
            Subject = l["Frag weniger, erfahr mehr", "Ask less, learn more"],
            Preheader = l["Vier Fragen genügen.", "Four questions are enough."],
            Body = (greeting ?? l["Guten Tag,", "Hello,"]) + l["\n\nwer weniger fragt, bekommt bessere Antworten. [Zum Artikel](https://wegwarte.example/de/artikel)", "\n\nwho asks less gets better answers. [Read on](https://wegwarte.example/en/articles)"],
        });
        Assert.Equal(IssueOutcome.Done, await issues.Save(id, 0, [.. texts], "staff-1"));
        return id;
    });

    /// <summary>An issue that goes out now, or when told.</summary>
    internal static async Task<Guid> Released(this SiteHost site, Instant? due = null, string? greeting = null)
    {
        var id = await site.Draft(greeting);
        Assert.Equal(IssueOutcome.Done, await site.With((Issues issues) => issues.Release(id, 1, due, "staff-1")));
        return id;
    }

    /// <summary>What the job does.</summary>
    internal static Task Spread(this SiteHost site) => site.With(async (IssueSpread spread) =>
    {
        await spread.Run(TestContext.Current.CancellationToken);
        return true;
    });

    /// <summary>Letters that are put stay in the outbox from now on: the mail server lets nobody in.</summary>
    internal static void HoldMail(this SiteHost site) => site.Mail.Faults = new() { InsteadOfGreeting = "421 4.3.2 too busy" };

    /// <summary>The mail server is there again, every pause is over, and the postman has been round.</summary>
    internal static async Task LetMailGo(this SiteHost site)
    {
        site.Mail.Faults = new();
        site.Clock.Advance(Duration.FromHours(1));
        await site.With((Postman p) => p.Deliver(TestContext.Current.CancellationToken));
    }

    internal static Task<IssueCount> Audience(this SiteHost site) => site.With((IssueAudience a) => a.Count(site.Clock.GetCurrentInstant()));

    internal static Task<IssueProgress> Progress(this SiteHost site, Guid issue) => site.With((Issues i) => i.Progress(issue));

    internal static Task<List<OutboxRow>> IssueRows(this SiteHost site) => site.InDb(db => db.Set<OutboxRow>().AsNoTracking().Where(o => o.Kind == LetterKind.Issue).ToListAsync());

    /// <summary>What the evidence says of issues, in order.</summary>
    internal static async Task<List<(string? State, string? Staff, int Letters)>> Issued(this SiteHost site)
    {
        var records = await site.InDb(db => db.Set<Payload>().Where(p => p.Event.Act == Act.Issued).OrderBy(p => p.EventId).Select(p => p.Bytes).ToListAsync());
        return [.. records.Select(b => JsonDocument.Parse(b).RootElement.GetProperty("record")).Select(r => (r.GetProperty("state").GetString(), r.GetProperty("staff").GetString(), r.GetProperty("letters").GetInt32()))];
    }
}
