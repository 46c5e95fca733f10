using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Testing;
using Site.Data;
using Site.Declarations;
using Site.Evidence;
using Site.Mail;
using Site.Prospects;
using Site.Tests.Support;
using Site.Web;

namespace Site.Tests.Mail;

/// <summary>Outbox, postman and transport as the site has them, on a SQLite file of their own, with a clock that the test moves. Jobs run once started.</summary>
internal sealed class PostOffice : IAsyncDisposable
{
    private readonly WebApplication _site;
    private readonly Composer _composer;
    private int _people;

    private PostOffice(WebApplication site, string folder, FakeClock clock, Composer composer) =>
        (_site, Folder, Clock, _composer) = (site, folder, clock, composer);

    public static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 9, 0);

    public string Folder { get; }

    public FakeClock Clock { get; }

    /// <summary>What letters say.</summary>
    public Func<OutboxRow, Letter?> Writes { set => _composer.Writes = value; }

    public Mailbox Mailbox => _site.Services.GetRequiredService<Mailbox>();

    public LetterTokens Tokens => _site.Services.GetRequiredService<LetterTokens>();

    public static Task<PostOffice> Open(params (string Key, string Value)[] settings) => Open(null, settings);

    /// <summary><paramref name="adapt"/> has the last word on what is registered.</summary>
    public static async Task<PostOffice> Open(Action<IServiceCollection>? adapt, params (string Key, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("post-").FullName;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development", ContentRootPath = folder });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("Var", folder), new("Mail:Security", "None")])
            .AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value)));
        builder.AddJobs().AddData().AddEvidence().AddProspects().AddMail();
        var (clock, composer) = (new FakeClock(Now), new Composer());
        builder.Services.AddSingleton<IClock>(clock);
        builder.Services.AddSingleton<ILetterComposer>(composer);
        // What needs the site's content is not here: receipts name what was declared, checkpoints go out in the site's name, and it says how long an address stays suppressed.
        builder.Services.AddSingleton<Notices>().RemoveAll<CheckpointPost>()
            .RemoveAll<Bounces>().RemoveAll<BounceFolder>().RemoveAll<BounceMailbox>().RemoveAll<BounceRound>();
        builder.Services.KeepLoggers();
        adapt?.Invoke(builder.Services);
        var office = new PostOffice(builder.Build(), folder, clock, composer);
        await office.Use(db => db.Database.MigrateAsync());
        return office;
    }

    public static Task<PostOffice> Open(int smtpPort, params (string Key, string Value)[] settings) => OpenTo("127.0.0.1", smtpPort, settings);

    /// <summary>The mail server goes by this name.</summary>
    public static Task<PostOffice> OpenTo(string host, int smtpPort, params (string Key, string Value)[] settings) =>
        Open([("Mail:Host", host), ("Mail:Port", $"{smtpPort}"), .. settings]);

    /// <summary>From now on the jobs run; without this the test delivers itself.</summary>
    public Task Start()
    {
        _site.Urls.Add("http://127.0.0.1:0");
        return _site.StartAsync();
    }

    public void Ring() => _site.Services.GetRequiredService<AlarmClock>().Ring();

    public long JobsDone => _site.Services.GetRequiredService<Hangfire.JobStorage>().GetMonitoringApi().SucceededListCount();

    /// <summary>As one run of the job.</summary>
    public async Task<int> Deliver()
    {
        await using var scope = _site.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Postman>().Deliver(CancellationToken.None);
    }

    /// <summary>Somebody signed up, confirmed or not, and a letter is due to them.</summary>
    public async Task<Guid> Put(LetterKind kind = LetterKind.Welcome, Instant? past = null, bool? confirmed = null, string? address = null)
    {
        await using var scope = _site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SiteDb>();
        var name = address ?? $"alice{Interlocked.Increment(ref _people)}@example.org";
        var now = Clock.GetCurrentInstant();
        var prospect = Person(name, now);
        db.Add(prospect);
        await db.SaveChangesAsync();
        var submission = Guid.NewGuid();
        db.Add(Basis(prospect, submission, now, confirmed ?? kind != LetterKind.Confirmation));
        var row = scope.ServiceProvider.GetRequiredService<Outbox>().Put(new NewLetter(kind, prospect.Id, submission, "webinar", "de", now, past));
        await db.SaveChangesAsync();
        return row.PublicId;
    }

    /// <summary>So many people who are confirmed, and a letter due to each; one save.</summary>
    public Task<List<Guid>> PutMany(int count, LetterKind kind = LetterKind.Reminder) => Use(async db =>
    {
        var now = Clock.GetCurrentInstant();
        List<Prospect> people = [.. Enumerable.Range(0, count).Select(_ => Person($"many{Interlocked.Increment(ref _people)}@example.org", now))];
        db.AddRange(people);
        await db.SaveChangesAsync();
        var outbox = new Outbox(db, Clock);
        var rows = people.ConvertAll(person =>
        {
            var submission = Guid.NewGuid();
            db.Add(Basis(person, submission, now, isConfirmed: true));
            return outbox.Put(new NewLetter(kind, person.Id, submission, "webinar", "de", now));
        });
        await db.SaveChangesAsync();
        return rows.ConvertAll(row => row.PublicId);
    });

    public Task<OutboxRow> Row(Guid id) => Use(db => db.Set<OutboxRow>().AsNoTracking().Include(o => o.Prospect).SingleAsync(o => o.PublicId == id));

    public Task<List<(Act Act, string Bytes)>> Evidence(Guid id) => Use(async db =>
    {
        var about = await db.Set<OutboxRow>().Where(o => o.PublicId == id).Select(o => (Guid?)o.Submission).SingleAsync();
        var payloads = await db.Set<Payload>().Include(p => p.Event).Where(p => p.About == about).OrderBy(p => p.EventId).ToListAsync();
        return payloads.ConvertAll(p => (p.Event.Act, System.Text.Encoding.UTF8.GetString(p.Bytes)));
    });

    /// <summary>As when the person withdraws.</summary>
    public Task End(Guid id) => Use(async db =>
    {
        var row = await db.Set<OutboxRow>().SingleAsync(o => o.PublicId == id);
        return await db.Set<Basis>().Where(b => b.Submission == row.Submission).ExecuteUpdateAsync(s => s.SetProperty(b => b.EndedAt, Clock.GetCurrentInstant()));
    });

    public Task Use(Func<SiteDb, Task> use) => Use(async db =>
    {
        await use(db);
        return true;
    });

    public async Task<T> Use<T>(Func<SiteDb, Task<T>> use)
    {
        await using var scope = _site.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<SiteDb>());
    }

    public async Task<PrintedLetter> Print(Letter letter, Guid id)
    {
        await using var scope = _site.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<LetterPrinter>().Print(letter, await Row(id));
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }

    private static Prospect Person(string address, Instant now) =>
        new() { PublicId = Guid.NewGuid(), Address = address, AddressKey = address, FirstSeenAt = now, LastSeenAt = now };

    private static Basis Basis(Prospect person, Guid submission, Instant now, bool isConfirmed) => new()
    {
        ProspectId = person.Id,
        Submission = submission,
        Purpose = "webinar",
        IsConsent = false,
        NoticeHash = new string('0', 64),
        RequestedAt = now,
        LiveFrom = isConfirmed ? now : null,
    };

    private sealed class Composer : ILetterComposer
    {
        internal Func<OutboxRow, Letter?> Writes { get; set; } = _ => Samples.Letter();

        public bool Composes(LetterKind kind) => true;

        public Task<Letter?> Compose(OutboxRow row, CancellationToken cancellationToken) => Task.FromResult(Writes(row));
    }
}
