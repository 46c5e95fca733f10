using AngleSharp.Html.Dom;
using Site.Staff;
using Site.Tests.Staff;
using Site.Tests.Support;

namespace Site.Tests.EveryPage;

/// <summary>The desk as a new member of staff sees it: joins through an invitation, makes each mistake once, and looks at everything.</summary>
internal sealed class DeskVisit(SiteHost site, HttpClient client)
{
    private const string SignIn = "/staff/sign-in";

    private readonly List<CrawledPage> _seen = [];

    internal async Task<IReadOnlyList<CrawledPage>> Everything()
    {
        await Post(SignIn, await Get(SignIn), "wrong", ("email", "mallory@example.org"), ("password", "guessed"));
        await Join($"/staff/setup/{await site.With<Invitations, string>(i => i.Create())}");
        await Get("/staff/setup/unknown", "unknown");
        await Get("/admin/no-such-page", "unknown page");
        await Post("/staff/sign-out", await Get("/admin/no-such-page"), "forged");
        await PostFromElsewhere(SignIn);
        var crawler = new Crawler(client);
        _seen.AddRange(await crawler.From("/admin?lang=de", "/admin?lang=en", "/mailbox"));
        _seen.AddRange(await crawler.On(_seen.ToList()));
        return _seen;
    }

    private async Task Join(string path)
    {
        var open = await Get(path, "invited");
        await Post(path, open, "wrong", ("email", ""), ("password", "short"), ("code", "000000"));
        var secret = Member.SecretOn(new Answer(open.Status, null, [], null, open.Document));
        await Post(path, open, "joined", ("email", "erika@crawl.example"), ("password", Member.Password), ("code", Totp.Code(secret, site.Clock.GetCurrentInstant())));
    }

    private async Task<CrawledPage> Get(string path, string? state = null)
    {
        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
        return await Keep(response, path, state);
    }

    private async Task Post(string path, CrawledPage form, string state, params (string Name, string Value)[] typed)
    {
        var hidden = form.Document.QuerySelectorAll("main form input[type=hidden]").OfType<IHtmlInputElement>().Select(i => (i.Name ?? "", i.Value));
        using var content = new FormUrlEncodedContent(hidden.Concat(typed).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        using var response = await client.PostAsync(path, content, TestContext.Current.CancellationToken);
        await Keep(response, path, state);
    }

    private async Task PostFromElsewhere(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([]) };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        await Keep(response, path, "from another site");
    }

    private async Task<CrawledPage> Keep(HttpResponseMessage response, string path, string? state)
    {
        var page = await CrawledPage.Of(response, path, state);
        _seen.Add(page);
        return page;
    }
}
