using NodaTime;
using Site.Data;

namespace Site.Evidence;

/// <summary>
/// After an honest restore of a backup the log cannot go on: what was sealed since is lost. A new one is opened whose first leaf is the last anchored
/// checkpoint, so that everybody can see what was lost and that nothing was passed over in silence.
/// </summary>
public sealed class Restoration(SiteDb db, LogBook logs, AnchorCheck anchored, Anchor anchor, EvidenceLog evidence, Sealer sealer, Verifier verifier, IClock clock)
{
    /// <summary>The log that was opened; null if the database holds all that is anchored, so that there was nothing to do.</summary>
    /// <exception cref="EvidenceException">What is anchored is not ours.</exception>
    public async Task<Log?> Run()
    {
        var current = await logs.Current();
        if (await anchor.Read() is not { } last || await anchored.Fault(last, "The anchored checkpoint") is null)
        {
            return null;
        }

        var opened = await db.InTransaction(() => Open(last, current));
        await sealer.SealAnyway();
        // What the last verification found is mended: it looks again, or nothing would be signed.
        await verifier.Run();
        return opened;
    }

    private async Task<Log> Open(SignedNote last, Log current)
    {
        var left = TreeHead.Parse(last.Text) ?? throw new EvidenceException("The anchored checkpoint is not one.");
        var name = await logs.KeyName();
        var number = Math.Max(current.Number, NumberOf(left.Origin, name)) + 1;
        var opened = new Log { Number = number, Origin = $"{name}/{number}", OpenedAt = clock.GetCurrentInstant(), After = last.ToString() };
        db.Add(opened);
        var first = evidence.Append(Act.LogOpened, subject: null, about: null, new { opened.After });
        await db.SaveChangesAsync();
        db.Add(new Leaf { Log = number, Index = 0, EventId = first.Id, Hash = MerkleTree.LeafHash(first.Commitment) });
        await db.SaveChangesAsync();
        return opened;
    }

    private static int NumberOf(string origin, string first) =>
        origin.Length > first.Length && int.TryParse(origin[(first.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 1;
}
