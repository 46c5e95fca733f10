using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Site.Evidence;

/// <summary>Rows by the thousand: no more are in memory at once, and none is being read while the next query runs, of which SQL Server answers one at a time.</summary>
internal static class Pages
{
    internal const int Size = 1_000;

    /// <summary>All rows, in their order.</summary>
    /// <param name="after">The rows after the given one, in order; all of them after null.</param>
    internal static async IAsyncEnumerable<T> Of<T>(Func<T?, IQueryable<T>> after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : class
    {
        T? last = null;
        do
        {
            var page = await after(last).Take(Size).ToListAsync(cancellationToken);
            foreach (var row in page)
            {
                yield return row;
            }

            last = page.Count == Size ? page[^1] : null;
        }
        while (last is not null);
    }
}
