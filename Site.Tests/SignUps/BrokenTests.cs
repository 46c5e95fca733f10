using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Site.Data;
using Site.Evidence;
using Site.Mail;
using Site.Prospects;
using Site.Publishing;
using Site.SignUps;
using Site.Tests.Support;

namespace Site.Tests.SignUps;

/// <summary>The database fails in the middle of something: a clear page, nothing stored by halves, and as soon as it is well again all works.</summary>
public sealed class BrokenTests(BrokenHost site) : IClassFixture<BrokenHost>
{
    [Theory, Rule("P7")]
    [InlineData("Prospect", "/de/webinare/ask-first", "Das lag an uns")]
    [InlineData("SignUp", "/en/webinars/ask-first", "That was our fault")]
    [InlineData("Answer", "/de/webinare/ask-first", "Das lag an uns")]
    [InlineData("Basis", "/en/newsletter", "That was our fault")]
    [InlineData("Event", "/de/newsletter", "Das lag an uns")]
    [InlineData("Payload", "/en/webinars/ask-first", "That was our fault")]
    [InlineData("Outbox", "/de/newsletter", "Das lag an uns")]
    public async Task SignUp_WhoseInsertFails_StoresNothingAndCanBeSentAgain(string table, string path, string said)
    {
        using var client = site.Client(Address());
        var before = await Rows();
        site.Obstacle.Break($"INSERT ON {table}");
        using var failed = await client.SignUp(path, $"{table}@beispiel.example", Named(path));
        site.Obstacle.Clear();
        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Contains(said, await failed.Body(), StringComparison.Ordinal);
        Assert.Equal(before, await Rows());

        using var again = await client.SignUp(path, $"{table}@beispiel.example", Named(path));
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        await site.Mail.WaitForMailTo($"{table}@beispiel.example");
    }

    [Theory, Rule("P8")]
    [InlineData("INSERT ON Event")]
    [InlineData("UPDATE ON Basis")]
    [InlineData("INSERT ON Outbox")]
    public async Task Confirm_WhoseWriteFails_ConfirmsNothingAndCanBePressedAgain(string statement)
    {
        using var client = site.Client(Address());
        var address = $"{statement.Replace(' ', '-')}@beispiel.example";
        (await client.SignUp("/en/newsletter", address)).Dispose();
        var link = (await site.Mail.WaitForMailTo(address)).Link("/en/confirm/");
        await Sent(address);
        site.Obstacle.Break(statement);
        using var failed = await client.Press(link);
        site.Obstacle.Clear();
        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Equal(0, await site.InDb(db => db.Set<SignUp>().CountAsync(s => s.Prospect!.Address == address && s.ConfirmedAt != null)));

        using var again = await client.Press(link);
        Assert.True(again.StatusCode == HttpStatusCode.OK, site.Log.Lines.LastOrDefault(l => l.StartsWith("Error", StringComparison.Ordinal)));
        await site.Mail.WaitForMailTo(address, "newsletter");
    }

    [Fact]
    public async Task ALockedDatabase_RefusesFormsClearly_WhilePagesCanStillBeRead()
    {
        using var client = site.Client(Address());
        site.Obstacle.Lock();
        using var page = await client.GetAsync("/de/webinare/a-yes-that-lasts", TestContext.Current.CancellationToken);
        using var failed = await client.SignUp("/de/webinare/a-yes-that-lasts", "locked@beispiel.example");
        site.Obstacle.Clear();
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.InternalServerError), (page.StatusCode, failed.StatusCode));
        Assert.Contains("Das lag an uns", await failed.Body(), StringComparison.Ordinal);
        using var again = await client.SignUp("/de/webinare/a-yes-that-lasts", "locked@beispiel.example");
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        Assert.Equal(1, await site.InDb(db => db.Set<SignUp>().CountAsync(s => s.Prospect!.Address == "locked@beispiel.example")));
    }

    [Fact]
    public async Task AFullDisk_StoresNothingByHalves_AndTheSiteRecovers()
    {
        site.DiskIsFull = true;
        string? refused = null;
        for (var i = 0; refused is null; i++)
        {
            using var client = site.Client(Address());
            var before = await Rows();
            using var response = await client.SignUp(Forms.Webinar, $"full{i}@beispiel.example", ("question", new string('x', 2000)));
            refused = response.StatusCode == HttpStatusCode.SeeOther ? null : await response.Body();
            Assert.True(refused is null || before == await Rows(), "Something stayed of a sign-up that was refused.");
        }

        Assert.Contains("Das lag an uns", refused, StringComparison.Ordinal);
        site.DiskIsFull = false;
        using var later = site.Client(Address());
        using var taken = await later.SignUp(Forms.Webinar, "room-again@beispiel.example");
        Assert.Equal(HttpStatusCode.SeeOther, taken.StatusCode);
        await site.Mail.WaitForMailTo("room-again@beispiel.example");
    }

    [Theory, Rule("M7")]
    [InlineData("/de/webinare/ask-first", "Bitte einen Augenblick Geduld")]
    [InlineData("/en/newsletter", "One moment, please")]
    [InlineData("/en/confirm/x", "One moment, please")]
    public async Task OneFormTooMany_Is429_WithWhenToComeAgain_ForThatClientOnly(string path, string said)
    {
        using var client = site.Client(Address());
        using var other = site.Client(Address());
        for (var i = 0; i < BrokenHost.PerClient; i++)
        {
            (await client.Press(path)).Dispose();
        }

        using var refused = await client.SignUp(path, "many@beispiel.example", ("notice", ""));
        using var fresh = await other.Press(path);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter?.Delta ?? TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Contains(said, await refused.Body(), StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, fresh.StatusCode);
    }

    [Fact]
    public async Task LookingForContent_SurvivesWhatNobodyForesaw()
    {
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        site.Services.GetRequiredService<LiveSite>().Swapped += _ =>
        {
            if (first.TrySetResult())
            {
                throw new FormatException("Nobody foresaw this.");
            }

            second.TrySetResult();
        };
        await Move();
        await first.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        await Move();
        await second.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        Assert.Contains(site.Log.Lines, l => l.Contains("Nobody foresaw this.", StringComparison.Ordinal));
    }

    private static int _clients;

    private static string Address() => $"192.0.2.{Interlocked.Increment(ref _clients)}";

    private static (string, string)[] Named(string path) => path.EndsWith("newsletter", StringComparison.Ordinal) ? [] : [("given-name", "Alice")];

    private Task Move() => site.InDb(db => db.Set<ContentVersion>().ExecuteUpdateAsync(u => u.SetProperty(v => v.Version, v => v.Version + 1)));

    private Task Sent(string address) =>
        Patience.Until(() => site.InDb(db => db.Set<OutboxRow>().AnyAsync(o => o.Prospect!.Address == address && o.SentAt != null)));

    // What a sign-up stores. Letters leave meanwhile, so only what was requested is counted of the evidence.
    private Task<string> Rows() => site.InDb(async db => string.Join(' ', await Count<Prospect>(db), await Count<SignUp>(db), await Count<Answer>(db), await Count<Basis>(db),
        await Count<OutboxRow>(db), await db.Set<Event>().CountAsync(e => e.Act == Act.Requested), await db.Set<Payload>().CountAsync(p => p.Event.Act == Act.Requested)));

    private static Task<int> Count<T>(SiteDb db)
        where T : class => db.Set<T>().CountAsync();
}
