using Microsoft.EntityFrameworkCore;
using Site.SignUps;
using Site.Tests.Support;

namespace Site.Tests.Publishing;

/// <summary>What the content guide shows works as it stands there.</summary>
public sealed class ContentGuideTests : IAsyncDisposable
{
    private readonly SiteHost _site = new();

    [Fact]
    public async Task TheFiveLinesOfTheGuide_AskAQuestionWhileTheSiteRuns()
    {
        var content = _site.CopyContent();
        using var client = _site.Prospect();
        Assert.DoesNotContain("What do you work with?", await client.GetStringAsync("/en/webinars/ask-first", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await File.AppendAllLinesAsync(Path.Combine(content, "webinars/ask-first/webinar.yml"), Example(), TestContext.Current.CancellationToken);

        await Until(client, "/en/webinars/ask-first", "What do you work with?");
        await Until(client, "/de/webinare/ask-first", "Dann zeigen wir es ohne ein bestimmtes Werkzeug.");
        using var sent = await client.SignUp("/de/webinare/ask-first", "alice@beispiel.example", ("tools", "Bleistift"));
        Assert.Equal(System.Net.HttpStatusCode.SeeOther, sent.StatusCode);
        var answer = await _site.InDb(db => db.Set<Answer>().SingleAsync());
        Assert.Equal(("tools", "Bleistift"), (answer.Field, answer.Value));
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private static string[] Example()
    {
        var guide = File.ReadAllText(Path.Combine(SiteHost.Repository, "docs", "content-guide.md"));
        var lines = guide.Split("```yaml\n")[1].Split("\n```")[0].Split('\n');
        Assert.Equal(5, lines.Length);
        return lines;
    }

    private static Task Until(HttpClient client, string path, string text) =>
        Patience.Until(async () => (await client.GetStringAsync(path)).Contains(text, StringComparison.Ordinal));
}
