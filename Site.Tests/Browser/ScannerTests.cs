using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Site.Evidence;
using Site.Mail;
using Site.Prospects;
using Site.SignUps;
using Site.Tests.Support;

namespace Site.Tests.Browser;

/// <summary>
/// What stands between the sender and the reader of a mail: something that opens every link in it, by HEAD and by GET, in a browser that runs scripts, and then follows
/// every link on the pages it gets. It must confirm, cancel, withdraw, block and unsubscribe nothing.
/// </summary>
public sealed partial class ScannerTests(Chromium chromium)
{
    private const string Reader = "scanned@beispiel.example";

    [Theory, Rule("M3"), Rule("P8"), Rule("P13")]
    [InlineData("/de/webinare/ask-first", "/de/bestaetigen/", "de-DE", "newsletter", "personalisation")]
    [InlineData("/en/newsletter", "/en/confirm/", "en-GB")]
    public async Task AScanner_ThatOpensEverythingInEachLetter_ChangesNothing(string form, string button, string locale, params string[] boxes)
    {
        await using var site = new SiteHost().Started();
        using var person = site.Prospect();
        (await person.SignUp(form, Reader, [.. boxes.Select(b => ("agree", b))])).Dispose();
        var confirmation = await site.Mail.WaitForMailTo(Reader);
        await NothingChanges(site, confirmation, locale);

        (await person.Press(confirmation.Link(button))).Dispose();
        await Patience.Until(() => Task.FromResult(site.Mail.Received.Count(m => m.IsTo(Reader)) == 2));
        await NothingChanges(site, site.Mail.Received.Last(m => m.IsTo(Reader)), locale);
    }

    private async Task NothingChanges(SiteHost site, ReceivedMail letter, string locale)
    {
        var before = await State(site);
        var links = Links(site, letter);
        Assert.InRange(links.Count, 2, 20);
        await Open(site, links);
        await Open(site, await Browse(site, links, locale));
        Assert.Equal(before, await State(site));
    }

    // Every address of this site that the letter names, in its two parts and in its head.
    private static HashSet<string> Links(SiteHost site, ReceivedMail letter) =>
        [.. Address().Matches($"{letter.Text} {letter.Html} {letter.Message.Headers["List-Unsubscribe"]}").Select(m => m.Value.TrimEnd('.', ')')).Where(a => a.StartsWith(site.Address.ToString(), StringComparison.Ordinal))];

    private static async Task Open(SiteHost site, IEnumerable<string> links)
    {
        using var scanner = new HttpClient { BaseAddress = site.Address };
        foreach (var link in links)
        {
            using var head = await scanner.SendAsync(new HttpRequestMessage(HttpMethod.Head, link));
            using var get = await scanner.GetAsync(link);
            Assert.InRange((int)get.StatusCode, 200, 499);
        }
    }

    // In a browser that runs what the pages bring; gives every further link that it finds there.
    private async Task<HashSet<string>> Browse(SiteHost site, IEnumerable<string> links, string locale)
    {
        var further = new HashSet<string>(StringComparer.Ordinal);
        await using var visit = await chromium.Visit(site, Screen.Desktop, locale);
        foreach (var link in links)
        {
            await visit.Go(link);
            await visit.Page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle);
            var found = new HtmlParser().ParseDocument(await visit.Page.ContentAsync()).QuerySelectorAll("a[href], form[method=get][action]");
            further.UnionWith(found.Select(e => new Uri(new Uri(visit.Page.Url), e.GetAttribute("href") ?? e.GetAttribute("action")).GetLeftPart(UriPartial.Query)).Where(a => a.StartsWith(site.Address.ToString(), StringComparison.Ordinal)));
        }

        return further;
    }

    // Everything that a person can bring about; a letter that leaves meanwhile is not the scanner's doing.
    private static Task<string> State(SiteHost site) => site.InDb(async db => string.Join('\n', [
        .. (await db.Set<SignUp>().OrderBy(s => s.Id).ToListAsync()).Select(s => $"{s.Form} {s.ConfirmedAt} {s.CancelledAt} {s.ReplacedAt}"),
        .. (await db.Set<Basis>().OrderBy(b => b.Id).ToListAsync()).Select(b => $"{b.Purpose} {b.LiveFrom} {b.EndedAt}"),
        .. (await db.Set<Prospect>().OrderBy(p => p.Id).ToListAsync()).Select(p => $"{p.AddressKey} {p.BlockedAt} {p.BouncedAt}"),
        .. (await db.Set<Suppression>().ToListAsync()).Select(s => $"{s.Reason}"),
        .. (await db.Set<Event>().Where(e => e.Act != Act.LetterSent).OrderBy(e => e.Id).ToListAsync()).Select(e => $"{e.Act}"),
        .. (await db.Set<OutboxRow>().OrderBy(o => o.Id).ToListAsync()).Select(o => $"{o.Kind} {o.Occasion}")]));

    [GeneratedRegex("https?://[^\\s\"'<>]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
