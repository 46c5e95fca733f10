using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Site.Mail;
using Site.Pages.SignUp;
using Site.Publishing;
using Site.Tests.SignUps;
using Site.Tests.Support;

namespace Site.Tests.EveryPage;

/// <summary>What pages look like once somebody has done something: every answer to a form, a link in a letter and a wrong address, in one language.</summary>
internal sealed class States(SiteHost site, HttpClient client, Language language)
{
    /// <summary>The webinar whose schedule is changed.</summary>
    internal const string Seats = "a-yes-that-lasts";

    private const string Open = "ask-first";

    private readonly ConcurrentQueue<CrawledPage> _seen = new();

    private FilledForm? _form;
    private string _confirm = "";
    private string? _session;

    /// <summary>What has been seen so far.</summary>
    internal IReadOnlyCollection<CrawledPage> Seen => _seen;

    private string Newsletter => Addresses.Path(Place.Newsletter, language);

    /// <summary>All but those that need another schedule or another time. Somebody asks for a seat in the webinar whose schedule will change.</summary>
    internal Task OfForms() => Task.WhenAll(
        Refused(Webinar(Open)), Refused(Newsletter), ConfirmedAndCancelled(), ConfirmedAndWithdrawn(), Discarded(), OwnData(), Problems(), SeatTaken());

    /// <summary>After the schedule has changed: the page, its form sent all the same, and the link in the letter.</summary>
    internal async Task UnderSchedule(string state)
    {
        await Get(Webinar(Seats), state);
        await Post(Webinar(Seats), $"{state} meanwhile", _form?.Full(Person("late")) ?? []);
        await Post(_confirm, $"{state} meanwhile", []);
    }

    /// <summary>The link in the letter, once the time to confirm is over.</summary>
    internal Task TooLate() => Get(_confirm, "too late");

    /// <summary>While the database fails, and after more forms than a client may send; on a site where both can happen.</summary>
    internal async Task BreakingDown(BrokenHost broken)
    {
        var form = FilledForm.On(await Get(Newsletter));
        broken.Obstacle.Break("INSERT ON Prospect");
        await Post(Newsletter, "our fault", form.Full(Person("unlucky")));
        broken.Obstacle.Clear();
        foreach (var _ in Enumerable.Range(0, BrokenHost.PerClient))
        {
            (await client.Press(Newsletter)).Dispose();
        }

        await Post(Newsletter, "too many", form.Empty());
    }

    private async Task SeatTaken()
    {
        _form = FilledForm.On(await Get(Webinar(Seats)));
        await Post(Webinar(Seats), "sent", _form.Full(Person("seat")));
        _confirm = await Link(Person("seat"), Place.Confirm);
    }

    private async Task Refused(string path)
    {
        var form = FilledForm.On(await Get(path));
        await Post(path, "empty", form.Empty());
        await Post(path, "wrong", form.Wrong());
        await Post(path, "undeclared", form.Full(Person("mallory")).Append(("salary", "1")));
        await Post(path, "changed since", form.Full(Person("mallory")).Select(p => p.Item1 == "notice" ? ("notice", new string('0', 64)) : p));
        await Post(path, "typing error", form.Full("ada@gmial.com").Select(p => p.Item1 == "given-name" ? (p.Item1, new string('x', 999)) : p));
        foreach (var button in form.OtherButtons)
        {
            await Post(path, button.Name, form.Full(Person("preview")).Append(button));
            await Post(path, $"{button.Name}, empty", form.Empty().Append(button));
        }

        await Send(new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("{}", new MediaTypeHeaderValue("application/json")) }, "unreadable");
    }

    private async Task ConfirmedAndCancelled()
    {
        var path = Webinar(Open);
        await Post(path, "sent", FilledForm.On(await Get(path)).Full(Person("alice")));
        var confirm = await Link(Person("alice"), Place.Confirm);
        await Get(confirm, "to confirm");
        await Post(confirm, "confirmed", []);
        await Get(confirm, "confirmed before");
        var cancel = await Link(Person("alice"), Place.Cancel);
        await Get(cancel, "to cancel");
        await Get(Receipt(await Post(cancel, "cancelled", [])), "receipt of a cancelled place");
        await Get(cancel, "cancelled before");
        await Get(confirm, "cancelled before");
    }

    private async Task ConfirmedAndWithdrawn()
    {
        await Post(Newsletter, "sent", FilledForm.On(await Get(Newsletter)).Full(Person("bob")));
        var confirm = await Link(Person("bob"), Place.Confirm);
        var notMe = await Link(Person("bob"), Place.NotMe);
        await Get(confirm, "newsletter to confirm");
        await Post(confirm, "newsletter confirmed", []);
        await Get(notMe, "confirmed before");
        var withdraw = await Link(Person("bob"), Place.Withdraw);
        await Get(withdraw, "to withdraw");
        var withdrawn = await Post(withdraw, "withdrawn", []);
        await Get(Receipt(withdrawn), "receipt");
        await Get(confirm, "newsletter withdrawn before");
    }

    private async Task Discarded()
    {
        await Post(Newsletter, "sent", FilledForm.On(await Get(Newsletter)).Full(Person("nobody")));
        var notMe = await Link(Person("nobody"), Place.NotMe);
        await Get(notMe, "to discard");
        await Get(Receipt(await Post(notMe, "discarded", [])), "receipt of a discarded request");
        await Get(await Link(Person("nobody"), Place.Confirm), "discarded before");
        await Post(notMe, "block lifted", [(NotMeModel.LiftKey, "1")]);
        await Get(notMe, "to block again");
    }

    // The one page with a session: the answer that opens it sets the cookie, and no other.
    private async Task OwnData()
    {
        var ask = Addresses.Path(Place.MyData, language);
        await Post(Webinar(Open), "sent", FilledForm.On(await Get(Webinar(Open))).Full(Person("carol")));
        await Post(await Link(Person("carol"), Place.Confirm), "confirmed", []);
        var form = FilledForm.On(await Get(ask));
        await Post(ask, "empty", form.Empty());
        await Post(ask, "wrong", form.Wrong());
        await Post(ask, "asked", form.Full(Person("carol")));
        await Send(new HttpRequestMessage(HttpMethod.Get, Addresses.Path(Place.MyDataView, language)), "no session");
        var link = await Link(Person("carol"), Place.MyDataOpen);
        await Get(link, "to open");
        await Post(link, "opened", []);
        await Get(link, "used");
        var view = await Get(Addresses.Path(Place.MyDataView, language), "own data");
        await Get(Addresses.Path(Place.MyDataErase, language), "to erase");
        await Corrected(view.Document.QuerySelector("section[aria-labelledby=sign-ups] a.button")?.GetAttribute("href") ?? "");
        await Post(view.Document.QuerySelector("section[aria-labelledby=consents] form")?.GetAttribute("action") ?? "", "taken back", []);
        await Waited();
        await Post(Addresses.Path(Place.MyDataErase, language), "erased", []);
    }

    private async Task Corrected(string path)
    {
        var answers = FilledForm.On(await Get(path, "to correct"));
        await Post(path, "wrong", answers.Wrong());
        await Post(path, "corrected", answers.Empty().Append(("given-name", "Carola")));
    }

    // Nobody is erased while a letter to them is on its way.
    private Task Waited() => Patience.Until(() => site.InDb(async db =>
        !await db.Set<OutboxRow>().AnyAsync(o => o.Prospect!.Address == Person("carol") && o.SentAt == null && o.WithheldAt == null && o.DueAt <= site.Clock.GetCurrentInstant())));

    private async Task Problems()
    {
        await Get($"/{language}/no-such-page", "unknown page");
        await Get(Addresses.Path(Place.Confirm, language, "no-such-token"), "unknown token");
        await Post(Addresses.Path(Place.Imprint, language), "only for looking at", []);
        await Post(Newsletter, "too much", [("question", new string('x', 70_000))]);
        using var foreign = new HttpRequestMessage(HttpMethod.Post, Newsletter);
        foreign.Headers.Add("Sec-Fetch-Site", "cross-site");
        await Send(foreign, "from another site");
    }

    private string Webinar(string slug) => Addresses.Path(Place.Webinar, language, slug);

    private string Person(string name) => $"{name}.{language}@crawl.example";

    private async Task<string> Link(string address, Place place)
    {
        var beginning = Addresses.Template(place, language).Replace("{key}", "", StringComparison.Ordinal);
        return (await site.Mail.WaitFor(m => m.IsTo(address) && m.Text.Contains(beginning, StringComparison.Ordinal))).Link(beginning);
    }

    private Task<CrawledPage> Get(string path, string? state = null) => Send(new HttpRequestMessage(HttpMethod.Get, path), state);

    private string Receipt(CrawledPage left) =>
        left.Document.QuerySelector($"main a[href^='{Addresses.Template(Place.Receipt, language).Replace("{key}", "", StringComparison.Ordinal)}']")?.GetAttribute("href") ?? throw new InvalidOperationException($"{left} leads to no receipt.");

    private async Task<CrawledPage> Post(string path, string state, IEnumerable<(string Key, string Value)> fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Key, f.Value)));
        var page = await Send(new HttpRequestMessage(HttpMethod.Post, path) { Content = content }, state);
        return page.Headers.TryGetValue("Location", out var next) ? await Get(next, state) : page;
    }

    private async Task<CrawledPage> Send(HttpRequestMessage request, string? state)
    {
        request.Headers.AcceptLanguage.ParseAdd(language.Code);
        if (!request.Headers.Contains("Sec-Fetch-Site"))
        {
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
        }

        var isOwnData = request.RequestUri?.ToString().StartsWith(Addresses.Path(Place.MyData, language), StringComparison.Ordinal) == true;
        if (isOwnData && _session is not null)
        {
            request.Headers.Add("Cookie", _session);
        }

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        if (isOwnData && response.Headers.TryGetValues("Set-Cookie", out var cookie))
        {
            _session = cookie.Single().Split(';')[0];
        }

        var page = await CrawledPage.Of(response, request.RequestUri?.PathAndQuery ?? "", state);
        if (state is not null)
        {
            _seen.Enqueue(page);
        }

        return page;
    }
}
