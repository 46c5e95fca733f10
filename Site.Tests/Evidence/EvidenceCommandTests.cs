using Site.Evidence;
using Site.Tests.Support;

namespace Site.Tests.Evidence;

/// <summary>The commands as an operator runs them.</summary>
public sealed class EvidenceCommandTests
{
    [Fact, Rule("C5")]
    public async Task VerifyEvidence_SaysThatAllHolds_AlsoAgainstACheckpointThatSomebodyKept()
    {
        await using var site = await LogSite.Sealed();
        var all = await site.Command("verify-evidence");
        Assert.Equal((0, "12 events, all of them hold."), (all.Code, all.Output.Trim()));
        var published = Directory.GetFiles(Path.Combine(site.Folder, "evidence", "published")).Single();
        Assert.Equal(0, (await site.Command($"verify-evidence --checkpoint \"{published}\"")).Code);
        var no = await site.Command($"verify-evidence --checkpoint \"{Path.Combine(SiteHost.Repository, "README.md")}\"");
        Assert.Equal(1, no.Code);
        Assert.Contains("is not a signed checkpoint", no.Error, StringComparison.Ordinal);
    }

    [Fact, Rule("C5")]
    public async Task VerifyEvidence_NamesTheFirstRowThatDoesNotHold_AndTheSiteKnows()
    {
        await using var site = await LogSite.Sealed();
        site.Tamper("UPDATE Payload SET Bytes = zeroblob(9) WHERE EventId >= 4");
        var found = await site.Command("verify-evidence");
        Assert.Equal(1, found.Code);
        Assert.Contains("The payload of event 4 was changed.", found.Error, StringComparison.Ordinal);
        Assert.Equal("The payload of event 4 was changed.", await site.With((Inspections i) => i.FaultNow()));
    }

    [Fact]
    public async Task ACommandThatIsNone_IsSaid_AndNothingIsServed()
    {
        await using var site = await LogSite.Empty();
        var end = await site.Command("verify-evidense");
        Assert.Equal(1, end.Code);
        Assert.Contains("verify-evidense", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileThatIsNotThere_IsASentence()
    {
        await using var site = await LogSite.Sealed();
        var end = await site.Command("verify-evidence --checkpoint /nowhere/at/all");
        Assert.Equal((1, 1), (end.Code, end.Error.Trim().Split('\n').Length));
        Assert.Contains("/nowhere/at/all", end.Error, StringComparison.Ordinal);
    }

    [Fact, Rule("C4"), Rule("P13")]
    public async Task AVerificationBeforeIt_DoesNotStandInTheWayOfARestore_AndUntilThenNoLetterLeaves()
    {
        await using var site = await LogSite.Sealed();
        await using var backup = site.Again(copied: true);
        await site.Append(LogSite.Alice, 3);
        await site.Seal();
        File.Copy(site.Anchored, backup.Anchored, overwrite: true);
        Assert.Equal(1, (await backup.Command("verify-evidence")).Code);
        Assert.True(await backup.With((SetBack setBack) => setBack.IsSo()));
        var restored = await backup.Command("restore");
        Assert.Equal((0, ""), (restored.Code, restored.Error.Trim()));
        Assert.Contains("wegwarte.example/evidence/2", restored.Output, StringComparison.Ordinal);
        Assert.Contains("wegwarte.example/evidence/2", (await backup.Command("restore")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await backup.Command("verify-evidence")).Code);
        Assert.False(await backup.With((SetBack setBack) => setBack.IsSo()));
    }

    [Fact, Rule("C4")]
    public async Task ACheckpointThatSomebodyForged_IsRefused_AndSealingGoesOn()
    {
        await using var site = await LogSite.Sealed();
        var kept = Path.Combine(site.Folder, "kept.txt");
        await File.WriteAllTextAsync(kept, (await File.ReadAllTextAsync(site.Anchored, TestContext.Current.CancellationToken)).Replace("\n12\n", "\n13\n", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var end = await site.Command($"verify-evidence --checkpoint \"{kept}\"");
        Assert.Equal(1, end.Code);
        Assert.Contains("is not signed by a key of this site", end.Error, StringComparison.Ordinal);
        await site.Append(LogSite.Alice);
        Assert.Equal(13, (await site.Seal())?.Size);
    }

    [Fact, Rule("C4")]
    public async Task Restore_WhereNothingIsLost_DoesNothing()
    {
        await using var site = await LogSite.Sealed();
        var restored = await site.Command("restore");
        Assert.Equal(0, restored.Code);
        Assert.Contains("nothing to do", restored.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await SealerTests.Checkpoints(site)).Count);
    }
}
