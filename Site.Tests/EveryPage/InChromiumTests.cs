using Microsoft.Playwright;
using Site.Tests.Support;

namespace Site.Tests.EveryPage;

/// <summary>Every page in every language and state as a browser shows it: on a phone and on a desktop, by day and by night.</summary>
public sealed class InChromiumTests(CrawledSite site, Chromium chromium)
{
    // One question a page and screen, for each way to the browser and back takes as long as the answer. What describes a field must be there to be seen,
    // not only to be read out (rule A2); nothing is wider than the screen (WCAG 1.4.10); nothing is kept in the browser, wherever a page could (rule P18).
    private static readonly string _judge = $$"""
        async withAxe => {
          const unseen = id => {
            const e = document.getElementById(id);
            return !e || !e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || e.getBoundingClientRect().height < 1;
          };
          const described = [...document.querySelectorAll('form [aria-describedby]')].flatMap(c => c.getAttribute('aria-describedby').split(' ').filter(Boolean));
          const wider = document.documentElement.scrollWidth - document.documentElement.clientWidth;
          const right = e => e.getBoundingClientRect().right;
          const widest = () => [...document.body.querySelectorAll('*')].reduce((a, b) => right(b) >= right(a) ? b : a).outerHTML.slice(0, 200);
          const kept = [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(await indexedDB.databases()).map(d => d.name), ...(await caches.keys()),
            ...(await navigator.serviceWorker.getRegistrations()).map(r => r.scope)];
          return [
            ...described.filter(unseen).map(id => `has a field described by #${id}, which is not seen`),
            ...(wider > 0 ? [`is ${wider} px wider than the screen, by ${widest()}`] : []),
            ...kept.map(k => `keeps ${k} in the browser`),
            ...(withAxe ? await ({{AxeCheck.Run}})() : []),
          ];
        }
        """;

    [Fact, Rule("A1"), Rule("A2"), Rule("P18")]
    public async Task ForProspects_AxeFindsNothing_NothingIsWiderThanTheScreen_NothingIsKept()
    {
        var pages = (await site.Crawl).Pages.Where(p => p.IsForProspects).DistinctBy(p => (p.Path, p.Body)).ToList();
        // Axe judges elements, not words: of pages that differ in words alone it gets one in each language; the others are measured where space is scarce.
        var shapes = pages.DistinctBy(Markup).ToList();
        var found = await Task.WhenAll(Look(shapes, withAxe: true), Look([.. pages.Except(shapes)], withAxe: false));
        Fault.None(found.SelectMany(f => f));
    }

    [Fact, Rule("A1")]
    public async Task ForStaff_AxeFindsNothing_AndNothingIsWiderThanTheScreen()
    {
        // Many people, one page: what differs only in how often something stands on it is looked at once.
        var pages = (await site.Crawl).Pages.Where(p => p.IsOfStaff).DistinctBy(Kinds);
        Fault.None(await Look([.. pages], withAxe: true));
    }

    private async Task<List<Fault>> Look(IReadOnlyList<CrawledPage> pages, bool withAxe)
    {
        await using var visit = await chromium.Visit(site);
        if (withAxe)
        {
            await visit.BringAxe();
        }

        var found = new List<Fault>();
        foreach (var page in pages)
        {
            await visit.Go(site.Replay.Show(page));
            found.AddRange(await On(visit, page, withAxe));
            if (withAxe)
            {
                found.AddRange(await InOtherColours(visit, page));
                await Turn(visit);
                found.AddRange(await On(visit, page, withAxe));
                found.AddRange(await InOtherColours(visit, page));
            }

            found.AddRange(visit.TakeFaults().Select(f => new Fault(page.Name, f)));
        }

        // Here nobody is signed in, so not even the desk may set one.
        found.AddRange((await visit.Cookies()).Select(c => new Fault("one of the pages", $"sets the cookie {c.Name}")));
        return found;
    }

    private static async Task<IEnumerable<Fault>> On(Visit visit, CrawledPage page, bool withAxe)
    {
        var screen = IsPhone(visit) ? "phone" : "desktop";
        return (await visit.Page.EvaluateAsync<string[]>(_judge, withAxe)).Select(f => new Fault($"{page}, {screen}", f));
    }

    // From day to night or back: nothing but colours changes.
    private static async Task<IEnumerable<Fault>> InOtherColours(Visit visit, CrawledPage page)
    {
        var isDark = await visit.Page.EvaluateAsync<bool>("matchMedia('(prefers-color-scheme: dark)').matches");
        await visit.Page.EmulateMediaAsync(new() { ColorScheme = isDark ? ColorScheme.Light : ColorScheme.Dark });
        return (await visit.Page.EvaluateAsync<string[]>(AxeCheck.Contrast)).Select(f => new Fault($"{page}, {(IsPhone(visit) ? "phone" : "desktop")}, {(isDark ? "day" : "night")}", f));
    }

    // From phone to desktop and from there back again: the next page is opened on the screen that this one was left on.
    private static Task Turn(Visit visit)
    {
        var (width, height) = IsPhone(visit) ? (1440, 900) : (360, 800);
        return visit.Page.SetViewportSizeAsync(width, height);
    }

    private static bool IsPhone(Visit visit) => visit.Page.ViewportSize?.Width == 360;

    private static string Markup(CrawledPage page) => string.Concat(page.Document.All.Select(e => $"<{e.LocalName} {Attributes(e)} {e.TextContent.Length > 0}>"));

    private static string Attributes(AngleSharp.Dom.IElement element) =>
        string.Join(' ', element.Attributes.Where(a => !_words.Contains(a.Name)).Select(a => $"{a.Name}={a.Value}"));

    private static string Kinds(CrawledPage page) => string.Concat(page.Document.All.Select(
        e => $"{e.ParentElement?.LocalName}.{e.ParentElement?.ClassName} > {e.LocalName}.{e.ClassName} {e.GetAttribute("type")} {e.GetAttribute("lang")} {e.TextContent.Length > 0}\n").Distinct().Order(StringComparer.Ordinal));

    private static readonly string[] _words = ["href", "src", "action", "alt", "value", "datetime", "content"];
}
