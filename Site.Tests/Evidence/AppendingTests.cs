using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Site.Data;
using Site.Evidence;
using Site.Prospects;
using Site.Tests.Support;

namespace Site.Tests.Evidence;

/// <summary>An act and its proof are stored together or not at all, whichever way the rows are written.</summary>
[Rule("C3")]
public sealed class AppendingTests
{
    [Fact]
    public async Task ASaveThatFails_AndIsDoneAgainWithoutWhatFailed_AppendsOnce()
    {
        await using var site = await LogSite.Empty();
        var id = await site.With((IServiceProvider parts) => parts.GetRequiredService<SiteDb>().InTransaction(async () =>
        {
            var db = parts.GetRequiredService<SiteDb>();
            var appended = parts.GetRequiredService<EvidenceLog>().Append(Act.Confirmed, LogSite.Alice, about: null, new { Form = "newsletter" });
            var orphan = new Use { ProspectId = 4711, At = site.Clock.GetCurrentInstant(), By = "test", What = "nothing", Fields = "" };
            db.Add(orphan);
            await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(TestContext.Current.CancellationToken));
            db.Entry(orphan).State = EntityState.Detached;
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            return appended.Id;
        }));
        Assert.Equal([id], await site.With((SiteDb db) => db.Set<Payload>().Select(p => p.EventId).ToListAsync()));
    }

    [Fact]
    public async Task ATransactionThatFailsAfterTheSave_LeavesNothing()
    {
        await using var site = await LogSite.Empty();
        await Assert.ThrowsAsync<InvalidOperationException>(() => site.With((IServiceProvider parts) => parts.GetRequiredService<SiteDb>().InTransaction<int>(async () =>
        {
            parts.GetRequiredService<EvidenceLog>().Append(Act.Confirmed, LogSite.Alice, about: null, new { Form = "newsletter" });
            await parts.GetRequiredService<SiteDb>().SaveChangesAsync();
            throw new InvalidOperationException("afterwards");
        })));
        Assert.Equal(0, await site.With((SiteDb db) => db.Set<Event>().CountAsync()));
    }

    // In a transaction the pair is written to SQLite itself, without one EF writes it.
    [Fact]
    public async Task BothWays_WriteTheSameColumns()
    {
        await using var site = await LogSite.Empty();
        await site.With(async (IServiceProvider parts) =>
        {
            var (db, log) = (parts.GetRequiredService<SiteDb>(), parts.GetRequiredService<EvidenceLog>());
            log.Append(Act.Confirmed, LogSite.Alice, LogSite.Bob, new { Form = "newsletter" });
            await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
            db.SaveChanges();
            await db.InTransaction(async () =>
            {
                log.Append(Act.Confirmed, LogSite.Alice, LogSite.Bob, new { Form = "newsletter" });
                await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            });
            return true;
        });
        var rows = await site.With((SiteDb db) => db.Database.SqlQueryRaw<string>(
            "SELECT Act || ' ' || At || ' ' || Subject || ' ' || About || ' ' || typeof(Salt) || length(Salt) || typeof(Bytes) || length(Bytes) || typeof(Mac) AS Value FROM Event JOIN Payload ON EventId = Id").ToListAsync());
        Assert.Equal(2, rows.Count);
        Assert.Single(rows.Distinct());
    }
}
