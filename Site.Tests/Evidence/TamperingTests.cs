using Site.Evidence;
using Site.Tests.Support;

namespace Site.Tests.Evidence;

/// <summary>Rows edited, deleted, inserted and reordered behind the site's back, in each table of the evidence: verification names the first that does not hold.</summary>
[Rule("C5")]
public sealed class TamperingTests
{
    [Fact]
    public async Task Untouched_WithOnePersonErased_ItPasses()
    {
        await using var site = await LogSite.Sealed();
        Assert.Equal(new Verification(12, Fault: null), await site.Verify());
    }

    [Theory]
    [InlineData("UPDATE Payload SET Bytes = replace(Bytes, 'newsletter', 'webinar') WHERE EventId = 2", "payload of event 2 was changed")]
    [InlineData("UPDATE Payload SET Salt = zeroblob(32) WHERE EventId = 2", "payload of event 2 was changed")]
    [InlineData("UPDATE Payload SET Subject = 'B0B00000-0000-4000-8000-000000000002' WHERE EventId = 2", "column of event 2")]
    [InlineData("UPDATE Payload SET About = NULL WHERE EventId = 2", "column of event 2")]
    [InlineData("DELETE FROM Payload WHERE EventId = 2", "payload of event 2 is missing")]
    [InlineData("INSERT INTO Payload SELECT 99, Subject, About, Salt, Bytes FROM Payload WHERE EventId = 2", "payload of event 99 belongs to no event")]
    [InlineData("UPDATE Event SET Act = 'Withdrawn' WHERE Id = 2", "column of event 2")]
    [InlineData("UPDATE Event SET At = '2020-01-01 00:00:00' WHERE Id = 2", "column of event 2")]
    [InlineData("UPDATE Event SET Commitment = zeroblob(32) WHERE Id = 2", "Event 2 or its leaf 1 was changed")]
    [InlineData("DELETE FROM Event WHERE Id = 2", "Event 2, leaf 1, is missing")]
    [InlineData("INSERT INTO Event (Act, At, Commitment, Mac) VALUES ('Granted', '2026-03-03 01:00:00', zeroblob(32), zeroblob(32))", "Event 13 waits to be sealed")]
    [InlineData("UPDATE Leaf SET Hash = zeroblob(32) WHERE \"Index\" = 1", "Event 2 or its leaf 1 was changed")]
    [InlineData("DELETE FROM Leaf WHERE \"Index\" = 1", "Leaf 1 is missing")]
    [InlineData("DELETE FROM Leaf WHERE \"Index\" = 11", "covers 12 leaves of log 1; 11 are there")]
    [InlineData("UPDATE Leaf SET EventId = 99 WHERE \"Index\" = 1; UPDATE Leaf SET EventId = 2 WHERE \"Index\" = 2; UPDATE Leaf SET EventId = 3 WHERE \"Index\" = 1", "Event 3 or its leaf 1 was changed")]
    [InlineData("UPDATE TreeNode SET Hash = zeroblob(32) WHERE Level = 2 AND \"Index\" = 0", "Tree node 2/0")]
    [InlineData("DELETE FROM TreeNode WHERE Level = 3", "Tree node 3/0")]
    [InlineData("INSERT INTO TreeNode VALUES (1, 5, 0, zeroblob(32))", "belong to no log")]
    [InlineData("UPDATE EvidenceCheckpoint SET Size = 7 WHERE Id = 1", "Checkpoint 1 does not say what its row says")]
    [InlineData("UPDATE EvidenceCheckpoint SET Note = replace(Note, char(10) || '8' || char(10), char(10) || '7' || char(10)), Size = 7 WHERE Id = 1", "Checkpoint 1 is not signed")]
    [InlineData("UPDATE EvidenceCheckpoint SET Note = 'words' WHERE Id = 2", "Checkpoint 2 is not a signed note")]
    [InlineData("UPDATE SigningKey SET PublicKey = zeroblob(32)", "Checkpoint 1 is not signed")]
    [InlineData("DELETE FROM SigningKey", "Checkpoint 1 is not signed")]
    [InlineData("UPDATE EvidenceLog SET Origin = 'mallory.example/evidence'", "Checkpoint 1 does not say")]
    [InlineData("DELETE FROM Erasure WHERE EventId = 6", "payload of event 6 is missing")]
    [InlineData("INSERT INTO Erasure VALUES (2, 12)", "Event 2 is called erased and is still there")]
    [InlineData("INSERT INTO Erasure VALUES (99, 12)", "erasure of event 99 belongs to no event")]
    [InlineData("DELETE FROM EvidenceLog", "belong to no log")]
    public async Task ARowThatWasTouched_IsNamed(string sql, string fault)
    {
        await using var site = await LogSite.Sealed();
        site.Clock.Advance(NodaTime.Duration.FromHours(2));
        site.Tamper(sql);
        Assert.Contains(fault, (await site.Verify()).Fault ?? "nothing", StringComparison.Ordinal);
    }

    [Fact, Rule("C3")]
    public async Task APayloadDeleted_SoThatItLooksErased_IsMissed()
    {
        await using var site = await LogSite.Sealed();
        site.Tamper("INSERT INTO Erasure VALUES (2, 12); DELETE FROM Payload WHERE EventId = 2");
        Assert.Contains("event 2 is missing, and no sealed erasure names it", (await site.Verify()).Fault, StringComparison.Ordinal);
    }

    [Fact, Rule("C3")]
    public async Task AnEventCopied_SoThatItIsSaidAgain_IsNamed()
    {
        await using var site = await LogSite.Sealed();
        site.Tamper("INSERT INTO Event (Act, At, Commitment, Mac) SELECT Act, At, Commitment, Mac FROM Event WHERE Id = 2; INSERT INTO Payload SELECT 13, Subject, About, Salt, Bytes FROM Payload WHERE EventId = 2");
        await site.Seal();
        Assert.Contains("Event 13 says again", (await site.Verify()).Fault, StringComparison.Ordinal);
    }

    [Fact, Rule("C3")]
    public async Task TheWholeTreeMadeAnew_AroundAChangedEvent_DoesNotFitItsCheckpoint()
    {
        await using var site = await LogSite.Sealed();
        site.Tamper("DELETE FROM TreeNode; DELETE FROM Leaf; DELETE FROM Payload WHERE EventId = 12; DELETE FROM Event WHERE Id = 12");
        await Assert.ThrowsAsync<EvidenceException>(site.Seal);
        Assert.NotNull((await site.Verify()).Fault);
    }
}
