using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Site.Declarations;
using Site.Publishing;
using Site.Tests.EveryPage;
using Site.Tests.SignUps;
using Site.Tests.Support;
using Site.Web;
using Site.Webinars;

[assembly: AssemblyFixture(typeof(CrawledSite))]

namespace Site.Tests.EveryPage;

/// <summary>A site that was looked at from end to end, once for all tests that say something about every page.</summary>
public sealed class CrawledSite : SiteHost
{
    private readonly Lazy<Task<Crawl>> _crawl;

    public CrawledSite()
    {
        CopyContent();
        // The mailbox shows letters from files; here the letters themselves leave for the mail server.
        Settings["Mail:PickupFolder"] = Path.Combine(Folder, "mail");
        Settings["Content:Poll"] = "00:10:00";
        _crawl = new(Look);
    }

    /// <summary>Shows pages of the crawl again.</summary>
    internal Replay Replay { get; } = new();

    /// <summary>Every page in every language and state, of prospects and of staff.</summary>
    public Task<Crawl> Crawl => _crawl.Value;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureServices(s => s.AddSingleton<IStartupFilter>(Replay));
    }

    private async Task<Crawl> Look()
    {
        using var client = Prospect();
        var crawler = new Crawler(client);
        var pages = new List<CrawledPage>(await crawler.From(["/", "/sitemap.xml", "/robots.txt"]));
        await Reword();
        pages.AddRange(await States(client));
        pages.AddRange(await Breakdowns());
        await DropLetter();
        pages.AddRange(await crawler.On(pages.ToList()));
        var notices = await InDb(db => db.Set<Notice>().AsNoTracking().Where(n => db.Set<NoticePublication>().Any(p => p.NoticeHash == n.Hash && p.FormKey != PrivacyNotice.Key)).ToListAsync());
        pages.AddRange(await Desk());
        pages.Where(p => p.IsFramed).ToList().ForEach(Replay.Frame);
        return new Crawl(pages, crawler.Dead, notices.ToDictionary(n => n.Hash, n => n.Form));
    }

    // So that there is an earlier version of what is declared, and pages that tell of it.
    private async Task Reword()
    {
        var file = Path.Combine(Settings["Content:Folder"]!, "fields.yml");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("Vorname", "Ihr Vorname", StringComparison.Ordinal));
        await With((ContentImport import) => import.Run(ContentFile.ReadFolder(Settings["Content:Folder"]!)));
        await Services.GetRequiredService<LiveSite>().Refresh();
    }

    private async Task<IEnumerable<CrawledPage>> States(HttpClient client)
    {
        var states = Language.All.Select(l => new States(this, client, l)).ToList();
        await Task.WhenAll(states.Select(s => s.OfForms()));
        foreach (var (state, change) in Schedules())
        {
            await Announce(change);
            await Task.WhenAll(states.Select(s => s.UnderSchedule(state)));
        }

        await Announce(s => s.SetProperty(x => x.Capacity, 120).SetProperty(x => x.StartsAt, Beginning + Duration.FromDays(60)));
        Clock.Advance(Duration.FromDays(8));
        await Task.WhenAll(states.Select(s => s.TooLate()));
        return states.SelectMany(s => s.Seen).OrderBy(p => p.Name, StringComparer.Ordinal);
    }

    // Another site, so that this one stays whole.
    private static async Task<IEnumerable<CrawledPage>> Breakdowns()
    {
        await using var broken = new BrokenHost();
        var seen = new List<CrawledPage>();
        foreach (var language in Language.All)
        {
            using var client = broken.Client($"192.0.2.{seen.Count + 1}");
            var states = new States(broken, client, language);
            await states.BreakingDown(broken);
            seen.AddRange(states.Seen);
        }

        return seen;
    }

    private async Task Announce(Action<UpdateSettersBuilder<Schedule>> change)
    {
        await InDb(db => db.Set<Schedule>().Where(s => s.Slug == EveryPage.States.Seats).ExecuteUpdateAsync(change));
        Services.GetRequiredService<PageVersion>().Move();
    }

    private static IEnumerable<(string, Action<UpdateSettersBuilder<Schedule>>)> Schedules() =>
    [
        ("full", s => s.SetProperty(x => x.Capacity, 0)),
        ("cancelled", s => s.SetProperty(x => x.CancelledAt, Beginning)),
        ("over", s => s.SetProperty(x => x.CancelledAt, (Instant?)null).SetProperty(x => x.StartsAt, Beginning - Duration.FromDays(1))),
    ];

    private async Task DropLetter()
    {
        Directory.CreateDirectory(Settings["Mail:PickupFolder"]!);
        await File.WriteAllBytesAsync(Path.Combine(Settings["Mail:PickupFolder"]!, "letter.eml"), Mail.Received[0].Bytes);
    }

    private async Task<IReadOnlyList<CrawledPage>> Desk()
    {
        using var staff = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };
        staff.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        staff.DefaultRequestHeaders.Add("Accept-Language", "de");
        return await new DeskVisit(this, staff).Everything();
    }
}

/// <summary>What was found.</summary>
/// <param name="Dead">Links that lead nowhere.</param>
/// <param name="Notices">What is declared of the forms, by the hash that each carries.</param>
public sealed record Crawl(IReadOnlyList<CrawledPage> Pages, IReadOnlyList<string> Dead, IReadOnlyDictionary<string, Form> Notices);
