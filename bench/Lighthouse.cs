using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Bench;

/// <summary>Google's Lighthouse from npm on its phone profile, in the Chromium that CHROMIUM names or the PATH has.</summary>
public static class Lighthouse
{
    // Newer ones want a newer node than many machines have.
    private const string Version = "12.2.3";

    private const string Flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

    private static readonly string _folder = Directory.CreateDirectory(Path.Combine(Folders.Run, "lighthouse")).FullName;
    private static readonly string _program = Path.Combine(_folder, "node_modules", "lighthouse", "cli", "index.js");

    /// <summary>What it says of one page, 0 to 100; LCP in seconds.</summary>
    public sealed record Scores(double Performance, double Accessibility, double BestPractices, double Seo, double Lcp, double Cls);

    /// <exception cref="InvalidOperationException">npm, node or Chromium is missing or failed; the reason is on the console.</exception>
    public static async Task<Scores> Look(string url)
    {
        Install();
        var report = Path.Combine(_folder, "report.json");
        Run("node", _program, url, "--quiet", "--output=json", $"--output-path={report}", $"--chrome-flags={Flags}");
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(report));
        return Read(json.RootElement);
    }

    private static void Install()
    {
        if (!File.Exists(_program))
        {
            Run("npm", "install", "--prefix", _folder, "--no-save", "--no-audit", "--no-fund", "--silent", $"lighthouse@{Version}");
        }
    }

    private static Scores Read(JsonElement report)
    {
        double Score(string category) => Math.Round(report.GetProperty("categories").GetProperty(category).GetProperty("score").GetDouble() * 100);
        double Value(string audit) => report.GetProperty("audits").GetProperty(audit).GetProperty("numericValue").GetDouble();
        foreach (var audit in report.GetProperty("audits").EnumerateObject().Where(a => IsShort(a.Value)))
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {report.GetProperty("finalDisplayedUrl").GetString()}: {audit.Value.GetProperty("title").GetString()}"));
        }

        return new Scores(Score("performance"), Score("accessibility"), Score("best-practices"), Score("seo"), Value("largest-contentful-paint") / 1000, Value("cumulative-layout-shift"));
    }

    private static bool IsShort(JsonElement audit) =>
        audit.GetProperty("scoreDisplayMode").GetString() is "binary" && audit.GetProperty("score") is { ValueKind: JsonValueKind.Number } score && score.GetDouble() < 1;

    private static void Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder };
        start.Environment["CHROME_PATH"] = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}
