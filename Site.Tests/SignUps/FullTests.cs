using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.SignUps;
using Site.Tests.Support;
using Site.Webinars;

namespace Site.Tests.SignUps;

/// <summary>A full webinar tells nobody who has a seat in it.</summary>
public sealed class FullTests(SiteHost site) : IClassFixture<SiteHost>
{
    private const string Path = "/de/webinare/a-yes-that-lasts";

    [Theory, Rule("S3")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SignUp_ForAFullWebinar_IsAnsweredAlike_WhetherTheAddressHasASeatOrNot(bool isConfirmed)
    {
        using var client = site.Prospect();
        var (known, other) = ($"known-{isConfirmed}@beispiel.example", $"other-{isConfirmed}@beispiel.example");
        await Seats(1000);
        var notice = await client.Notice(Path);
        await TakeSeat(client, known, isConfirmed);
        await Seats(await Taken());
        using var seated = await client.SignUp(Path, known, ("notice", notice));
        using var stranger = await client.SignUp(Path, other, ("notice", notice));
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (seated.StatusCode, stranger.StatusCode));
        Assert.Equal((await stranger.Body()).Replace(other, known, StringComparison.Ordinal), await seated.Body());
    }

    private async Task TakeSeat(HttpClient client, string address, bool isConfirmed)
    {
        (await client.SignUp(Path, address)).Dispose();
        var link = (await site.Mail.WaitForMailTo(address)).Link("/de/bestaetigen/");
        if (isConfirmed)
        {
            (await client.Press(link)).Dispose();
        }
    }

    private Task<int> Taken() => site.InDb(db => db.Set<SignUp>().Where(s => s.Form == "webinar/a-yes-that-lasts").Select(s => s.ProspectId).Distinct().CountAsync());

    private Task Seats(int capacity) => site.InDb(db => db.Set<Schedule>().Where(s => s.Slug == "a-yes-that-lasts").ExecuteUpdateAsync(
        u => u.SetProperty(s => s.Capacity, capacity).SetProperty(s => s.StartsAt, SiteHost.Beginning + Duration.FromDays(60)), TestContext.Current.CancellationToken));
}
