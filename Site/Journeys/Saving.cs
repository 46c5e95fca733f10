using Microsoft.EntityFrameworkCore;
using Site.Data;

namespace Site.Journeys;

internal static class Saving
{
    /// <summary>Saves a batch of letters. Another node may have swept at the same time and been first; its letters are as good as ours.</summary>
    internal static async Task SaveUnlessAnotherWasFirst(this SiteDb db, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.IsUniqueViolation())
        {
            db.ChangeTracker.Clear();
        }
    }
}
