using System.Net;
using Microsoft.EntityFrameworkCore;
using Site.Evidence;
using Site.Prospects;
using Site.SignUps;
using Site.Tests.Support;

namespace Site.Tests.SignUps;

/// <summary>Steps of the road that many tests take, and what the site holds of one person on it.</summary>
internal static class Road
{
    /// <summary>Signs up for a webinar and gives the link in the letter that asks to confirm.</summary>
    internal static async Task<string> Letter(this SiteHost site, HttpClient client, string address, params (string, string)[] more)
    {
        using var response = await client.SignUp(Forms.Webinar, address, more);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        return (await site.Mail.WaitForMailTo(address)).Link("/de/bestaetigen/");
    }

    internal static Task<SignUp> SignUpOf(this SiteHost site, string address) =>
        site.InDb(db => db.Set<SignUp>().AsNoTracking().SingleAsync(s => s.Prospect!.AddressKey == address));

    internal static Task<List<Basis>> BasesOf(this SiteHost site, string address) =>
        site.InDb(db => db.Set<Basis>().AsNoTracking().Where(b => b.Prospect!.AddressKey == address).ToListAsync());

    internal static async Task<List<Act>> ActsOf(this SiteHost site, string address)
    {
        var id = (await site.SignUpOf(address)).PublicId;
        return await site.InDb(db => db.Set<Payload>().Where(p => p.About == id).Select(p => p.Event.Act).ToListAsync());
    }
}
