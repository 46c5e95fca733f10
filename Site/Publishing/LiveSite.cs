using Microsoft.EntityFrameworkCore;
using Site.Data;

namespace Site.Publishing;

/// <summary>Holds the live snapshot and swaps it whole when the version number in the database has moved.</summary>
public sealed class LiveSite(ContentCheck check, IServiceScopeFactory scopes)
{
    private volatile Snapshot? _current;

    /// <summary>The live content.</summary>
    /// <exception cref="InvalidOperationException">Asked before the first load.</exception>
    public Snapshot Current => _current ?? throw new InvalidOperationException("The content has not been loaded yet.");

    public T Part<T>() where T : class => Current.Part<T>();

    /// <summary>True while a <see cref="Proposal"/> waits for a decision, as of the last look.</summary>
    public bool HasWaiting { get; private set; }

    /// <summary>Raised after a new snapshot became current.</summary>
    public event Action<Snapshot>? Swapped;

    /// <summary>Loads the live content if its version has moved. On broken content the last good snapshot stays and the error is thrown.</summary>
    /// <exception cref="ContentException">The live content is broken.</exception>
    public async Task<bool> Refresh()
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SiteDb>();
        var state = await ContentState.Read(db);
        HasWaiting = state?.WaitingId is not null;
        if (state is null || state.Version == _current?.Version)
        {
            return false;
        }

        var publishers = scope.ServiceProvider.GetServices<IOnPublish>();
        var snapshot = await db.InTransaction(() => Load(db, state.Version, publishers));
        _current = snapshot;
        Swapped?.Invoke(snapshot);
        return true;
    }

    private async Task<Snapshot> Load(SiteDb db, long version, IEnumerable<IOnPublish> publishers)
    {
        var files = await LiveFile.Read(db);
        var dates = new RelativeDates(await db.Set<RelativeDate>().AsNoTracking().ToListAsync());
        var snapshot = check.Read(files, dates, version);
        db.AddRange(dates.New);
        foreach (var publisher in publishers)
        {
            await publisher.Publish(snapshot, db);
        }

        await db.SaveIfChanged();
        return snapshot;
    }
}
