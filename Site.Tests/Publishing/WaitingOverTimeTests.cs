using Microsoft.EntityFrameworkCore;
using Site.Publishing;
using Site.Tests.Support;

namespace Site.Tests.Publishing;

/// <summary>Terms that wait outlast restarts and kills, and are spoken of once.</summary>
public sealed class WaitingOverTimeTests
{
    [Fact]
    public async Task AProgramKilledWhileTermsWait_StartsWithTheLiveTerms_AndTheSameWaits()
    {
        await using var site = new KillableSite();
        site.Content = ContentCopy.In(Path.Combine(site.Folder, "Content"));
        await site.Start();
        site.Kill();
        ContentCopy.Replace(site.Content, "purposes.yml", ContentCopy.Retention, "retention: 3 days after webinar-end");
        for (var start = 0; start < 2; start++)
        {
            await site.Start();
            using var client = site.Prospect();
            Assert.Contains("bis 3\u00A0Jahre nach dem Webinar", System.Net.WebUtility.HtmlDecode(await client.GetStringAsync(Forms.Webinar, TestContext.Current.CancellationToken)), StringComparison.Ordinal);
            site.Kill();
        }

        var proposal = await site.InDb(db => db.Set<Proposal>().Include(p => p.Files).SingleAsync());
        Assert.Equal("purposes.yml", Assert.Single(proposal.Files).Path);
        Assert.Equal(proposal.Id, await site.InDb(db => db.Set<ContentVersion>().Select(v => v.WaitingId).SingleAsync()));
    }

    [Fact]
    public async Task InDevelopment_TheTermsWaitToo_AndTheConsoleSaysOnceWhereToApprove()
    {
        await using var site = new SiteHost();
        var content = ContentCopy.Prepared(site.CopyContent());
        site.Settings["Content:Poll"] = "00:00:00.050";
        using var client = site.Prospect();
        ContentCopy.Replace(content, "purposes.yml", ContentCopy.Retention, "retention: 3 days after webinar-end");
        await Until(() => Task.FromResult(site.Log.Lines.Any(Says)));
        ContentCopy.Replace(content, "pages/home.en.md", "\n---\n", "\n---\nFresh words.\n");
        await Until(async () => (await client.GetStringAsync("/en", TestContext.Current.CancellationToken)).Contains("Fresh words.", StringComparison.Ordinal));

        var line = Assert.Single(site.Log.Lines, Says);
        Assert.Contains($"{site.Address}admin/terms", line, StringComparison.Ordinal);
        Assert.Contains("purposes.yml: purposes.webinar: Retention: “until 3\u00A0years after the webinar” → “until 3\u00A0days after the webinar”", line, StringComparison.Ordinal);
        Assert.Contains("3\u00A0Jahre", System.Net.WebUtility.HtmlDecode(await client.GetStringAsync(Forms.Webinar, TestContext.Current.CancellationToken)), StringComparison.Ordinal);
    }

    private static bool Says(string line) => line.Contains("wait for approval", StringComparison.Ordinal);

    private static async Task Until(Func<Task<bool>> isSo)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience.Limit);
        while (!await isSo())
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
