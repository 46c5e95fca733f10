namespace Bench;

/// <summary>Pairs of rounds, taken in turn so that whatever else the machine does meets both; every second pair begins with the other.</summary>
public sealed record Rounds(IReadOnlyList<double> Site, IReadOnlyList<double> Other)
{
    public const int Pairs = 11;

    /// <summary>The site's figure as a share or multiple of the other's, pair by pair.</summary>
    public Median Ratio => Median.Of(Site.Zip(Other, (s, o) => s / o));

    /// <summary>One pair to warm up, which does not count, then <see cref="Pairs"/>.</summary>
    public static async Task<Rounds> Run(Func<Task<double>> site, Func<Task<double>> other)
    {
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var i = 0; i <= Pairs; i++)
        {
            var first = i % 2 == 0 ? await site() : await other();
            var second = i % 2 == 0 ? await other() : await site();
            if (i > 0)
            {
                ours.Add(i % 2 == 0 ? first : second);
                theirs.Add(i % 2 == 0 ? second : first);
            }
        }

        return new Rounds(ours, theirs);
    }
}
