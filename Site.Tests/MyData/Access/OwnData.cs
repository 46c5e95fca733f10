using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Site.Tests.Support;

namespace Site.Tests.MyData.Access;

/// <summary>Somebody looks at their own data: the steps there, as a browser takes them.</summary>
internal static class OwnData
{
    internal const string Ask = "/de/meine-daten", View = "/de/meine-daten/ansehen", Opening = "/de/meine-daten/oeffnen/", Ending = "/de/meine-daten/beenden/",
        Taking = "/de/meine-daten/mitnehmen/", Correcting = "/de/meine-daten/berichtigen/", Erasing = "/de/meine-daten/loeschen";

    /// <summary>Asks for a link and gives the one that comes.</summary>
    internal static async Task<string> LinkFor(this SiteHost site, HttpClient client, string address)
    {
        var before = site.Mail.Received.Count(m => IsLink(m, address));
        using var response = await client.SignUp(Ask, address);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        await Patience.Until(() => Task.FromResult(site.Mail.Received.Count(m => IsLink(m, address)) > before));
        return site.Mail.Received.Last(m => IsLink(m, address)).Link(Opening);
    }

    /// <summary>A browser in which this person has opened their data.</summary>
    internal static async Task<HttpClient> Opened(this SiteHost site, string address)
    {
        var client = site.Prospect();
        using var opened = await client.Press(await site.LinkFor(client, address));
        Assert.Equal((HttpStatusCode.SeeOther, View), (opened.StatusCode, opened.Headers.Location?.OriginalString));
        client.DefaultRequestHeaders.Add("Cookie", opened.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        return client;
    }

    internal static async Task<IHtmlDocument> Page(this HttpClient client, string path) =>
        new HtmlParser().ParseDocument(await client.GetStringAsync(path, TestContext.Current.CancellationToken));

    internal static async Task<HttpResponseMessage> Send(this HttpClient client, string path, params (string Key, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Key, f.Value)));
        return await client.PostAsync(path, content, TestContext.Current.CancellationToken);
    }

    internal static bool IsLink(ReceivedMail mail, string address) => mail.IsTo(address) && mail.Text.Contains("/de/meine-daten/oeffnen/", StringComparison.Ordinal);
}
