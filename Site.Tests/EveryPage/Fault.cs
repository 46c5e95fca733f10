namespace Site.Tests.EveryPage;

/// <summary>Something wrong with a page.</summary>
internal sealed record Fault(string Page, string What)
{
    private const int MostPages = 5;

    /// <summary>Fails with each fault, once, and the pages that have it.</summary>
    internal static void None(IEnumerable<Fault> faults)
    {
        var groups = faults.Distinct().GroupBy(f => f.What, f => f.Page).ToList();
        Assert.True(groups.Count == 0, string.Join("\n", groups.Select(g => $"{g.Key}\n  on {Pages([.. g])}")));
    }

    private static string Pages(IReadOnlyList<string> pages) =>
        string.Join(", ", pages.Take(MostPages)) + (pages.Count > MostPages ? $" and {pages.Count - MostPages} more" : "");
}
