using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Site.Publishing;
using Site.Tests.Support;

namespace Site.Tests.Publishing;

/// <summary>A site whose content changes, as by deployments; it looks at its files and at the version only when told to.</summary>
public sealed class ChangingHost : SiteHost
{
    public ChangingHost()
    {
        EnvironmentName = "Test";
        Content = ContentCopy.Prepared(CopyContent());
        Settings["Content:Poll"] = "00:10:00";
    }

    public string Content { get; }

    /// <summary>Changes a file and imports the folder.</summary>
    public Task<Imported> Change(string path, string from, string to)
    {
        // What is there before the first start is the first content, and needs no approval.
        _ = Services;
        ContentCopy.Replace(Content, path, from, to);
        return Import();
    }

    public async Task<Imported> Import()
    {
        var imported = await With((ContentImport import) => import.Run(ContentFile.ReadFolder(Content)));
        await Look();
        return imported;
    }

    /// <summary>What a node does each second.</summary>
    public Task Look() => Services.GetRequiredService<LiveSite>().Refresh();

    public Task<Proposal?> Waiting() => With((Decisions d) => d.Waiting());

    public async Task<Ruling> Decide(long proposal, Verdict verdict, string by = "staff-1")
    {
        var ruling = await With((Decisions d) => verdict == Verdict.Approved ? d.Approve(proposal, by, "weighed") : d.Reject(proposal, by, "weighed"));
        await Look();
        return ruling;
    }

    /// <summary>Decides on what waits.</summary>
    public async Task<Ruling> Decide(Verdict verdict) => await Decide((await Waiting())?.Id ?? 0, verdict);

    /// <summary>A page as everybody gets it.</summary>
    public async Task<string> Page(string path)
    {
        using var client = Prospect();
        return System.Net.WebUtility.HtmlDecode(await client.GetStringAsync(path, TestContext.Current.CancellationToken)).Replace('\u00A0', ' ');
    }

    /// <summary>Makes a file live as if a member of staff had edited it in the browser.</summary>
    public Task Edit(string path, Func<string, string> change) => InDb(db => db.InTransaction(async () =>
    {
        var live = await db.Set<LiveFile>().Include(f => f.Revision).SingleAsync(f => f.Path == path);
        var file = new ContentFile(path, System.Text.Encoding.UTF8.GetBytes(change(System.Text.Encoding.UTF8.GetString(live.Revision!.Bytes))));
        var revision = new Revision { Path = path, Bytes = file.Bytes, Sha256 = file.Sha256, At = Clock.GetCurrentInstant(), Editor = "erika" };
        db.Add(revision);
        await db.SaveChangesAsync();
        live.RevisionId = revision.Id;
        (await db.Set<ContentVersion>().SingleAsync()).Version++;
        await db.SaveChangesAsync();
    }));
}
