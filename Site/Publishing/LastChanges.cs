using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;

namespace Site.Publishing;

/// <summary>Since when each live file has the words it has: the truth behind every "last modified" (rule W2).</summary>
public sealed class LastChanges
{
    private readonly Dictionary<string, Instant> _at;

    private LastChanges(Dictionary<string, Instant> at) => _at = at;

    /// <summary>Of every live file whose path begins with <paramref name="prefix"/>.</summary>
    public static async Task<LastChanges> Read(SiteDb db, string prefix = "") => new(await db.Set<LiveFile>()
        .Where(f => f.Path.StartsWith(prefix)).Select(f => new { f.Path, f.Revision!.At }).ToDictionaryAsync(f => f.Path, f => f.At));

    /// <summary>The latest change to a file whose path begins with one of the prefixes and which is not another language's text; null if there is none.</summary>
    public Instant? Latest(Language language, params IEnumerable<string> prefixes)
    {
        var times = _at.Where(f => !IsTextIn(f.Key, language.Other) && prefixes.Any(p => f.Key.StartsWith(p, StringComparison.Ordinal))).Select(f => f.Value).ToList();
        return times.Count == 0 ? null : times.Max();
    }

    // "pages/home.de.md" or "articles/slug/de.md".
    private static bool IsTextIn(string path, Language language) =>
        path.EndsWith($".{language}.md", StringComparison.Ordinal) || path.EndsWith($"/{language}.md", StringComparison.Ordinal);
}
