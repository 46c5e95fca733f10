using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.DependencyInjection;
using Site.Publishing;
using Site.Tests.Support;
using Site.Webinars;

namespace Site.Tests.SignUps;

/// <summary>A site whose clock moves and whose words change while people fill in its forms. Tests that share it only move the clock on.</summary>
public class TermsHost : SiteHost
{
    private readonly string _content;

    public TermsHost()
    {
        EnvironmentName = "Test";
        _content = CopyContent();
        Settings["Content:Poll"] = "00:10:00";
        // Far enough ahead that no test moves the clock past it.
        var webinar = Path.Combine(_content, "webinars/ask-first/webinar.yml");
        File.WriteAllText(webinar, File.ReadAllText(webinar).Replace("in 9 days", "in 300 days", StringComparison.Ordinal));
    }

    /// <summary>Publishes the content with other words in a file, and approves them where they are terms.</summary>
    public async Task Reword(string path, string from, string to)
    {
        var file = Path.Combine(_content, path);
        var text = await File.ReadAllTextAsync(file);
        Assert.Contains(from, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, text.Replace(from, to, StringComparison.Ordinal));
        await With((ContentImport import) => import.Run(ContentFile.ReadFolder(_content)));
        if (await With((Decisions decisions) => decisions.Waiting()) is { } waiting)
        {
            Assert.Equal(RulingState.Done, (await With((Decisions decisions) => decisions.Approve(waiting.Id, "staff", "weighed"))).State);
        }

        await Services.GetRequiredService<LiveSite>().Refresh();
    }

    /// <summary>Changes what was announced of the webinar with few seats.</summary>
    public Task Announce(Action<UpdateSettersBuilder<Schedule>> change) =>
        InDb(db => db.Set<Schedule>().Where(s => s.Slug == "a-yes-that-lasts").ExecuteUpdateAsync(change));
}
