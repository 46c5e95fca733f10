using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Site.Tests.Support;

/// <summary>One person's visit: a page in a fresh profile, with a record of what a visitor should never meet.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentQueue<string> _foreign = new();

    private Visit(IBrowserContext context, IPage page, Uri site)
    {
        _context = context;
        Page = page;
        page.Console += (_, m) => Note(m);
        page.PageError += (_, e) => _errors.Enqueue(e);
        context.Request += (_, r) => NoteIfForeign(new Uri(r.Url), site);
    }

    public IPage Page { get; }

    /// <summary>Script errors, and what the console was told as an error: refused by the content security policy, for example.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>Addresses asked for that are not the site's (rule P18, no third party).</summary>
    public IReadOnlyCollection<string> ForeignRequests => _foreign;

    /// <summary>The errors and foreign addresses so far, each as a sentence; they begin anew.</summary>
    public IReadOnlyList<string> TakeFaults()
    {
        var faults = _errors.Select(e => $"says {e}").Concat(_foreign.Select(f => $"asks {f}")).ToList();
        _errors.Clear();
        _foreign.Clear();
        return faults;
    }

    /// <summary>The cookies kept so far.</summary>
    public Task<IReadOnlyList<BrowserContextCookiesResult>> Cookies() => _context.CookiesAsync();

    /// <summary>What the page keeps in local and session storage, as "key=value".</summary>
    public Task<string[]> Storage() => Page.EvaluateAsync<string[]>(
        "() => [localStorage, sessionStorage].flatMap(s => Object.entries(s).map(e => e.join('=')))");

    /// <summary>Goes to a path of the site and waits for the page to be loaded.</summary>
    public async Task<IResponse> Go(string path) =>
        await Page.GotoAsync(path) ?? throw new InvalidOperationException($"{path} was not loaded anew.");

    /// <summary>How many pixels the page is wider than the screen; more than none means scrolling sideways (WCAG 1.4.10).</summary>
    public Task<int> Overflow() => Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");

    /// <summary>A PNG of the whole page, into the file named.</summary>
    public Task Picture(string file) => Page.ScreenshotAsync(new() { Path = file, FullPage = true });

    public async ValueTask DisposeAsync() => await _context.CloseAsync();

    internal static async Task<Visit> Begin(IBrowserContext context, Uri site) => new(context, await context.NewPageAsync(), site);

    private void Note(IConsoleMessage message)
    {
        // Chromium reports a page answered with 4xx as an error of its own; the test has the status already.
        if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
        {
            _errors.Enqueue(message.Text);
        }
    }

    private void NoteIfForeign(Uri asked, Uri site)
    {
        if (asked.Scheme is "http" or "https" && asked.Authority != site.Authority)
        {
            _foreign.Enqueue(asked.ToString());
        }
    }
}
