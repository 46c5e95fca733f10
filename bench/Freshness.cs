using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Bench;

/// <summary>How long a saved change takes until every node shows it, and whether any request fails meanwhile.</summary>
public static class Freshness
{
    private const int Changes = 11;
    private const string Page = "/de/webinare/ask-first";

    /// <summary>Two nodes on one database: the one sees the file (Development), the other only the version number. Both are asked without a pause.</summary>
    public static async Task<Line> Measure()
    {
        var settings = Folders.Settings("fresh");
        settings["Content__Folder"] = LargeContent.Copy(Folders.Content, Path.Combine(Folders.Run, "fresh-content"));
        using var writer = await Node(settings, "Development");
        using var reader = await Node(settings, "Production");
        var asking = new CancellationTokenSource();
        var failures = Task.WhenAll(Ask(writer.Port, asking.Token), Ask(reader.Port, asking.Token));
        var (first, second) = (new List<double>(), new List<double>());
        for (var i = 0; i < Changes; i++)
        {
            var word = string.Create(CultureInfo.InvariantCulture, $"Fassung-{i}-");
            Change(settings["Content__Folder"], word);
            var watch = Stopwatch.StartNew();
            var both = await Task.WhenAll(Until(writer.Port, word, watch), Until(reader.Port, word, watch));
            first.Add(both[0]);
            second.Add(both[1]);
        }

        await asking.CancelAsync();
        var failed = (await failures).Sum();
        var slowest = Math.Max(first.Max(), second.Max());
        return new Line("a saved change shows on two nodes", $"{Median.Of(first).Show("F2")} s", $"the other node {Median.Of(second).Show("F2")} s",
            string.Create(CultureInfo.InvariantCulture, $"slowest of {Changes} {slowest:F2} s, {failed} requests failed"), "≤ 2 s, none", slowest <= 2 && failed == 0);
    }

    private static Task<Server> Node(Dictionary<string, string> settings, string environment) => Measurements.Site(
        new Dictionary<string, string>(settings, StringComparer.Ordinal) { ["ASPNETCORE_ENVIRONMENT"] = environment });

    private static void Change(string content, string word)
    {
        var file = Path.Combine(content, "webinars", "ask-first", "de.md");
        File.WriteAllLines(file, [.. File.ReadLines(file).Select(l => l.StartsWith("summary:", StringComparison.Ordinal) ? $"summary: \"{word}\"" : l)]);
    }

    private static async Task<double> Until(int port, string word, Stopwatch watch)
    {
        var looked = Encoding.UTF8.GetBytes(word);
        while ((await Connection.Ask(port, Requests.Get(Page, encoding: ""))).Body.AsSpan().IndexOf(looked) < 0)
        {
            if (watch.Elapsed > TimeSpan.FromSeconds(30))
            {
                throw new TimeoutException($"{word} does not show on port {port}.");
            }

            await Task.Delay(10);
        }

        return watch.Elapsed.TotalSeconds;
    }

    private static async Task<int> Ask(int port, CancellationToken stop)
    {
        using var connection = await Connection.Open(port);
        var failed = 0;
        while (!stop.IsCancellationRequested)
        {
            failed += (await connection.Send(Requests.Get(Page))).Status == 200 ? 0 : 1;
        }

        return failed;
    }
}
