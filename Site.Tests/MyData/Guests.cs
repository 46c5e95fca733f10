using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Evidence;
using Site.Mail;
using Site.MyData;
using Site.Prospects;
using Site.SignUps;
using Site.Tests.SignUps;
using Site.Tests.Support;
using Site.Webinars;

namespace Site.Tests.MyData;

/// <summary>A webinar that is long over, people who were there, and what the site still holds of them.</summary>
internal static class Guests
{
    /// <summary>Every optional answer of the webinar's form.</summary>
    internal static readonly (string, string)[] Answers =
        [("given-name", "Alice"), ("family-name", "Muster"), ("organisation", "Musterwerk"), ("role", "Redaktion"), ("question", "Warum?"), ("topic", "consent")];

    /// <summary>The end of the webinar as announced.</summary>
    internal static Task<Instant> End(this SiteHost site) =>
        site.InDb(async db => (await db.Set<Schedule>().AsNoTracking().SingleAsync(s => s.Slug == "ask-first")).EndsAt);

    /// <summary>Signs up for the webinar with every answer, ticks the boxes, and confirms.</summary>
    internal static async Task Confirmed(this SiteHost site, string address, params string[] boxes)
    {
        using var client = site.Prospect();
        using var confirmed = await client.Press(await site.Letter(client, address, [.. Answers, .. boxes.Select(b => ("agree", b))]));
        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
    }

    /// <summary>Presses the button behind a link of the welcome letter.</summary>
    internal static async Task Leave(this SiteHost site, string address, string beginning)
    {
        var welcome = await site.Mail.WaitForMailTo(address, "reserviert");
        using var client = site.Prospect();
        using var left = await client.Press(welcome.Link(beginning));
        Assert.Equal(HttpStatusCode.OK, left.StatusCode);
    }

    /// <summary>As the nightly job, once what became of the letters is written down.</summary>
    internal static async Task<RetentionRun> Erase(this SiteHost site)
    {
        await site.Settled();
        return await site.With((Eraser e) => e.Run());
    }

    /// <summary>Returns when no letter is on its way.</summary>
    internal static Task Settled(this SiteHost site) => Patience.Until(() => site.InDb(async db =>
        !await db.Set<OutboxRow>().AnyAsync(o => o.Claim != null || o.SentAt == null && o.WithheldAt == null && o.DueAt <= site.Clock.GetCurrentInstant())));

    internal static Task<Overdue> Overdue(this SiteHost site) => site.With((Eraser e) => e.Overdue(site.Clock.GetCurrentInstant()));

    /// <summary>The fields that still have an answer, in alphabetical order.</summary>
    internal static Task<List<string>> AnswersOf(this SiteHost site, string address) => site.InDb(db => db.Set<SignUp>()
        .Where(s => s.Prospect!.AddressKey == address).SelectMany(s => s.Answers).Select(a => a.Field).OrderBy(f => f).ToListAsync());

    /// <summary>Puts an address on the suppression list for a year.</summary>
    internal static Task Suppress(this SiteHost site, string address, SuppressionReason reason) => site.With<Suppressions, bool>(async suppressions =>
    {
        await suppressions.Add(suppressions.Fingerprint(address), reason, site.Clock.GetCurrentInstant() + Duration.FromDays(365));
        return true;
    });

    /// <summary>True while the person is known at all.</summary>
    internal static Task<bool> Knows(this SiteHost site, string address) => site.InDb(db => db.Set<Prospect>().AnyAsync(p => p.AddressKey == address));

    /// <summary>Events whose payload is gone without an erasure that names them; none is good (rule C3).</summary>
    internal static Task<int> Unexplained(this SiteHost site) => site.InDb(db => db.Set<Event>()
        .CountAsync(e => !db.Set<Payload>().Any(p => p.EventId == e.Id) && !db.Set<Erasure>().Any(x => x.EventId == e.Id)));

    /// <summary>How many rows there are about a submission, table by table; all nothing once it is erased.</summary>
    internal static Task<int[]> Rows(this SiteHost site, Guid submission) => site.InDb(async db => new[]
    {
        await db.Set<SignUp>().CountAsync(s => s.PublicId == submission),
        await db.Set<Basis>().CountAsync(b => b.Submission == submission),
        await db.Set<OutboxRow>().CountAsync(o => o.Submission == submission),
        await db.Set<Use>().CountAsync(u => u.Submission == submission),
        await db.Set<Payload>().CountAsync(p => p.About == submission),
    });
}
