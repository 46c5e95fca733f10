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
