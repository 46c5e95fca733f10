using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Site.Tests.Evidence;

/// <summary>Lets something happen right before one of the queries of a context, counted from 1, and hears whether one is ever read while another still is.</summary>
internal sealed class Interlude(int before, Func<Task> happens) : DbCommandInterceptor
{
    private int _queries;
    private int _open;

    internal bool HasHappened { get; private set; }

    internal int MostOpen { get; private set; }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (++_queries == before)
        {
            await happens();
            HasHappened = true;
        }

        MostOpen = Math.Max(MostOpen, ++_open);
        return result;
    }

    public override InterceptionResult DataReaderDisposing(DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
    {
        _open--;
        return result;
    }
}
