using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;
using Site.Evidence;
using Site.Tests.Support;

namespace Site.Tests.Evidence;

/// <summary>The erasure journal as files: what is written is read again, by whichever process, and what was torn is left alone.</summary>
[Rule("P15")]
public sealed class ErasureJournalTests : IDisposable
{
    private static readonly Guid _alice = Guid.NewGuid();
    private static readonly JournalEntry _withdrawn = new(SiteHost.Beginning, JournalAct.Withdrawn, _alice, "newsletter");
    private static readonly JournalEntry _erased = new(SiteHost.Beginning + Duration.FromMilliseconds(7), JournalAct.Erased, _alice);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("journal-");

    private string Erasures => Path.Combine(_folder.FullName, "erasures");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void WhatTwoProcessesWrote_IsReadInTheOrderOfTime_FromAFileOfEach()
    {
        JournalEntry[] entries = [_withdrawn, _erased, _withdrawn with { At = SiteHost.Beginning + Duration.FromHours(1), Act = JournalAct.Cancelled, Purpose = null }, _erased with { At = SiteHost.Beginning + Duration.FromHours(2), Act = JournalAct.ErasedToProof }];
        var (one, other) = (Journal(), Journal());
        one.Write([entries[3]]);
        other.Write([entries[0], entries[1]]);
        one.Write([entries[2]]);
        Assert.Equal(2, Files().Length);
        Assert.Equal(entries, Journal().Read().Entries);
        Assert.Empty(Journal().Read().Faults);
        Assert.Equal($"2026-03-02T09:00:00Z withdrawn {_alice} newsletter\n2026-03-02T09:00:00.007Z erased {_alice}\n", File.ReadAllText(Files().Single(f => File.ReadAllText(f).Contains("newsletter", StringComparison.Ordinal))));
    }

    [Fact]
    public void NothingToWrite_MakesNoFile()
    {
        Journal().Write([]);
        Assert.Empty(Journal().Read().Entries);
        Assert.False(Directory.Exists(Erasures));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(60)]
    public void ALineTornByACrash_IsLeftAlone_WhateverIsMissing(int missing)
    {
        Journal().Write([_withdrawn]);
        File.AppendAllText(Files().Single(), $"{_erased.At} erased {_alice}\n"[..^missing]);
        var read = Journal().Read();
        Assert.Equal([_withdrawn], read.Entries);
        Assert.Empty(read.Faults);
    }

    [Theory]
    [InlineData("2026-03-02T09:00:00Z forgotten 0f8fad5b-d9cb-469f-a165-70867728950e")]
    [InlineData("2026-03-02T09:00:00Z withdrawn 0f8fad5b-d9cb-469f-a165-70867728950e")]
    [InlineData("2026-03-02T09:00:00Z erased 0f8fad5b-d9cb-469f-a165-70867728950e newsletter")]
    [InlineData("yesterday erased 0f8fad5b-d9cb-469f-a165-70867728950e")]
    [InlineData("2026-03-02T09:00:00Z erased alice@beispiel.example")]
    [InlineData("")]
    public void ALineThatIsNoneOfOurs_IsNamed_AndTheOthersAreRead(string line)
    {
        Journal().Write([_withdrawn]);
        File.AppendAllText(Files().Single(), $"{line}\n{_erased.At} erased {_alice}\n");
        var read = Journal().Read();
        Assert.Equal(2, read.Entries.Count);
        Assert.Contains($"{Files().Single()}, line 2,", Assert.Single(read.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void WhereItCannotBeWritten_ItSaysWhatToMend_AndGoesOnInANewFile()
    {
        var journal = Journal();
        journal.Write([_withdrawn]);
        Directory.Move(Erasures, $"{Erasures}.away");
        File.WriteAllText(Erasures, "in the way");
        Assert.Contains("see that there is room", Assert.Throws<JournalException>(() => journal.Write([_erased])).Message, StringComparison.Ordinal);
        File.Delete(Erasures);
        Directory.Move($"{Erasures}.away", Erasures);
        journal.Write([_erased]);
        Assert.Equal(2, Files().Length);
        Assert.Equal([_withdrawn, _erased], journal.Read().Entries);
    }

    [Fact]
    public void EachDay_HasAFileOfItsOwn_ThatIsForgottenWhenItsLastMomentIsOldEnough()
    {
        var journal = Journal();
        var next = _erased with { At = _erased.At + Duration.FromDays(1) };
        journal.Write([_withdrawn]);
        journal.Write([_erased]);
        journal.Write([next]);
        Assert.Equal(2, Files().Length);
        File.WriteAllText(Path.Combine(Erasures, "notes.txt"), "");
        var midnight = Instant.FromUtc(2026, 3, 3, 0, 0);
        Assert.Equal(0, journal.Forget(midnight - Duration.Epsilon));
        Assert.Equal(1, journal.Forget(midnight));
        Assert.Equal([next], journal.Read().Entries);
    }

    private ErasureJournal Journal() => new(Options.Create(new EvidenceOptions { Folder = _folder.FullName }), NullLogger<ErasureJournal>.Instance);

    private string[] Files() => [.. Directory.GetFiles(Erasures).Order(StringComparer.Ordinal)];
}
