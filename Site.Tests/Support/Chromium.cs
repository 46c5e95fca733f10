using Microsoft.Playwright;
using Site.Tests.Support;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Site.Tests.Support;

/// <summary>
/// One real Chromium for all tests, started when the first one asks: the one that <c>CHROMIUM</c> names, else the one on the PATH,
/// else the one Playwright has installed. Each visit gets a profile of its own.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    private const string Zone = "Europe/Berlin";

    private static readonly string[] _names = ["chromium", "chromium-browser", "google-chrome"];
    private static readonly string[] _flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly SemaphoreSlim _starting = new(1, 1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <inheritdoc cref="Visit(Uri, Screen, string, bool, ColorScheme, string)"/>
    /// <remarks>Starts the site, if nobody has yet.</remarks>
    public Task<Visit> Visit(SiteHost site, Screen screen = Screen.Phone, string locale = "de-DE", bool scripts = true, ColorScheme colours = ColorScheme.Light, string zone = Zone) =>
        Visit(site.Started().Address, screen, locale, scripts, colours, zone);

    /// <summary>A visit to the pages under <paramref name="address"/> with an empty profile; disposing it ends it.</summary>
    /// <param name="locale">BCP 47, as sent in Accept-Language.</param>
    /// <param name="zone">Where the browser's clock goes, as tzdb names it.</param>
    /// <param name="scripts">False for a browser that runs no script of the page; the test's own still run.</param>
    public async Task<Visit> Visit(Uri address, Screen screen = Screen.Phone, string locale = "de-DE", bool scripts = true, ColorScheme colours = ColorScheme.Light, string zone = Zone)
    {
        var browser = await Browser();
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            ViewportSize = screen == Screen.Phone ? new() { Width = 360, Height = 800 } : new() { Width = 1440, Height = 900 },
            Locale = locale,
            TimezoneId = zone,
            JavaScriptEnabled = scripts,
            ColorScheme = colours,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(15_000);
        return await Support.Visit.Begin(context, address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _starting.Dispose();
    }

    /// <summary>Path of the browser to use; null leaves the choice to Playwright.</summary>
    internal static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("CHROMIUM");
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return string.IsNullOrWhiteSpace(named)
            ? _names.SelectMany(n => folders.Select(f => Path.Combine(f, n))).FirstOrDefault(File.Exists)
            : named;
    }

    private async Task<IBrowser> Browser()
    {
        await _starting.WaitAsync();
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            return _browser ??= await Launch(_playwright);
        }
        finally
        {
            _starting.Release();
        }
    }

    private static async Task<IBrowser> Launch(IPlaywright playwright)
    {
        var path = Find();
        try
        {
            return await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = _flags, Headless = true });
        }
        catch (PlaywrightException e)
        {
            throw new InvalidOperationException($"Chromium ({path ?? "Playwright's own"}) does not start. bin/test installs one; or set CHROMIUM to the path of one.", e);
        }
    }
}

/// <summary>The two sizes that pages are judged at: 360 × 800 and 1440 × 900.</summary>
public enum Screen
{
    Phone,
    Desktop,
}
