using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Site.Journeys;
using Site.Mail;
using Site.Publishing;
using Site.Tests.Publishing;
using Site.Tests.Support;
using Site.Webinars;

namespace Site.Tests.Journeys;

/// <summary>
/// A site whose content plans what tests write, and which sweeps only when they say so. "ask-first" was announced for Wednesday, 25 March 2026, 10:00–10:30 in
/// Berlin, four days before the clocks change; the other webinar for long after.
/// </summary>
public sealed class AnnouncingHost : SiteHost
{
    internal const string Webinar = "ask-first";

    public static readonly Instant Start = Instant.FromUtc(2026, 3, 25, 9, 0);

    private readonly string _content;

    public AnnouncingHost()
    {
        EnvironmentName = "Test";
        _content = CopyContent();
        Settings["Content:Poll"] = "00:10:00";
        Write($"webinars/{Webinar}/webinar.yml", "start: in 9 days, 10:00", "start: 2026-03-25 10:00");
        Write("webinars/a-yes-that-lasts/webinar.yml", "start: in 16 days, 17:30", "start: 2026-09-16 17:30");
    }

    public string Content => _content;

    /// <summary>Started, without the sweeps that go by the real clock.</summary>
    public AnnouncingHost Ready()
    {
        var jobs = Services.GetRequiredService<IRecurringJobManager>();
        jobs.RemoveIfExists("journeys");
        jobs.RemoveIfExists("announcements");
        return this;
    }

    /// <summary>Changes a file of the content and makes that live.</summary>
    public async Task Plan(string path, string from, string to)
    {
        Write(path, from, to);
        await With((ContentImport import) => import.Run(ContentFile.ReadFolder(_content)));
        await Services.GetRequiredService<LiveSite>().Refresh();
    }

    /// <summary>Plans another start of the webinar, or that it is off.</summary>
    public Task Plan(string from, string to) => Plan($"webinars/{Webinar}/webinar.yml", from, to);

    /// <summary>Announces what is planned for it, an hour after whatever came before, and puts the letters into the outbox.</summary>
    public async Task<Announced> Announce(string slug = Webinar)
    {
        Clock.Advance(Duration.FromHours(1));
        var change = (await With((Announcing a) => a.Waiting())).Single(c => c.Announced.Slug == slug);
        var announced = await With((Announcing a) => a.Announce(slug, change.Mark, "staff-1"));
        Clock.Advance(Duration.FromMinutes(1));
        await Tell();
        return announced;
    }

    public Task Tell() => With<AnnouncementSweep, bool>(async sweep =>
    {
        await sweep.Run();
        return true;
    });

    public Task Sweep() => With<JourneySweep, bool>(async sweep =>
    {
        await sweep.Run();
        return true;
    });

    /// <summary>Somebody who signs up and confirms; returns once their welcome has left.</summary>
    internal async Task<ReceivedMail> Join(string address, string path = Acquainted.Webinar, params (string, string)[] more)
    {
        using var client = Prospect();
        await this.Confirms(client, address, path, more);
        await Settle(address);
        return Mail.Received.Last(m => m.IsTo(address));
    }

    /// <summary>Waits until no letter to this person that is due waits any more.</summary>
    internal async Task Settle(string address)
    {
        Services.GetRequiredService<AlarmClock>().Ring();
        await Patience.Until(async () => !(await Letters(address)).Exists(o => o is { SentAt: null, WithheldAt: null } && o.DueAt <= Clock.GetCurrentInstant()));
    }

    internal Task<List<OutboxRow>> Letters(string address) =>
        InDb(db => db.Set<OutboxRow>().AsNoTracking().Where(o => o.Prospect!.AddressKey == address).OrderBy(o => o.Id).ToListAsync());

    /// <summary>The kinds of letters to this person that left, in the order they were put, but for the request to confirm: who is quick to confirm may not get it any more.</summary>
    internal async Task<List<LetterKind>> Sent(string address)
    {
        await Settle(address);
        return [.. (await Letters(address)).Where(o => o.SentAt is not null && o.Kind != LetterKind.Confirmation).Select(o => o.Kind)];
    }

    internal Task<Schedule> Schedule(string slug = Webinar) => InDb(db => db.Set<Schedule>().AsNoTracking().SingleAsync(s => s.Slug == slug));

    private void Write(string path, string from, string to) => ContentCopy.Replace(_content, path, from, to);
}
