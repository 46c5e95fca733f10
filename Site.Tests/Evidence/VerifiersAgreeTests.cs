using System.Collections.Concurrent;
using System.Text.Json;
using CsCheck;
using Site.Tests.Support;

namespace Site.Tests.Evidence;

/// <summary>Two verifiers that share no line: the site's own, which reads the database, and verify.py, which reads the exported log. They say the same of each log.</summary>
public sealed class VerifiersAgreeTests
{
    private const int Logs = 1_000, Batch = 100;

    // One process for many logs: a line in, the files of one; a line out, the fault or nothing.
    private const string Driver = """
        import contextlib, io, json, sys
        sys.path.insert(0, sys.argv[1])
        import verify
        for line in sys.stdin:
            try:
                with contextlib.redirect_stdout(io.StringIO()):
                    verify.check(log=line.strip(), checkpoint=line.strip() + ".kept")
                print("null")
            except verify.Fault as fault:
                print(json.dumps(str(fault)))
        """;

    [Fact, Rule("C3"), Rule("C4"), Rule("C5")]
    public async Task OfAThousandRandomLogsWithErasures_SomeSpoiled_BothSayTheSame()
    {
        var folder = Directory.CreateTempSubdirectory("site-agree-").FullName;
        var seen = new ConcurrentBag<(Spoil Spoil, bool Holds)>();
        await using (var one = await RandomLogs.Open())
        await using (var two = await RandomLogs.Open())
        {
            var free = new ConcurrentBag<RandomLogs>([one, two]);
            await RandomLog.Any.Array[Batch].SampleAsync(async drawn =>
            {
                Assert.True(free.TryTake(out var logs));
                try
                {
                    (await Agree(logs, drawn, Directory.CreateDirectory(Path.Combine(folder, $"{Guid.NewGuid():N}")).FullName)).ForEach(seen.Add);
                }
                finally
                {
                    free.Add(logs);
                }
            }, iter: Logs / Batch, threads: 2);
        }

        Directory.Delete(folder, recursive: true);
        // Enough of each for the agreement to mean something.
        Assert.InRange(seen.Count(s => s.Holds), Logs / 5, Logs / 2);
        Spoil[] harmless = [Spoil.Nothing, Spoil.LastCheckpointDeleted];
        Assert.All(Enum.GetValues<Spoil>().Except(harmless), s => Assert.Contains((s, false), seen));
        Assert.All(harmless, s => Assert.DoesNotContain((s, false), seen));
    }

    [Fact, Rule("C4")]
    public async Task TheLastCheckpoint_TakenOutOfTheDatabase_IsMissedByWhoeverKeptIt()
    {
        var folder = Directory.CreateTempSubdirectory("site-agree-").FullName;
        await using var logs = await RandomLogs.Open();
        var file = Path.Combine(folder, "log.jsonl");
        Assert.Null((await logs.Make(new RandomLog([new LogStep(LogDeed.Append, 0, 3), new LogStep(LogDeed.Seal, 0, 1)], Spoil.LastCheckpointDeleted, 0), file)).Fault);
        var script = Path.Combine(SiteHost.Repository, "Site", "MyData", "Pack", "verify.py");
        Assert.Equal(0, (await Python.Run([script, "--log", file])).Code);
        var missed = await Python.Run([script, "--checkpoint", $"{file}.kept", "--log", file]);
        Assert.Equal(1, missed.Code);
        Assert.Contains("which are not all here", missed.Output, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<List<(Spoil, bool)>> Agree(RandomLogs logs, RandomLog[] drawn, string folder)
    {
        var ours = new List<string?>();
        var files = Enumerable.Range(0, drawn.Length).Select(i => Path.Combine(folder, $"{i}.jsonl")).ToList();
        foreach (var (log, file) in drawn.Zip(files))
        {
            ours.Add((await logs.Make(log, file)).Fault);
        }

        var said = await Python.Run(["-c", Driver, Path.Combine(SiteHost.Repository, "Site", "MyData", "Pack")], string.Join('\n', files));
        Assert.Equal((0, ""), (said.Code, said.Error));
        var theirs = said.Output.Trim().Split('\n').Select(line => JsonSerializer.Deserialize<string?>(line)).ToList();
        Assert.Equal(drawn.Length, theirs.Count);
        var differ = drawn.Index().Where(d => (ours[d.Index] is null) != (theirs[d.Index] is null));
        Assert.Equal("", string.Join('\n', differ.Select(d => $"{d.Item}\n  the site: {ours[d.Index]}\n  verify.py: {theirs[d.Index]}")));
        return [.. drawn.Index().Select(d => (d.Item.Spoil, ours[d.Index] is null))];
    }
}
