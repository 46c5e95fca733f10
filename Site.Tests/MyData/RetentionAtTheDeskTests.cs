using NodaTime;
using Site.MyData;
using Site.Tests.Staff;

namespace Site.Tests.MyData;

/// <summary>Retention that silently does not run is the worst kind: the desk says when it last did.</summary>
public sealed class RetentionAtTheDeskTests(StaffHost host) : IClassFixture<StaffHost>
{
    [Fact]
    public async Task TheDesk_SaysWhenItLastRan_AndWarnsOnceItNoLongerDoes()
    {
        var member = await Member.Join(host);
        Assert.Contains("Noch wurde nichts nach Ablauf der Fristen gelöscht.", await Said(member), StringComparison.Ordinal);
        await host.With((Eraser e) => e.Run());
        var said = await Said(member);
        Assert.Contains("Fristen zuletzt eingehalten am", said, StringComparison.Ordinal);
        Assert.Contains("Gelöschte Angaben: 0, Anmeldungen: 0, Personen: 0.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("lief die Löschung nicht", said, StringComparison.Ordinal);

        host.Clock.Advance(Duration.FromDays(2));
        Assert.Contains("Seit zwei Tagen lief die Löschung nicht.", await Said(await Member.Join(host)), StringComparison.Ordinal);
    }

    private static async Task<string> Said(Member member) => (await member.Browser.Get("/admin")).Page.QuerySelector(".retention")?.TextContent ?? "";
}
