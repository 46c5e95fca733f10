using Microsoft.EntityFrameworkCore;
using Site.Mail;
using Site.Prospects;
using Site.Tests.Support;

namespace Site.Tests.Mail;

/// <summary>What happens to the order of letters while many are being sent.</summary>
public sealed class OvertakingTests : IAsyncLifetime
{
    private const int Many = 600;

    private readonly SmtpServer _server = SmtpServer.Start();
    private PostOffice _post = null!;

    public async ValueTask InitializeAsync() => _post = await PostOffice.Open(_server.Port, ("Mail:Connections", "8"));

    [Theory, Rule("M5")]
    [InlineData(LetterKind.Reminder)]
    [InlineData(LetterKind.Issue)]
    public async Task AConfirmation_OvertakesAllThatIsBeingSent_AfterFiftyLettersAtMost(LetterKind kind)
    {
        await _post.PutMany(Many, kind);
        var committed = 0;
        Meanwhile(100, async () =>
        {
            await _post.Put(LetterKind.Confirmation, address: "carol@example.org");
            committed = _server.Received.Count;
        });

        Assert.Equal(Many + 1, await _post.Deliver());
        var place = _server.Received.ToList().FindIndex(m => m.IsTo("carol@example.org"));
        Assert.InRange(place - committed, 0, 50);
    }

    [Fact, Rule("M5")]
    public async Task Letters_LeaveByKind_TheMostUrgentFirst()
    {
        LetterKind[] kinds = [LetterKind.Issue, LetterKind.Next, LetterKind.FollowUp, LetterKind.Reminder, LetterKind.CalledOff, LetterKind.Moved, LetterKind.Withdrawal, LetterKind.Welcome, LetterKind.Confirmation];
        await using var post = await PostOffice.Open(_server.Port, ("Mail:Connections", "1"));
        foreach (var kind in kinds)
        {
            await post.Put(kind, address: $"{kind}@example.org");
        }

        Assert.Equal(kinds.Length, await post.Deliver());
        Assert.Equal(kinds.Order().Select(k => $"{k}@example.org"), _server.Received.Select(m => m.Recipients[0]));
    }

    [Fact, Rule("M5"), Rule("P13")]
    public async Task Withdrawals_InTheMiddleOfAThousandLetters_LetNoneBeClaimedAfterThem()
    {
        var ids = await _post.PutMany(1000);
        List<Guid> claimed = [];
        List<Guid> sent = [];
        Meanwhile(200, async () =>
        {
            await _post.Use(db => db.Set<Basis>().ExecuteUpdateAsync(s => s.SetProperty(b => b.EndedAt, PostOffice.Now), TestContext.Current.CancellationToken));
            var rows = await Rows();
            (claimed, sent) = ([.. rows.Where(r => r.Claim is not null).Select(r => r.PublicId)], [.. rows.Where(r => r.SentAt is not null).Select(r => r.PublicId)]);
        });
        await _post.Deliver();

        var after = await Rows();
        Assert.NotEmpty(claimed);
        Assert.Empty(after.Where(r => r.SentAt is not null).Select(r => r.PublicId).Except([.. claimed, .. sent]));
        Assert.All(after.Where(r => r.SentAt is null), r => Assert.Equal(WithheldReason.Ended, r.WithheldReason));
        Assert.InRange(claimed.Count, 1, 50);
        Assert.Equal(1000, ids.Count);
    }

    [Fact, Rule("M4")]
    public async Task TwoNodes_WithThreeWorkers_SendEachLetterOnce()
    {
        await using var other = await PostOffice.Open(_server.Port, ("ConnectionStrings:Site", $"Data Source={Path.Combine(_post.Folder, "site.db")};Foreign Keys=True"));
        var ids = await _post.PutMany(300);
        var sent = await Task.WhenAll(_post.Deliver(), other.Deliver(), other.Deliver());
        Assert.Equal(300, sent.Sum());
        Assert.Equal(ids.Select(id => $"{id:N}@localhost").Order(), _server.Received.Select(m => m.Message.MessageId).Order());
        Assert.Equal(300, await _post.Use(db => db.Set<Use>().CountAsync(TestContext.Current.CancellationToken)));
    }

    public async ValueTask DisposeAsync()
    {
        await _post.DisposeAsync();
        await _server.DisposeAsync();
    }

    // Does something once, while so many letters have been kept and others are on their way.
    private void Meanwhile(int letters, Func<Task> act)
    {
        var isDone = 0;
        _server.Faults = new()
        {
            BeforeReply = _ => _server.Received.Count >= letters && Interlocked.Exchange(ref isDone, 1) == 0 ? act() : Task.CompletedTask,
        };
    }

    private Task<List<OutboxRow>> Rows() => _post.Use(db => db.Set<OutboxRow>().AsNoTracking().ToListAsync(TestContext.Current.CancellationToken));
}
