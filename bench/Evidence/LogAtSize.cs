using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Site.Data;
using Site.Evidence;

namespace Bench;

/// <summary>
/// The evidence at so many events in a folder: appended, sealed, proved and verified by the site's own parts. Prints a line a measurement. In a folder that has its
/// log already only the proofs and the verification are measured, and the memory is theirs alone.
/// </summary>
internal sealed class LogAtSize(int count, string folder) : IAsyncDisposable
{
    private const int Batch = 1000;
    private const int Proofs = 1000;

    private static readonly string _seed = Convert.ToBase64String(new byte[32]);

    private readonly Microsoft.AspNetCore.Builder.WebApplication _site = Program.Build(
    [
        "--environment=Production", $"--ConnectionStrings:Site={ConnectionString(folder)}", $"--Var={folder}", $"--Evidence:Folder={Path.Combine(folder, "evidence")}",
        $"--Evidence:Key={_seed}", $"--Site:TokenKey={_seed}", "--Site:PublicUrl=https://wegwarte.example",
    ], builder => builder.Logging.ClearProviders());

    // As a sign-up's first event is.
    private readonly object _record = new
    {
        Form = "webinar/ask-first",
        Language = "de",
        Notice = new string('a', 64),
        Boxes = new { Newsletter = true, Personalisation = false },
        Implied = new[] { "webinar", "proof" },
        Fields = new[] { "email", "given-name", "family-name", "organisation" },
    };

    private static async Task Main(string[] args)
    {
        await using var log = new LogAtSize(int.Parse(args[0], CultureInfo.InvariantCulture), Directory.CreateDirectory(args[1]).FullName);
        await log.Measure();
    }

    private async Task Measure()
    {
        if (!File.Exists(Path.Combine(folder, "site.db")))
        {
            await In<SiteDb>(db => db.Database.MigrateAsync());
            await Append(Batch);
            await Seal();
            Say("appended", 1e6 / count * await Timed(() => Append(count - Batch)), "µs an event");
            Say("sealed", 1e6 / count * await Timed(Seal), "µs an event");
        }

        var hashes = 0;
        await In<SiteDb>(Prove);
        Say("a proof", 1e6 / Proofs * await Timed(() => In<SiteDb>(async db => hashes = await Prove(db))), "µs");
        Say("hashes in a proof", (double)hashes / Proofs, "");
        for (var pair = 0; pair < 3; pair++)
        {
            var bare = await Timed(() => Task.Run(() => BareLoop.Run(ConnectionString(folder))));
            var verified = await Timed(() => In<Verifier>(async v => _ = (await v.Verify()).Fault is { } fault ? throw new InvalidDataException(fault) : true));
            Say("verified", 1e6 / count * verified, "µs an event");
            Say("of a bare loop", 100 * bare / verified, "%");
        }

        Say("most memory", Environment.WorkingSet / 1e6, "MB");
    }

    private Task Seal() => In<Sealer>(s => s.Run());

    private async Task Append(int events)
    {
        for (var done = 0; done < events; done += Batch)
        {
            await using var scope = _site.Services.CreateAsyncScope();
            var (log, db) = (scope.ServiceProvider.GetRequiredService<EvidenceLog>(), scope.ServiceProvider.GetRequiredService<SiteDb>());
            Enumerable.Range(0, Batch).ToList().ForEach(_ => log.Append(Act.Requested, Guid.NewGuid(), Guid.NewGuid(), _record));
            await db.SaveChangesAsync();
        }
    }

    private async Task<int> Prove(SiteDb db)
    {
        var (tree, hashes) = (new StoredTree(db, 1), 0);
        for (var i = 0; i < Proofs; i++)
        {
            hashes += (await tree.Proofs.Inclusion(Random.Shared.Next(count), count)).Count;
        }

        return hashes;
    }

    private async Task In<T>(Func<T, Task> work)
        where T : notnull
    {
        await using var scope = _site.Services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<T>());
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private static string ConnectionString(string folder) => new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "site.db"), ForeignKeys = true }.ToString();

    private static void Say(string what, double figure, string unit) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-20}{figure,12:F1} {unit}"));

    private static async Task<double> Timed(Func<Task> work)
    {
        var since = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(since).TotalSeconds;
    }
}
