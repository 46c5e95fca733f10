using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Publishing;
using Site.Staff;

namespace Site.Tests.Data;

/// <summary>Writers of one process share transactions of SQLite and hurt each other neither by failing nor by waiting.</summary>
public sealed class SqliteWriteGateTests
{
    [Fact]
    public async Task ManyAtOnce_AreCommittedTogether_AndOneThatFailsLeavesTheOthersStored()
    {
        await using var site = await GateSite.Open();
        var before = site.Commits;
        var writers = await site.Together(Enumerable.Range(10, 20).Select(i => (Func<Task>)(() => site.Write($"{i}", i == 15 ? Fail : null))));
        Assert.Equal("15", Assert.Single(writers, w => w.IsFaulted).Exception?.InnerException?.Message);
        Assert.Equal([.. Enumerable.Range(10, 20).Where(i => i != 15).Select(i => $"{i}"), "first"], site.Stored());
        Assert.Equal(1, site.Commits - before);

        static Task Fail() => throw new InvalidOperationException("15");
    }

    [Fact]
    public async Task TheFirstFailing_WhoseConnectionTheOthersBorrow_HurtsNoneOfThem()
    {
        await using var site = await GateSite.Open();
        var writers = await site.Together([() => site.Write("b"), () => site.Write("c")], firstFails: true);
        Assert.Equal([true, false, false], writers.Select(w => w.IsFaulted));
        Assert.Equal(["b", "c"], site.Stored());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ACommitThatFails_IsToldToAll_AndTheNextCanWrite(bool isForeseen)
    {
        await using var site = await GateSite.Open();
        site.BeforeCommit = () => throw (isForeseen ? new SqliteException("disk I/O error", 10) : new InvalidOperationException("unforeseen"));
        var writers = await site.Together([() => site.Write("b"), () => site.Write("c")]);
        Assert.All(writers, w => Assert.True(w.IsFaulted));
        Assert.Empty(site.Stored());

        site.BeforeCommit = () => Task.CompletedTask;
        await site.Write("later").WaitAsync(GateSite.Patience, TestContext.Current.CancellationToken);
        Assert.Equal(["later"], site.Stored());
    }

    [Fact]
    public async Task WhoWrote_HearsOfIt_OnlyAfterTheCommit()
    {
        await using var site = await GateSite.Open();
        var (reached, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        site.BeforeCommit = () =>
        {
            reached.TrySetResult();
            return goOn.Task;
        };
        var writers = site.Together([() => site.Write("b")]);
        await reached.Task.WaitAsync(GateSite.Patience, TestContext.Current.CancellationToken);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Equal((false, 0), (writers.IsCompleted, site.Stored().Count));
        goOn.SetResult();
        await writers;
        Assert.Equal(["b", "first"], site.Stored());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AContext_ThatBorrowed_WorksByItselfAfterwards(bool failed)
    {
        await using var site = await GateSite.Open();
        await site.With<SiteDb, bool>(async db =>
        {
            await site.Together([() => GateSite.Write(db, "b", failed ? () => throw new InvalidOperationException() : null)]);
            Assert.Null(db.Database.CurrentTransaction);
            Assert.Equal(failed ? 0 : 1, await db.Set<RelativeDate>().AsNoTracking().CountAsync(d => d.Path == "b"));
            await GateSite.Write(db, "c");
            db.Add(GateSite.Row("d"));
            await db.SaveChangesAsync();
            return true;
        });
        Assert.Equal(failed ? ["c", "d", "first"] : ["b", "c", "d", "first"], site.Stored());
    }

    [Fact]
    public async Task TheDeskAndTheSite_ShareAGroup()
    {
        await using var site = await GateSite.Open();
        var row = new AuditRow { At = Instant.FromUtc(2026, 3, 2, 9, 0), StaffId = "x", Act = StaffAct.Viewed };
        await site.Together([() => site.With<StaffDb, int>(desk =>
        {
            desk.Add(row);
            return desk.SaveChangesAsync();
        }), () => site.Write("b")]);
        Assert.Equal(["b", "first"], site.Stored());
        Assert.Equal(1, await site.With<StaffDb, int>(desk => desk.Set<AuditRow>().CountAsync()));
    }

    [Fact]
    public async Task AFileThatSomebodyElseHolds_IsAnErrorForEach_AndNobodyWaitsForTheOthersPatience()
    {
        await using var site = await GateSite.Open();
        using var other = new SqliteConnection(site.ConnectionString);
        other.Open();
        using (other.BeginTransaction())
        {
            var clock = Stopwatch.StartNew();
            var writers = Enumerable.Range(0, 12).Select(i => (Task)Task.Run(() => site.Write($"{i}"))).ToList();
            await GateSite.Ended(writers);
            Assert.All(writers, w => Assert.Equal(5, Assert.IsType<SqliteException>(w.Exception?.InnerException).SqliteErrorCode));
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(6), $"It took {clock.Elapsed}.");
        }

        await site.Write("free again");
        Assert.Equal(["free again"], site.Stored());
    }

    [Fact]
    public async Task AContext_ThatMetALockedFile_CanBorrowOnceItIsFree()
    {
        await using var site = await GateSite.Open();
        await site.With<SiteDb, bool>(async db =>
        {
            using (var other = new SqliteConnection(site.ConnectionString))
            {
                other.Open();
                using var held = other.BeginTransaction();
                await Assert.ThrowsAsync<SqliteException>(() => GateSite.Write(db, "a"));
            }

            Assert.All(await site.Together([() => GateSite.Write(db, "b")]), w => Assert.True(w.IsCompletedSuccessfully, $"{w.Exception}"));
            return true;
        });
        Assert.Equal(["b", "first"], site.Stored());
    }

    [Fact]
    public async Task AWriteWithinAWrite_IsRefused_WhereItWouldWaitForItself()
    {
        await using var site = await GateSite.Open();
        var nested = site.Write("outer", () => site.Write("inner"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => nested.WaitAsync(GateSite.Patience, TestContext.Current.CancellationToken));
        await site.Write("later").WaitAsync(GateSite.Patience, TestContext.Current.CancellationToken);
        Assert.Equal(["later"], site.Stored());
    }
}
