using Microsoft.EntityFrameworkCore;
using Site.Data;
using Site.Evidence;
using Site.MyData;
using Site.Tests.Staff;
using Site.Tests.Support;

namespace Site.Tests.Evidence;

/// <summary>Whoever of the staff looks at any page of the desk learns that the evidence does not hold; a site of its own, for it stays broken.</summary>
public sealed class AlarmTests(StaffHost host) : IClassFixture<StaffHost>
{
    [Fact, Rule("C4")]
    public async Task WhenTheEvidenceDoesNotHold_EveryPageOfTheDeskSaysSo_AndTheOneThatExplainsNamesTheRow()
    {
        await host.With((Eraser e) => e.Run());
        var browser = (await Member.Join(host)).Browser;
        await host.With((Verifier v) => v.Run());
        Assert.Null((await browser.Get("/admin/record")).Page.QuerySelector(".banner a[href='/admin/evidence']"));
        await host.With((SiteDb db) => db.Database.ExecuteSqlRawAsync("DROP TRIGGER Event_NoUpdate; UPDATE Event SET Mac = zeroblob(32)"));
        await host.With((Sealer s) => Run(s));
        Assert.NotNull((await browser.Get("/admin/record")).Page.QuerySelector(".banner a[href='/admin/evidence']"));
        var shown = (await browser.Get("/admin/evidence?lang=en")).Page.QuerySelector(".state.bad")?.TextContent;
        Assert.Contains("was not appended by this site", shown, StringComparison.Ordinal);
    }

    private static async Task<bool> Run(Sealer sealer)
    {
        await sealer.Run();
        return true;
    }
}
