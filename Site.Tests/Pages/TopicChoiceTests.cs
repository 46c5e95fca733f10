using System.Net;
using Site.Tests.Support;

namespace Site.Tests.Pages;

/// <summary>The topic chosen on an overview: it stands in the address bar, says so, and is turned off by one click.</summary>
public sealed class TopicChoiceTests(SharedSite site)
{
    [Theory, Rule("P18")]
    [InlineData("/de/webinare", "consent", "Sie haben „Einwilligung und Double-Opt-in“ gewählt", "Wieder alles zeigen", "a-yes-that-lasts", "ask-first", "/en/webinars?topic=consent")]
    [InlineData("/en/webinars", "first-party-data", "You chose “First-party data”", "Show everything again", "ask-first", "a-yes-that-lasts", "/de/webinare?topic=first-party-data")]
    [InlineData("/de/artikel", "evidence", "Sie haben „Nachweisen und löschen“ gewählt", "Wieder alles zeigen", "knowing-how-to-forget", "ask-and-you-may-stay", "/en/articles?topic=evidence")]
    [InlineData("/en/articles", "first-party-data", "You chose “First-party data”", "Show everything again", "ask-and-you-may-stay", "knowing-how-to-forget", "/de/artikel?topic=first-party-data")]
    public async Task AChosenTopic_NarrowsTheList_AndTheMarginSaysWhy(string path, string topic, string why, string off, string shown, string hidden, string other)
    {
        using var client = site.Prospect();
        using var response = await client.GetAsync($"{path}?topic={topic}", TestContext.Current.CancellationToken);
        var page = WebUtility.HtmlDecode(await response.Body());
        Assert.Contains(why, page, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"{path}\">{off}</a>", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"{path}/{shown}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"href=\"{path}/{hidden}\"", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"{other}\" lang", page, StringComparison.Ordinal);
        Assert.Contains($"<link rel=\"canonical\" href=\"{site.Address.ToString().TrimEnd('/')}{path}\">", page, StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("/de/webinare")]
    [InlineData("/en/webinars")]
    [InlineData("/de/artikel")]
    [InlineData("/en/articles")]
    public async Task AnUnknownTopic_IsNone(string path)
    {
        using var client = site.Prospect();
        var all = await client.GetStringAsync(path, TestContext.Current.CancellationToken);
        foreach (var unknown in new[] { "?topic=astrology", "?topic=", "?topic=Consent", "?topic=%22%3E%3Cscript%3E" })
        {
            Assert.Equal(all, await client.GetStringAsync(path + unknown, TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("/de/webinare?topic=evidence", "Dazu ist gerade nichts geplant")]
    [InlineData("/en/articles?topic=journeys", "We have written nothing on this yet")]
    public async Task ATopicWithoutAnything_SaysSo(string path, string said)
    {
        using var client = site.Prospect();
        Assert.Contains(said, WebUtility.HtmlDecode(await client.GetStringAsync(path, TestContext.Current.CancellationToken)), StringComparison.Ordinal);
    }
}
