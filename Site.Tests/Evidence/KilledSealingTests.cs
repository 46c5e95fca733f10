using Microsoft.EntityFrameworkCore;
using Site.Evidence;
using Site.Tests.Support;

namespace Site.Tests.Evidence;

/// <summary>The program is killed at every step of sealing and started again: nothing is sealed twice, nothing is left out, and everything verifies.</summary>
public sealed class KilledSealingTests : IAsyncDisposable
{
    private readonly KillableSite _site = new() { Seal = TimeSpan.FromSeconds(1) };
    private int _people;

    private string Anchored => Path.Combine(_site.Folder, "evidence", "checkpoint");

    [Fact, Rule("C3"), Rule("C4")]
    public async Task KilledAtEveryStep_TheNextRunGoesOn_AndAllOfItHolds()
    {
        // In the order in which the very first run comes to them; the last needs a second leaf.
        foreach (var step in new[] { "EvidenceLog", "Leaf", "SigningKey", "EvidenceCheckpoint", "TreeNode", "EvidenceCheckpoint" })
        {
            await KillAt($"INSERT ON {step}");
        }

        await Restart();
        await Settled();
        await Holds();
    }

    [Fact, Rule("C4")]
    public async Task KilledBetweenTheSignatureAndTheAnchor_TheNextRunAnchorsIt()
    {
        await Restart();
        await Settled();
        await IsAnchored();
        _site.Kill();
        var before = await File.ReadAllTextAsync(Anchored, TestContext.Current.CancellationToken);
        await Restart();
        await Settled();
        await IsAnchored();
        _site.Kill();
        // As it was left where the program died after its commit: the old checkpoint, and half of the new one beside it.
        await File.WriteAllTextAsync(Anchored, before, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync($"{Anchored}.{Guid.NewGuid():N}", before[..20], TestContext.Current.CancellationToken);

        await Restart();
        await Settled();
        await IsAnchored();
        await Holds();
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private async Task KillAt(string statement)
    {
        await _site.Start();
        _site.Obstacle.Stick(statement);
        // It may find the sealer at work, and then dies with it.
        var signUp = SignUp();
        await _site.Obstacle.Met();
        _site.Kill();
        _site.Obstacle.Clear();
        await ((Task)signUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Restart()
    {
        await _site.Start();
        await SignUp();
    }

    private async Task SignUp()
    {
        using var client = _site.Prospect();
        (await client.SignUp("/de/newsletter", $"person-{++_people}@beispiel.example")).Dispose();
    }

    private Task Settled() => Patience.Until(() => _site.InDb(async db =>
        await db.Set<Event>().AnyAsync() && !await db.Set<Event>().AnyAsync(e => !db.Set<Leaf>().Any(l => l.EventId == e.Id))
        && await db.Set<Checkpoint>().AnyAsync(c => c.Size == db.Set<Leaf>().LongCount())));

    private Task IsAnchored() => Patience.Until(async () => File.Exists(Anchored) && await File.ReadAllTextAsync(Anchored) == await Last());

    private Task<string> Last() => _site.InDb(db => db.Set<Checkpoint>().OrderByDescending(c => c.Id).Select(c => c.Note).FirstAsync());

    private async Task Holds()
    {
        _site.Kill();
        var end = await SiteProcess.Run(
            "verify-evidence", ("ConnectionStrings__Site", _site.ConnectionString), ("Var", _site.Folder), ("Evidence__Key", Convert.ToBase64String(new byte[32])),
            ("Site__TokenKey", Convert.ToBase64String(new byte[32])), ("Content__Folder", _site.Content), ("Site__PublicUrl", "http://127.0.0.1"));
        Assert.True(end.Code == 0, end.Output + end.Error);
        // A letter may have left between the last look and the kill: its event is the next run's to seal.
        var newest = await _site.InDb(db => db.Set<Leaf>().MaxAsync(l => l.EventId));
        var events = await _site.InDb(db => db.Set<Event>().CountAsync(e => e.Id <= newest));
        var leaves = await _site.InDb(db => db.Set<Leaf>().CountAsync());
        Assert.Equal(events, leaves);
        Assert.Empty(await _site.InDb(db => db.Set<Inspection>().Where(i => i.Fault != null).Select(i => i.Fault).ToListAsync()));
    }
}
