using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Evidence;
using Site.Tests.Support;

namespace Site.Tests.Evidence;

/// <summary>Sealing: every event gets its leaf once, each head goes on from the one before, is signed, anchored, and published when it is time.</summary>
[Rule("C4")]
public sealed class SealerTests
{
    [Fact, Rule("C3")]
    public async Task EveryEvent_GetsOneLeaf_AndTheProofsHold()
    {
        await using var site = await LogSite.Sealed();
        var head = await Head(site);
        var leaves = await site.With((SiteDb db) => db.Set<Leaf>().OrderBy(l => l.Index).Select(l => new { l.Hash, l.EventId }).ToListAsync());
        Assert.Equal(12, head.Size);
        Assert.Equal(Enumerable.Range(1, 12).Select(i => (long)i), leaves.Select(l => l.EventId));
        for (var i = 0; i < head.Size; i++)
        {
            Assert.True(MerkleTree.Includes(i, head.Size, leaves[i].Hash, await site.With((SiteDb db) => new StoredTree(db, 1).Proofs.Inclusion(i, head.Size)), head.Root));
        }
    }

    [Fact]
    public async Task TheSecondCheckpoint_GoesOnFromTheFirst_AndBothAreSigned()
    {
        await using var site = await LogSite.Sealed();
        var (keys, checkpoints) = (await site.With((LogBook b) => b.Keys()), await Checkpoints(site));
        var heads = checkpoints.Select(c => TreeHead.Parse(SignedNote.Parse(c.Note)!.Text)!).ToList();
        Assert.All(checkpoints, c => Assert.True(SignedNote.Parse(c.Note)!.IsSignedBy(keys.Single().Key)));
        Assert.Equal([8, 12], heads.Select(h => h.Size));
        Assert.All(heads, h => Assert.Equal("wegwarte.example/evidence", h.Origin));
        Assert.True(MerkleTree.IsConsistent(8, 12, heads[0].Root, heads[1].Root, await site.With((SiteDb db) => new StoredTree(db, 1).Proofs.Consistency(8, 12))));
    }

    [Fact]
    public async Task WhatIsAnchored_IsTheLastCheckpoint_AndThoseOfEveryoneApart()
    {
        await using var site = await LogSite.Sealed();
        var checkpoints = await Checkpoints(site);
        Assert.Equal(checkpoints[^1].Note, await File.ReadAllTextAsync(site.Anchored, TestContext.Current.CancellationToken));
        var published = Assert.Single(Directory.GetFiles(Path.Combine(site.Folder, "evidence", "published")));
        Assert.Equal(checkpoints.Single(c => c.IsPublic).Note, await File.ReadAllTextAsync(published, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task WithNothingNew_NothingIsSigned_UntilTheTimeToPublishComes()
    {
        await using var site = await LogSite.Sealed();
        await site.Seal();
        Assert.Equal(2, (await Checkpoints(site)).Count);
        site.Clock.Advance(Duration.FromDays(1));
        await site.Seal();
        Assert.Equal([(8, true), (12, false), (12, true)], (await Checkpoints(site)).Select(c => (c.Size, c.IsPublic)));
        Assert.Null((await site.Verify()).Fault);
    }

    [Fact]
    public async Task TwoSealersAtOnce_GiveEachEventOneLeaf()
    {
        await using var site = await LogSite.Empty();
        await site.Append(LogSite.Alice, 1200);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(site.Seal)));
        Assert.Equal(1200, await site.With((SiteDb db) => db.Set<Leaf>().CountAsync()));
        Assert.Equal(new Verification(1200, Fault: null), await site.Verify());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    [InlineData(1500)]
    public async Task BrokenOffAfterAnyBatch_TheNextRunGoesOn(int leaves)
    {
        await using var site = await LogSite.Empty();
        await site.Append(LogSite.Alice, 4000);
        using var end = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => site.With<Sealer>(async sealer =>
        {
            await (leaves == 0 ? end.CancelAsync() : Task.CompletedTask);
            var watch = Stop(site, leaves, end);
            await sealer.Seal(end.Token);
            await watch;
        }));
        await site.Seal();
        Assert.Equal(new Verification(4000, Fault: null), await site.Verify());
    }

    [Fact]
    public async Task AnchoringFails_AndIsMadeUpForByTheNextRun()
    {
        await using var site = await LogSite.Empty();
        await site.Append(LogSite.Alice);
        Directory.CreateDirectory(site.Anchored);
        await Assert.ThrowsAnyAsync<Exception>(site.Seal);
        Directory.Delete(site.Anchored);
        var checkpoint = await site.Seal();
        Assert.Equal(checkpoint?.Note, await File.ReadAllTextAsync(site.Anchored, TestContext.Current.CancellationToken));
        Assert.Equal(1, checkpoint?.Size);
    }

    [Fact]
    public async Task AnEventThatTheSiteDidNotAppend_IsNeverSealed_AndRaisesTheAlarm()
    {
        await using var site = await LogSite.Sealed();
        site.Tamper("INSERT INTO Event (Act, At, Commitment, Mac) SELECT Act, At, zeroblob(32), zeroblob(32) FROM Event WHERE Id = 1");
        await site.With((Sealer s) => s.Run());
        var found = await site.With((Inspections i) => i.Last(InspectionKind.Sealing));
        Assert.Contains("Event 13 was not appended by this site", found?.Fault, StringComparison.Ordinal);
        Assert.Contains(site.Log.Lines, l => l.Contains("does not hold", StringComparison.Ordinal));
        Assert.Equal(2, (await Checkpoints(site)).Count);
    }

    [Fact]
    public async Task AfterAVerificationThatFoundSomething_NothingIsSigned_UntilOneFindsNothing()
    {
        await using var site = await LogSite.Sealed();
        site.Tamper("UPDATE Payload SET Bytes = zeroblob(9) WHERE EventId = 2");
        await site.With((Verifier v) => v.Run());
        await site.Append(LogSite.Alice);
        await Assert.ThrowsAsync<EvidenceException>(site.Seal);
        Assert.Equal(2, (await Checkpoints(site)).Count);
    }

    internal static Task<List<Checkpoint>> Checkpoints(LogSite site) => site.With((SiteDb db) => db.Set<Checkpoint>().OrderBy(c => c.Id).ToListAsync());

    private static async Task<TreeHead> Head(LogSite site) => TreeHead.Parse(SignedNote.Parse((await Checkpoints(site))[^1].Note)!.Text)!;

    private static async Task Stop(LogSite site, int leaves, CancellationTokenSource end)
    {
        while (await site.With((SiteDb db) => db.Set<Leaf>().CountAsync()) < leaves)
        {
            await Task.Yield();
        }

        await end.CancelAsync();
    }
}
