using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Site.Tests.Support;

namespace Site.Tests.Mail;

public sealed class AlarmClockTests
{
    [Fact]
    public async Task Ring_ManyTimes_DeliversAtOnceInFewJobs()
    {
        await using var server = SmtpServer.Start();
        await using var post = await PostOffice.Open(server.Port, ("Mail:Sweep", "00:59:00"));
        await post.Start();
        await post.Put(address: "alice@example.org");
        for (var i = 0; i < 1000; i++)
        {
            post.Ring();
        }

        await server.WaitForMailTo("alice@example.org");
        Assert.InRange(post.JobsDone, 0, 3);
    }

    [Fact]
    public async Task Ring_WhileTheFirstIsAnswered_IsAnsweredToo()
    {
        await using var server = SmtpServer.Start();
        await using var post = await PostOffice.Open(server.Port, ("Mail:Sweep", "00:59:00"));
        await post.Start();
        foreach (var name in new[] { "alice", "bob", "carol" })
        {
            await post.Put(address: $"{name}@example.org");
            post.Ring();
            await server.WaitForMailTo($"{name}@example.org");
        }
    }

    [Fact]
    public async Task Ring_AfterOneThatCouldNotBeAnswered_IsAnswered()
    {
        var failed = new TaskCompletionSource();
        await using var server = SmtpServer.Start();
        await using var post = await PostOffice.Open(
            services => services.AddTransient<IBackgroundJobClient>(s => failed.TrySetResult()
                ? throw new ObjectDisposedException("Nobody foresaw this.")
                : new BackgroundJobClient(s.GetRequiredService<JobStorage>())),
            ("Mail:Host", "127.0.0.1"), ("Mail:Port", $"{server.Port}"), ("Mail:Sweep", "00:59:00"));
        await post.Start();
        await failed.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        await post.Put(address: "alice@example.org");
        post.Ring();
        await server.WaitForMailTo("alice@example.org");
    }

    [Fact]
    public async Task Jobs_OfOneHost_GoOnAfterAnotherOfTheSameProcessIsGone()
    {
        await using var server = SmtpServer.Start();
        await using var stays = await PostOffice.Open(server.Port, ("Mail:Sweep", "00:59:00"));
        await stays.Start();
        await using (var goes = await PostOffice.Open(server.Port, ("Mail:Sweep", "00:59:00")))
        {
            await goes.Start();
        }

        await stays.Put(address: "bob@example.org");
        stays.Ring();
        await server.WaitForMailTo("bob@example.org");
    }

    [Fact, Rule("M4")]
    public async Task Sweep_WithoutAnyRing_DeliversWhatIsDue()
    {
        await using var server = SmtpServer.Start();
        await using var post = await PostOffice.Open(server.Port, ("Mail:Sweep", "00:00:01"), ("Jobs:Poll", "00:00:01"));
        await post.Put(address: "alice@example.org");
        await post.Start();
        await server.WaitForMailTo("alice@example.org");
    }
}
