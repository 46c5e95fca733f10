using System.Net;
using Site.Evidence;
using Site.MyData;
using Site.Tests.Staff;
using Site.Tests.Support;

namespace Site.Tests.Evidence;

/// <summary>What everybody may see of the evidence, and what staff see: how it stands, and at every page of the desk when it does not hold.</summary>
[Rule("C4")]
public sealed class PublishedTests(StaffHost host) : IClassFixture<StaffHost>
{
    [Fact]
    public async Task TheCheckpointPublishedLast_IsThereForEverybody_SignedByAKeyThatIsToo()
    {
        using var anybody = host.Site.CreateClient();
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync("/.well-known/evidence/checkpoint", TestContext.Current.CancellationToken)).StatusCode);
        await host.With((Eraser e) => e.Run());
        await host.With((Sealer s) => s.Seal());
        var note = SignedNote.Parse(await anybody.GetStringAsync("/.well-known/evidence/checkpoint", TestContext.Current.CancellationToken));
        var keys = (await anybody.GetStringAsync("/.well-known/evidence/keys", TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var key = (await host.With((LogBook b) => b.Keys())).Single().Key;
        Assert.Equal([key.ToString()], keys);
        Assert.NotNull(note);
        Assert.True(note.IsSignedBy(key));
        Assert.Equal(1, TreeHead.Parse(note.Text)?.Size);

        var browser = (await Member.Join(host)).Browser;
        Assert.NotNull((await browser.Get("/admin")).Page.QuerySelector("nav a[href='/admin/evidence']"));
        var page = (await browser.Get("/admin/evidence?lang=en")).Page.Body?.TextContent;
        Assert.Contains(Convert.ToBase64String(TreeHead.Parse(note.Text)!.Root), page, StringComparison.Ordinal);
        Assert.Contains(key.ToString(), page, StringComparison.Ordinal);
    }

    [Fact, Rule("S5")]
    public async Task WithoutASession_ThePageOfTheDeskShowsNothing() =>
        Assert.Equal(HttpStatusCode.Redirect, (await host.Site.Browser().Get("/admin/evidence")).Status);
}
