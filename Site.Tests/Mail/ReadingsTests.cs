using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Site.Mail;
using Site.Tests.Support;

namespace Site.Tests.Mail;

/// <summary>What letters are written from is read ahead, is good for a second and holds up no mail where it cannot be had.</summary>
public sealed class ReadingsTests
{
    [Fact, Rule("M5"), Rule("P13")]
    public async Task WhatWasReadAhead_IsReadAgain_OnceASecondHasPassedSinceReadingBegan()
    {
        var (readings, read) = (new Readings(), 0);
        Task Read()
        {
            readings.Put($"reading {++read}", Stopwatch.GetTimestamp());
            return Task.CompletedTask;
        }

        readings.Put("ahead", Stopwatch.GetTimestamp());
        Assert.Equal("ahead", await readings.Get<string>(Read));
        readings.Put("ahead", Stopwatch.GetTimestamp() - (2 * Stopwatch.Frequency));
        Assert.Equal("reading 1", await readings.Get<string>(Read));
        Assert.Equal("reading 1", await readings.Get<string>(Read));
        Assert.Equal(1, read);
    }

    [Fact]
    public async Task WhatWasLookedForAndIsNotThere_IsNotLookedForAgain()
    {
        var readings = new Readings();
        readings.Put<string>(null, Stopwatch.GetTimestamp());
        Assert.Null(await readings.Get<string>(() => throw new InvalidOperationException("It was looked for.")));
    }

    [Fact]
    public async Task WhereNothingCanBeReadAhead_LettersLeaveNevertheless()
    {
        await using var server = SmtpServer.Start();
        await using var post = await PostOffice.Open(services => services.AddScoped<IReadsAhead, Blind>(), ("Mail:Host", "127.0.0.1"), ("Mail:Port", $"{server.Port}"));
        await post.PutMany(30);
        Assert.Equal(30, await post.Deliver());
        Assert.Equal(30, server.Received.Count);
    }

    private sealed class Blind : IReadsAhead
    {
        public Task Read(IReadOnlyCollection<OutboxRow> rows, CancellationToken cancellationToken) => throw new TimeoutException("The database does not answer.");
    }
}
