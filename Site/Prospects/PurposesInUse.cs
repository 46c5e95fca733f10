using Microsoft.EntityFrameworkCore;
using Site.Data;
using Site.Declarations;
using Site.Publishing;

namespace Site.Prospects;

/// <summary>Refuses that a purpose goes while somebody's data are still used for it: nobody could say any more what for.</summary>
internal sealed class PurposesInUse : IContentJudge
{
    public async Task Judge(ContentChange change, SiteDb db)
    {
        var gone = change.Live.Part<Catalogue>().Purposes.Keys.Except(change.Next.Part<Catalogue>().Purposes.Keys).ToList();
        if (gone.Count == 0)
        {
            return;
        }

        foreach (var use in await People(db, gone))
        {
            change.Refuse("purposes.yml", $"\"purposes\" no longer declares \"{use.Key}\", which the data of {use.Value} {(use.Value == 1 ? "person is" : "people are")} used for: leave it there until that has ended");
        }
    }

    /// <summary>How many people's data may be used for each purpose now, those who have still to confirm included.</summary>
    internal static Task<Dictionary<string, int>> People(SiteDb db, IReadOnlyCollection<string> purposes) => db.Set<Basis>()
        .Where(b => b.EndedAt == null && purposes.Contains(b.Purpose)).GroupBy(b => b.Purpose)
        .Select(g => new { g.Key, People = g.Select(b => b.ProspectId).Distinct().Count() }).ToDictionaryAsync(g => g.Key, g => g.People);
}
