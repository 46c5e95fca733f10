using System.CommandLine;
using Site.Evidence;
using Site.MyData;
using Spectre.Console;

namespace Site;

/// <summary>The commands about the evidence. Whatever does not hold ends them with exit code 1 and the row on the error output.</summary>
internal static class EvidenceCommands
{
    internal static Command Verify()
    {
        var checkpoint = new Option<FileInfo?>("--checkpoint") { Description = "A checkpoint that somebody kept, such as the one that was mailed: the log must go on from it." };
        return Commands.Does("verify-evidence", "Checks the whole evidence against itself, its checkpoints and the anchored one, and names the first row that does not hold.", async (services, parsed) =>
        {
            var file = parsed.GetValue(checkpoint);
            var earlier = file is null ? null : SignedNote.Parse(await File.ReadAllTextAsync(file.FullName));
            if (file is not null && earlier is null)
            {
                return Fails($"{file.FullName} is not a signed checkpoint.");
            }

            var found = await WithProgress(progress => services.GetRequiredService<Verifier>().Run(earlier, progress));
            return found.Fault is { } fault ? Fails(fault)
                : Holds($"{found.Events} events, all of them hold.{(earlier is null ? "" : $" They go on from the checkpoint in {file?.Name}.")}");
        }, checkpoint);
    }

    internal static Command Restore() => Commands.Does("restore", "After a backup of the database was restored, before the site is started: opens a new log that goes on from the last anchored checkpoint, and does again what was erased or withdrawn since.", async (services, _) =>
    {
        // What was withdrawn or erased is done again whatever becomes of the log.
        var opened = await Reopen(services);
        return Math.Max(opened, Said(await services.GetRequiredService<ErasureReplay>().Run()));
    });

    private static async Task<int> Reopen(IServiceProvider services)
    {
        try
        {
            return Holds(await services.GetRequiredService<Restoration>().Run() is { } opened
                ? $"Opened {opened.Origin}, which goes on from the last anchored checkpoint. What was recorded after the backup is lost, and the new log says so."
                : $"The database holds all that is anchored ({(await services.GetRequiredService<LogBook>().Current()).Origin}); there was nothing to do.");
        }
        catch (EvidenceException e)
        {
            return Fails(e.Message);
        }
    }

    private static int Said(Replayed replayed)
    {
        Holds($"Erasure journal: {replayed.Entries} entries, {replayed.Done} of them replayed; the others were done already, or are about nobody the database knows.");
        return replayed.Faults.Count == 0 ? 0 : Fails(string.Join('\n', replayed.Faults));
    }

    private static async Task<Verification> WithProgress(Func<Action<long, long>, Task<Verification>> verify)
    {
        var errors = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await errors.Progress().AutoClear(true).StartAsync(async bars =>
        {
            var bar = bars.AddTask("Verifying");
            return await verify((done, total) => (bar.MaxValue, bar.Value) = (total, done));
        });
    }

    private static int Holds(string said)
    {
        Console.WriteLine(said);
        return 0;
    }

    private static int Fails(string fault)
    {
        Console.Error.WriteLine(fault);
        return 1;
    }
}
