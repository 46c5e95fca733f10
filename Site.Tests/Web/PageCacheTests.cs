using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Site.Tests.Support;
using Site.Web;

namespace Site.Tests.Web;

/// <summary>Pages that are the same for everybody are answered from memory, whole and with all their headers; nothing else is.</summary>
public sealed class PageCacheTests(SharedSite site)
{
    private const string Page = "/en/webinars/ask-first";

    [Theory, Rule("S1"), Rule("P18")]
    [InlineData("br")]
    [InlineData("gzip")]
    [InlineData("")]
    public async Task Get_Again_GivesTheSameBytesAndHeaders(string encoding)
    {
        using var client = site.Prospect();
        using var first = await Get(client, Page, encoding);
        using var again = await Get(client, Page, encoding);
        Assert.Equal(await Bytes(first), await Bytes(again));
        Assert.Equal(encoding, again.Content.Headers.ContentEncoding.SingleOrDefault() ?? "");
        Assert.NotNull(again.Headers.Age);
        Assert.Equal(Named(first), Named(again));
        Assert.Contains("Content-Security-Policy", Named(again));
        Assert.DoesNotContain("Set-Cookie", Named(again));
    }

    [Theory]
    [InlineData("/en/webinars/ask-first", "key=a-yes-that-lasts")]
    [InlineData("/de/webinare", "topic=evidence")]
    public async Task Get_WithABody_IsThePageOfItsPath_ForEverybody(string path, string body)
    {
        site.Services.GetRequiredService<PageVersion>().Move();
        using var client = site.Prospect();
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Content = new StringContent(body, new MediaTypeHeaderValue("application/x-www-form-urlencoded")) };
        using var poisoned = await client.SendAsync(request, TestContext.Current.CancellationToken);
        site.Services.GetRequiredService<PageVersion>().Move();
        using var clean = await Get(client, path, "");
        Assert.Equal(await Bytes(clean), await Bytes(poisoned));
    }

    [Fact]
    public async Task Get_AfterThePagesMoved_IsRenderedAnew()
    {
        using var client = site.Prospect();
        (await Get(client, "/en/imprint", "")).Dispose();
        using var kept = await Get(client, "/en/imprint", "");
        site.Services.GetRequiredService<PageVersion>().Move();
        using var anew = await Get(client, "/en/imprint", "");
        Assert.Equal((true, false), (kept.Headers.Age is not null, anew.Headers.Age is not null));
    }

    [Theory]
    [InlineData("/en/webinars/no-such")]
    [InlineData("/en/confirm/no-such")]
    [InlineData("/staff/sign-in")]
    [InlineData("/mailbox")]
    public async Task Get_WhatIsNotForEverybody_IsNeverKept(string path)
    {
        using var client = site.Prospect();
        (await Get(client, path, "")).Dispose();
        using var again = await Get(client, path, "");
        Assert.Null(again.Headers.Age);
    }

    [Fact]
    public async Task Get_WithATopic_IsAnotherPage()
    {
        using var client = site.Prospect();
        var all = await client.GetStringAsync("/en/webinars", TestContext.Current.CancellationToken);
        var some = await client.GetStringAsync("/en/webinars?topic=consent", TestContext.Current.CancellationToken);
        var madeUp = await client.GetStringAsync("/en/webinars?topic=%3Cscript%3E&utm=1", TestContext.Current.CancellationToken);
        Assert.NotEqual(all, some);
        Assert.Equal(all, madeUp);
    }

    [Fact]
    public async Task Head_OfAPage_HasNoBody()
    {
        using var client = site.Prospect();
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, Page), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Empty(await Bytes(head));
    }

    [Fact]
    public async Task Get_ByOneWhoHangsUp_DoesNotHangUpOnTheOthers()
    {
        using var client = site.Prospect();
        using var closing = new HttpRequestMessage(HttpMethod.Get, "/en/accessibility") { Headers = { ConnectionClose = true } };
        (await client.SendAsync(closing, TestContext.Current.CancellationToken)).Dispose();
        using var kept = await Get(client, "/en/accessibility", "");
        Assert.Equal((true, null), (kept.Headers.Age is not null, kept.Headers.ConnectionClose));
    }

    [Theory]
    [InlineData("/EN/articles", "de", "<html lang=\"en\">")]
    [InlineData("/De/artikel", "en", "<html lang=\"de\">")]
    public async Task Get_InAnyCase_HasTheLanguageOfThePath_NotOfWhoAskedFirst(string path, string accepted, string expected)
    {
        using var client = site.Prospect();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(accepted);
        Assert.Contains(expected, await client.GetStringAsync(path, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact, Rule("S1")]
    public async Task Get_ByHttp_IsNotWhatIsKeptForHttps()
    {
        using var client = site.Prospect();
        (await Get(client, "/en/privacy", "")).Dispose();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.1");
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var secure = await Get(client, "/en/privacy", "");
        Assert.Null(secure.Headers.Age);
    }

    [Fact]
    public async Task Get_WithEndlessWishes_IsNotKept()
    {
        using var client = site.Prospect();
        (await Get(client, $"/en/webinars?topic={new string('x', 4000)}", "")).Dispose();
        using var again = await Get(client, $"/en/webinars?topic={new string('x', 4000)}", "");
        Assert.Equal((HttpStatusCode.OK, null), (again.StatusCode, again.Headers.Age));
    }

    private static async Task<HttpResponseMessage> Get(HttpClient client, string path, string encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (encoding.Length > 0)
        {
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding));
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static Task<byte[]> Bytes(HttpResponseMessage response) => response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

    private static IEnumerable<string> Named(HttpResponseMessage response) =>
        response.Headers.Concat(response.Content.Headers).Select(h => h.Key).Except(["Age", "Date", "Content-Length", "Transfer-Encoding"]).Order();
}
