using Site.Evidence;
using Site.Tests.Support;

namespace Site.Tests.Evidence;

/// <summary>The site goes on while its evidence is looked through: no false alarm comes of it, which would keep everything from being sealed for a day.</summary>
public sealed class MomentTests
{
    [Fact, Rule("C4")]
    public async Task WhatIsAppendedErasedAndSealed_BetweenAnyTwoQueriesOfAVerification_IsNoFault()
    {
        var query = 1;
        while (await Verified(query))
        {
            query++;
        }

        Assert.InRange(query, 10, 100);
    }

    // A server answers one query at a time on a connection, where the embedded database does not mind.
    [Fact]
    public async Task AVerification_NeverReadsTwoQueriesAtOnce()
    {
        await using var site = await LogSite.Sealed();
        var interlude = new Interlude(0, () => Task.CompletedTask);
        await using var watched = site.Watched(interlude);
        Assert.Null((await watched.Verify()).Fault);
        Assert.Equal(1, interlude.MostOpen);
    }

    [Fact, Rule("C4")]
    public async Task AnExport_IsOfOneMoment()
    {
        await using var site = await LogSite.Sealed();
        var alone = await Exported(site);
        await using var other = site.Again();
        var interlude = new Interlude(4, () => GoOn(other));
        await using var watched = site.Watched(interlude);
        Assert.Equal(alone, await Exported(watched));
        Assert.True(interlude.HasHappened);
        Assert.NotEqual(alone, await Exported(watched));
    }

    // False once a verification is over before so many queries.
    private static async Task<bool> Verified(int query)
    {
        await using var site = await LogSite.Sealed();
        await using var other = site.Again();
        var interlude = new Interlude(query, () => GoOn(other));
        await using var watched = site.Watched(interlude);
        Assert.Null((await watched.Verify()).Fault);
        return interlude.HasHappened;
    }

    private static async Task GoOn(LogSite other)
    {
        await other.Append(LogSite.Carol, 2);
        await other.Erase(LogSite.Alice);
        await other.Seal();
    }

    private static async Task<string> Exported(LogSite site)
    {
        using var to = new MemoryStream();
        await site.With<LogExport, long>(e => e.Write(to, withPayloads: true));
        return Convert.ToBase64String(to.ToArray());
    }
}
