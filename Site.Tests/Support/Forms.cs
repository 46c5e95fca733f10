using System.Text.RegularExpressions;

namespace Site.Tests.Support;

/// <summary>Sends the site's forms the way a browser does.</summary>
public static partial class Forms
{
    /// <summary>The address of a webinar without limit of seats, in the sample content.</summary>
    public const string Webinar = "/de/webinare/ask-first";

    /// <summary>The hash of the notice that the first form on the page carries.</summary>
    public static async Task<string> Notice(this HttpClient client, string path) =>
        NoticeValue().Match(await client.GetStringAsync(path, TestContext.Current.CancellationToken)).Groups[1].Value;

    /// <summary>Posts to a form's page: the current notice, the address and whatever else is named.</summary>
    public static async Task<HttpResponseMessage> SignUp(this HttpClient client, string path, string email, params (string Key, string Value)[] more)
    {
        var notice = more.Any(m => m.Key == "notice") ? [] : new[] { ("notice", await client.Notice(path)) };
        var pairs = notice.Append(("email", email)).Concat(more.Select(m => (m.Key, m.Value)));
        using var content = new FormUrlEncodedContent(pairs.Select(p => KeyValuePair.Create(p.Item1, p.Item2)));
        return await client.PostAsync(path, content, TestContext.Current.CancellationToken);
    }

    /// <summary>Presses the button of a page that has nothing but a button.</summary>
    public static Task<HttpResponseMessage> Press(this HttpClient client, string path) =>
        client.PostAsync(path, new FormUrlEncodedContent([]), TestContext.Current.CancellationToken);

    /// <summary>The path of the first link in a letter that begins so, such as "/de/bestaetigen/".</summary>
    public static string Link(this ReceivedMail mail, string beginning)
    {
        var links = mail.Links(beginning);
        Assert.True(links.Count > 0, $"No link {beginning}… in:\n{mail.Message.TextBody}");
        return links[0];
    }

    /// <summary>The paths of all links in a letter that begin so, in its order.</summary>
    public static IReadOnlyList<string> Links(this ReceivedMail mail, string beginning) =>
        [.. Regex.Matches(mail.Message.TextBody ?? "", $@"https?://[^/\s]+({Regex.Escape(beginning)}[A-Za-z0-9_-]+)", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(m => m.Groups[1].Value)];

    public static async Task<string> Body(this HttpResponseMessage response) => await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    [GeneratedRegex("name=\"notice\" value=\"([0-9a-f]{64})\"")]
    private static partial Regex NoticeValue();
}
