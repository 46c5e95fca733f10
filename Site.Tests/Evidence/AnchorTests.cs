using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Evidence;
using Site.Tests.Support;

namespace Site.Tests.Evidence;

/// <summary>What lies outside the database finds one that was set back; an honest restore says what was lost; keys hand over, and an old one signs nothing more.</summary>
[Rule("C4")]
public sealed class AnchorTests
{
    [Fact]
    public async Task ADatabaseSetBack_IsFound_AndNothingIsSigned()
    {
        await using var site = await SetBack();
        var refused = await Assert.ThrowsAsync<EvidenceException>(site.Seal);
        Assert.Contains("covers 15 leaves, the database has 12: it was set back", refused.Message, StringComparison.Ordinal);
        Assert.Contains("it was set back", (await site.Verify()).Fault, StringComparison.Ordinal);
        Assert.Equal(2, (await SealerTests.Checkpoints(site)).Count);
    }

    [Fact]
    public async Task ADatabaseSetBack_ThatGrewAgain_IsFoundToo()
    {
        await using var site = await SetBack();
        await site.Append(LogSite.Alice, 9);
        File.Move(site.Anchored, $"{site.Anchored}.away");
        await site.Seal();
        File.Move($"{site.Anchored}.away", site.Anchored, overwrite: true);
        Assert.Contains("the first 15 of the database are others", (await Assert.ThrowsAsync<EvidenceException>(site.Seal)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnHonestRestore_OpensANewLog_WhoseFirstLeafIsTheLastAnchoredCheckpoint()
    {
        await using var site = await SetBack();
        var anchored = await File.ReadAllTextAsync(site.Anchored, TestContext.Current.CancellationToken);
        var opened = await site.With((Restoration r) => r.Run());
        Assert.Equal((2, "wegwarte.example/evidence/2", anchored), (opened?.Number, opened?.Origin, opened?.After));
        await site.Append(LogSite.Alice);
        await site.Seal();
        Assert.Equal(new Verification(14, Fault: null), await site.Verify());
        Assert.Null(await site.With((Restoration r) => r.Run()));
    }

    [Fact]
    public async Task RestoredTwice_PastALogThatTheBackupDoesNotKnow_TheNumberGoesOn()
    {
        await using var site = await SetBack();
        await using var backup = site.Again(copied: true);
        await site.With((Restoration r) => r.Run());
        File.Copy(site.Anchored, backup.Anchored, overwrite: true);
        Assert.Contains("a log that the database does not know", (await Assert.ThrowsAsync<EvidenceException>(backup.Seal)).Message, StringComparison.Ordinal);
        Assert.Equal(3, (await backup.With((Restoration r) => r.Run()))?.Number);
        Assert.Null((await backup.Verify()).Fault);
    }

    [Fact]
    public async Task ALogOpenedBySomebodyElse_ToHideWhatWasSetBack_IsFound()
    {
        await using var site = await SetBack();
        var anchored = await File.ReadAllTextAsync(site.Anchored, TestContext.Current.CancellationToken);
        site.Tamper($"INSERT INTO EvidenceLog VALUES (2, 'wegwarte.example/evidence/2', '2026-03-03 09:00:00', '{anchored}')");
        await site.Append(LogSite.Alice);
        Assert.Contains("Log 2 was not opened by a restore", (await Assert.ThrowsAsync<EvidenceException>(site.Seal)).Message, StringComparison.Ordinal);
        Assert.Contains("Log 2 was not opened by a restore", (await site.Verify()).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AForgedCheckpointInTheFolder_IsNotTakenForOurs()
    {
        await using var site = await LogSite.Sealed();
        var head = new TreeHead("wegwarte.example/evidence", 12, MerkleTree.EmptyRoot, SiteHost.Beginning);
        await File.WriteAllTextAsync(site.Anchored, SignedNote.Sign(head.Text, new NoteSigner(head.Origin, new byte[32])).ToString(), TestContext.Current.CancellationToken);
        Assert.Contains("not signed by a key of this site", (await Assert.ThrowsAsync<EvidenceException>(site.Seal)).Message, StringComparison.Ordinal);
        await File.WriteAllTextAsync(site.Anchored, "garbage", TestContext.Current.CancellationToken);
        Assert.Contains("not a signed checkpoint", (await Assert.ThrowsAsync<EvidenceException>(site.Seal)).Message, StringComparison.Ordinal);
    }

    [Fact, Rule("C5")]
    public async Task AnEarlierCheckpoint_ThatSomebodyKept_IsHeldAgainstTheLog()
    {
        await using var site = await LogSite.Sealed();
        var kept = SignedNote.Parse((await SealerTests.Checkpoints(site))[0].Note);
        var forged = SignedNote.Sign(new TreeHead("wegwarte.example/evidence", 8, MerkleTree.EmptyRoot, SiteHost.Beginning).Text, new NoteSigner("wegwarte.example/evidence", [.. Enumerable.Repeat((byte)1, 32)]));
        Assert.Null((await site.With((Verifier v) => v.Verify(kept))).Fault);
        Assert.Contains("the first 8 of the database are others", (await site.With((Verifier v) => v.Verify(forged))).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ANewKey_TakesOver_WithTheOldOneSigningBesideIt()
    {
        await using var site = await LogSite.Sealed();
        await using var next = site.Again(settings: [("Evidence:Key", LogSite.Seed(2)), ("Evidence:PreviousKey", LogSite.Seed(1))]);
        await next.Seal();
        var keys = await next.With((LogBook b) => b.Keys());
        var handover = SignedNote.Parse((await SealerTests.Checkpoints(next))[^1].Note);
        Assert.Equal(2, keys.Count);
        Assert.All(keys, k => Assert.True(handover?.IsSignedBy(k.Key)));

        await using var alone = site.Again(settings: [("Evidence:Key", LogSite.Seed(2))]);
        await alone.Seal();
        var last = (await SealerTests.Checkpoints(alone))[^1];
        Assert.Equal(13, last.Size);
        Assert.Equal([false, true], keys.Select(k => SignedNote.Parse(last.Note)!.IsSignedBy(k.Key)));
        var change = await alone.With((SiteDb db) => db.Set<Payload>().Where(p => p.Event.Act == Act.KeyChanged).Select(p => p.Bytes).SingleAsync());
        Assert.All(keys, k => Assert.Contains(k.Key.ToString(), System.Text.Encoding.UTF8.GetString(change), StringComparison.Ordinal));
        Assert.Null((await alone.Verify()).Fault);
    }

    [Fact]
    public async Task ANewKey_WithoutTheOldOne_SignsNothing_AndSaysWhatToSet()
    {
        await using var site = await LogSite.Sealed();
        await using var next = site.Again(settings: [("Evidence:Key", LogSite.Seed(3))]);
        Assert.Contains("set Evidence__PreviousKey", (await Assert.ThrowsAsync<EvidenceException>(next.Seal)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStolenOldKey_SignsNothingThatPasses()
    {
        await using var site = await LogSite.Sealed();
        await using var next = site.Again(settings: [("Evidence:Key", LogSite.Seed(2)), ("Evidence:PreviousKey", LogSite.Seed(1))]);
        await next.Seal();
        var head = TreeHead.Parse(SignedNote.Parse((await SealerTests.Checkpoints(next))[^1].Note)!.Text)!;
        var forged = SignedNote.Sign(head.Text, new NoteSigner(head.Origin, [.. Enumerable.Repeat((byte)1, 32)]));
        next.Tamper($"INSERT INTO EvidenceCheckpoint (Log, Size, At, IsPublic, Note) SELECT Log, Size, At, 0, '{forged}' FROM EvidenceCheckpoint ORDER BY Id DESC LIMIT 1");
        Assert.Contains("Checkpoint 4 is not signed by the key of its time", (await next.Verify()).Fault, StringComparison.Ordinal);
    }

    // A backup of twelve leaves beside an anchor of fifteen.
    private static async Task<LogSite> SetBack()
    {
        var site = await LogSite.Sealed();
        await using var later = site.Again(copied: true);
        later.Clock.Advance(Duration.FromMinutes(5));
        await later.Append(LogSite.Carol, 3);
        await later.Seal();
        File.Copy(later.Anchored, site.Anchored, overwrite: true);
        return site;
    }
}
