using System.Globalization;
using System.Text;

namespace Bench;

/// <summary>The four measurements of the report. Each starts what it needs and ends it.</summary>
public static class Measurements
{
    private const string Home = "/de";
    private const string Webinar = "/de/webinare/ask-first";

    /// <summary>Process start to the first 200, on a database that is migrated and filled.</summary>
    /// <param name="empty">An empty Razor Pages app.</param>
    /// <param name="how">How that was published.</param>
    public static async Task<Line> FirstAnswer(string empty, string how)
    {
        var settings = Folders.Settings("start");
        var none = new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Production" };
        var rounds = await Rounds.Run(
            async () => { using var s = await Site(settings); return s.FirstAnswer; },
            async () => { using var e = await Server.Start(empty, Path.GetDirectoryName(empty) ?? Folders.Run, "/", none); return e.FirstAnswer; });
        return new Line("first answer of /de after the start", $"{Median.Of(rounds.Site).Show("F0")} ms", $"empty Razor Pages app {how} {Median.Of(rounds.Other).Show("F0")} ms",
            rounds.Ratio.Show("F2"), "≤ 3", rounds.Ratio.Value <= 3);
    }

    /// <summary>The same with 500 fields and 200 webinars, against the shipped content.</summary>
    public static async Task<Line> LargeStart()
    {
        var (small, large) = (Folders.Settings("small"), Folders.Settings("large"));
        large["Content__Folder"] = LargeContent.Write();
        var rounds = await Rounds.Run(
            async () => { using var s = await Site(large); return s.FirstAnswer; },
            async () => { using var s = await Site(small); return s.FirstAnswer; });
        return new Line("first answer with 500 fields and 200 webinars", $"{Median.Of(rounds.Site).Show("F0")} ms", $"shipped content {Median.Of(rounds.Other).Show("F0")} ms",
            rounds.Ratio.Show("F2"), "< 2", rounds.Ratio.Value < 2);
    }

    /// <summary>A page from the page cache, compressed as browsers ask for it.</summary>
    public static async Task<Line> Page(string path)
    {
        const int requests = 30_000;
        using var site = await Site(Folders.Settings("pages"));
        var file = await Keep(site.Port, Requests.Get(path));
        using var bare = await Server.Start(Folders.Dll("bench/Bare"), Folders.Run, "/", new Dictionary<string, string>(), "--answer", file);
        byte[][] get = [Requests.Get(path)];
        var rounds = await Rounds.Run(() => Load.Run(site.Port, get, requests, 200), () => Load.Run(bare.Port, get, requests, 200));
        return new Line($"{path} from the page cache", $"{Median.Of(rounds.Site).Show("F0")}/s", $"bare Kestrel, same bytes {Median.Of(rounds.Other).Show("F0")}/s",
            rounds.Ratio.Show("P1"), "≥ 90 %", rounds.Ratio.Value >= 0.9);
    }

    /// <summary>Sign-ups of new addresses; their letters stay in the outbox, for the mail server is out of reach.</summary>
    public static async Task<Line> SignUps()
    {
        const int requests = 1_500;
        var settings = Folders.Settings("signups");
        using var site = await Site(settings);
        var notice = await Requests.Notice(site.Port, Webinar);
        var sent = 0;
        Task<double> Post() => Load.Run(site.Port, Requests.SignUps(Webinar, notice, (sent += requests) - requests, requests), requests, 303);
        await Post();
        using var bare = BareInserts.CopyOf(Path.Combine(settings["Var"], "site.db"), Path.Combine(settings["Var"], "bare.db"));
        var rounds = await Rounds.Run(Post, () => Task.FromResult(bare.Run(requests)));
        return new Line("sign-ups", $"{Median.Of(rounds.Site).Show("F0")}/s", $"bare loop, {bare.Rows} rows ({bare.Journal}) {Median.Of(rounds.Other).Show("F0")}/s",
            rounds.Ratio.Show("P1"), "≥ 40 %", rounds.Ratio.Value >= 0.4);
    }

    /// <summary>Resident memory after 100 000 requests: pages in both languages, and one sign-up in a hundred. A fresh process each time.</summary>
    public static async Task<Line> Memory()
    {
        const int requests = 100_000;
        string[] pages = ["/de", "/en", Webinar, "/en/webinars/ask-first", "/de/webinare", "/en/articles", "/de/artikel/ask-and-you-may-stay", "/de/datenschutz"];
        var (resident, peak) = (new List<double>(), new List<double>());
        for (var i = 0; i < 9; i++)
        {
            using var site = await Site(Folders.Settings("memory"));
            var posts = Requests.SignUps(Webinar, await Requests.Notice(site.Port, Webinar), 0, requests / 100);
            byte[][] all = [.. Enumerable.Range(0, requests).Select(n => n % 100 == 99 ? posts[n / 100] : Requests.Get(pages[n % pages.Length]))];
            await Load.Run(site.Port, all, requests, 200, 303);
            resident.Add(site.Resident);
            peak.Add(site.Peak);
        }

        var median = Median.Of(resident);
        return new Line("resident memory after 100 000 requests", $"peak {Median.Of(peak).Show("F0")} MB", "–", $"{median.Show("F0")} MB", "< 200 MB", median.Value < 200);
    }

    /// <summary>Lighthouse on a phone: of four pages, each looked at three times, the lowest median (rule A3).</summary>
    public static async Task<Line> Phone()
    {
        string[] pages = [Home, Webinar, "/en/articles/ask-and-you-may-stay", "/de/datenschutz"];
        using var site = await Site(Folders.Settings("lighthouse"));
        var all = new List<Lighthouse.Scores[]>();
        foreach (var page in pages)
        {
            var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{site.Port}{page}");
            all.Add([await Lighthouse.Look(url), await Lighthouse.Look(url), await Lighthouse.Look(url)]);
        }

        double Lowest(Func<Lighthouse.Scores, double> what) => all.Min(p => Median.Of(p.Select(what)).Value);
        double Highest(Func<Lighthouse.Scores, double> what) => all.Max(p => Median.Of(p.Select(what)).Value);
        var (performance, rest) = (Lowest(s => s.Performance), Lowest(s => Math.Min(s.Accessibility, Math.Min(s.BestPractices, s.Seo))));
        var (lcp, cls) = (Highest(s => s.Lcp), Highest(s => s.Cls));
        return new Line("Lighthouse on a phone, the lowest of four pages", string.Create(CultureInfo.InvariantCulture, $"LCP {lcp:F1} s, CLS {cls:F2}"), "–",
            string.Create(CultureInfo.InvariantCulture, $"performance {performance}, accessibility {Lowest(s => s.Accessibility)}, best practices {Lowest(s => s.BestPractices)}, SEO {Lowest(s => s.Seo)}"),
            "≥ 95, 100, 100, 100; LCP ≤ 2.5 s, CLS ≤ 0.1", performance >= 95 && rest >= 100 && lcp <= 2.5 && cls <= 0.1);
    }

    internal static Task<Server> Site(IReadOnlyDictionary<string, string> settings) =>
        Server.Start(Folders.Deployed("Site"), Folders.Site, Home, settings);

    // Kestrel writes the date and the length itself. The second answer comes from the cache.
    private static async Task<string> Keep(int port, byte[] request)
    {
        await Connection.Ask(port, request);
        var answer = await Connection.Ask(port, request);
        if (!answer.IsWhole)
        {
            throw new InvalidDataException($"Not from the cache:\n{answer.Head}");
        }

        var headers = answer.Head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Where(h => !h.StartsWith("Date:", StringComparison.Ordinal) && !h.StartsWith("Content-Length:", StringComparison.Ordinal));
        var file = Path.Combine(Folders.Run, "answer");
        await File.WriteAllBytesAsync(file, [.. Encoding.ASCII.GetBytes(string.Join('\n', headers) + "\n\n"), .. answer.Body]);
        return file;
    }
}
