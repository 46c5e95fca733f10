using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Net.Http.Headers;

namespace Site.Tests.Staff;

/// <summary>A page as it came back.</summary>
public sealed record Answer(HttpStatusCode Status, string? Location, IReadOnlyList<string> Cookies, string? CacheControl, IHtmlDocument Page)
{
    public string? Error => Page.QuerySelector(".summary li")?.TextContent;

    public string Field(string name) => (Page.QuerySelector($"[name={name}]") as IHtmlInputElement)?.Value ?? "";
}

/// <summary>A browser without script: keeps cookies, follows nothing by itself and posts forms with their hidden fields.</summary>
public sealed class StaffBrowser
{
    private readonly HttpClient _client;

    public StaffBrowser(HttpClient client)
    {
        _client = client;
        _client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        _client.DefaultRequestHeaders.Add(HeaderNames.AcceptLanguage, "de");
    }

    public Task<Answer> Get(string path) => Send(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<Answer> Head(string path) => Send(new HttpRequestMessage(HttpMethod.Head, path));

    /// <summary>Opens the page, fills in its form and sends it.</summary>
    public async Task<Answer> Submit(string path, params (string Name, string Value)[] typed) =>
        await Post(path, [.. Hidden((await Get(path)).Page), .. typed]);

    /// <summary>Sends fields as they are.</summary>
    public Task<Answer> Post(string path, params (string Name, string Value)[] fields) =>
        Send(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) });

    /// <summary>Sends fields as they are and gives what comes back as it is.</summary>
    public async Task<(HttpStatusCode Status, byte[] Bytes)> Download(string path, params (string Name, string Value)[] fields)
    {
        using var response = await _client.PostAsync(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));
        return (response.StatusCode, await response.Content.ReadAsByteArrayAsync());
    }

    public static IEnumerable<(string Name, string Value)> Hidden(IHtmlDocument page) =>
        page.QuerySelectorAll<IHtmlInputElement>("main form input[type=hidden]").Select(i => (i.Name ?? "", i.Value)).DistinctBy(i => i.Item1);

    private async Task<Answer> Send(HttpRequestMessage request)
    {
        using var response = await _client.SendAsync(request);
        var cookies = response.Headers.TryGetValues(HeaderNames.SetCookie, out var set) ? set.ToList() : [];
        var page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
        return new Answer(response.StatusCode, response.Headers.Location?.OriginalString, cookies, response.Headers.CacheControl?.ToString(), page);
    }
}

internal static class Html
{
    internal static IEnumerable<T> QuerySelectorAll<T>(this IHtmlDocument page, string selector) => page.QuerySelectorAll(selector).OfType<T>();
}
