using System.Globalization;

namespace Bench;

/// <summary>The median of a sample and its distribution-free interval of at least 95 % (order statistics, binomial with p = ½).</summary>
public sealed record Median(double Value, double Low, double High, int Count)
{
    public static Median Of(IEnumerable<double> sample)
    {
        var sorted = sample.Order().ToArray();
        var middle = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        var cut = Cut(sorted.Length);
        return new Median(middle, sorted[cut], sorted[^(cut + 1)], sorted.Length);
    }

    public string Show(string format) => string.Create(CultureInfo.InvariantCulture,
        $"{Value.ToString(format, CultureInfo.InvariantCulture)} ({Low.ToString(format, CultureInfo.InvariantCulture)}–{High.ToString(format, CultureInfo.InvariantCulture)})");

    // How many values may be cut off at each end so that the median lies between the rest with 95 %.
    private static int Cut(int count)
    {
        var outside = 0.0;
        var binomial = Math.Pow(0.5, count);
        var cut = 0;
        while (2 * (outside += binomial) <= 0.05)
        {
            binomial *= (double)(count - cut) / (cut + 1);
            cut++;
        }

        return Math.Max(0, cut - 1);
    }
}

/// <summary>One line of the report: what, the site's and the other's own figures, their ratio, and the target.</summary>
public sealed record Line(string What, string Site, string Other, string Result, string Target, bool IsMet)
{
    public static readonly string Head = "| what | site | compared with | result | target | met |\n|---|---|---|---|---|---|";

    public override string ToString() => $"| {What} | {Site} | {Other} | **{Result}** | {Target} | {(IsMet ? "yes" : "no")} |";
}
