using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Site.Evidence;
using Site.Mail;
using Site.Tests.Support;

namespace Site.Tests.Mail;

/// <summary>What fails around a letter: the record of it, the folder it is put into, the process that had claimed it.</summary>
public sealed class PostmanFaultTests : IAsyncDisposable
{
    private readonly SmtpServer _server = SmtpServer.Start();

    [Fact, Rule("M4")]
    public async Task Deliver_WhatItCannotWriteDown_WaitsAndGoesAgainUnderTheSameMessageId()
    {
        await using var post = await PostOffice.Open(_server.Port);
        using var obstacle = new Obstacle(new SqliteConnectionStringBuilder { DataSource = Path.Combine(post.Folder, "site.db") }.ToString());
        var id = await post.Put();
        obstacle.Break("INSERT ON Use");
        await Assert.ThrowsAsync<DbUpdateException>(post.Deliver);
        Assert.Equal(0, await post.Deliver());
        Assert.Single(_server.Received);

        obstacle.Clear();
        post.Clock.AdvanceMinutes(2);
        Assert.Equal(1, await post.Deliver());
        Assert.Single(_server.Received.Select(m => m.Message.MessageId).Distinct());
        Assert.Equal(Act.LetterSent, Assert.Single(await post.Evidence(id)).Act);
    }

    [Fact]
    public async Task Deliver_IntoAFolderThatCannotBeWritten_WaitsAndLeavesLater()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"pickup-{Guid.NewGuid():N}");
        await using var post = await PostOffice.Open(("Mail:PickupFolder", folder));
        Assert.Equal(0, await post.Deliver());
        Directory.Delete(folder, recursive: true);
        await File.WriteAllTextAsync(folder, "A file where the folder was.", TestContext.Current.CancellationToken);
        var id = await post.Put();
        Assert.Equal(0, await post.Deliver());
        var waiting = await post.Row(id);
        Assert.Contains("pickup folder", waiting.LastError, StringComparison.Ordinal);
        Assert.True(waiting.DueAt > PostOffice.Now);

        File.Delete(folder);
        post.Clock.AdvanceMinutes(2);
        Assert.Equal(1, await post.Deliver());
        Assert.Single(Directory.GetFiles(folder, "*.eml"));
        Directory.Delete(folder, recursive: true);
    }

    [Theory, Rule("M4")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Start_FreesTheClaimsOfADeadProcess_OnlyIfNoOtherIsAtTheDatabase(bool hasNeighbour)
    {
        await using var post = await PostOffice.Open(_server.Port, ("Mail:Sweep", "00:59:00"));
        var claimed = await post.Put();
        await post.Use(db => db.Set<OutboxRow>().ExecuteUpdateAsync(
            s => s.SetProperty(o => o.Claim, Guid.NewGuid()).SetProperty(o => o.ClaimedAt, PostOffice.Now), TestContext.Current.CancellationToken));
        var free = await post.Put(address: "free@example.org");
        await using var neighbour = hasNeighbour ? File.Open(Path.Combine(post.Folder, "site.db.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None) : null;

        await post.Start();
        await _server.WaitForMailTo("free@example.org");
        await Patience.Until(async () => (await post.Row(free)).SentAt is not null && (hasNeighbour || (await post.Row(claimed)).SentAt is not null));

        Assert.Equal(hasNeighbour, (await post.Row(claimed)).SentAt is null);
        Assert.Equal(hasNeighbour ? 1 : 2, _server.Received.Count);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
