using Site.Evidence;
using Site.Tests.Support;

namespace Site.Tests.Evidence;

/// <summary>Rows that somebody with the database in hand, and nothing else, plants to have the site itself vouch for what it never sealed.</summary>
[Rule("C4"), Rule("C5")]
public sealed class PlantedTests
{
    [Theory]
    [InlineData("INSERT INTO EvidenceLog VALUES (2, 'wegwarte.example/evidence/2', '2026-03-03 09:00:00', NULL)")]
    [InlineData("INSERT INTO EvidenceLog SELECT 2, 'wegwarte.example/evidence/2', '2026-03-03 09:00:00', Note FROM EvidenceCheckpoint WHERE Size = 12")]
    public async Task ALogThatNoRestoreOpened_IsNeverGoneOnIn_NorDoesItExcuseAnything(string planted)
    {
        await using var site = await LogSite.Sealed();
        site.Tamper(planted);
        await site.Append(LogSite.Alice);
        await Assert.ThrowsAsync<EvidenceException>(site.Seal);
        Assert.Contains("was not opened by a restore of this site", (await site.Verify()).Fault, StringComparison.Ordinal);
        site.Tamper("DELETE FROM EvidenceCheckpoint WHERE Size = 12; DELETE FROM TreeNode WHERE \"Index\" * 2 + 2 > 8; DELETE FROM Leaf WHERE \"Index\" >= 8");
        Assert.NotNull((await site.Verify()).Fault);
    }

    [Fact]
    public async Task WhatWasEverPublished_IsHeldAgainstTheDatabase()
    {
        await using var site = await LogSite.Sealed();
        File.Delete(site.Anchored);
        site.Tamper("DELETE FROM EvidenceCheckpoint; DELETE FROM SigningKey; DELETE FROM TreeNode; DELETE FROM Leaf; DELETE FROM Payload; DELETE FROM Erasure; DELETE FROM Event; DELETE FROM EvidenceLog");
        await site.Append(LogSite.Bob);
        Assert.Contains("The published checkpoint", (await site.Verify()).Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(9)]
    public async Task AKeyThatNobodyHandedOverTo_IsFound_AndNotShown(int id)
    {
        await using var site = await LogSite.Sealed();
        site.Tamper($"INSERT INTO SigningKey (Id, Name, PublicKey, FromId) SELECT {id}, Name, zeroblob(32), FromId FROM SigningKey WHERE Id = 1");
        Assert.Single(await site.With((LogBook logs) => logs.Keys()));
        Assert.Contains($"Signing key {id} is none", (await site.Verify()).Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(99)]
    [InlineData(1)]
    public async Task ACheckpointThatIsNotOurs_IsFound_AndNotShown(int log)
    {
        await using var site = await LogSite.Sealed();
        site.Tamper($"INSERT INTO EvidenceCheckpoint (Log, Size, At, IsPublic, Note) VALUES ({log}, 5, '2099-01-01 00:00:00', 1, 'evil')");
        Assert.Equal(8, (await site.With((LogBook logs) => logs.Published()))?.Size);
        Assert.NotNull((await site.Verify()).Fault);
    }
}
