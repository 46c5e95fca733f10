using Microsoft.EntityFrameworkCore;
using Site.Mail;
using Site.Prospects;
using Site.Tests.MyData;
using Site.Tests.SignUps;
using Site.Tests.Support;

namespace Site.Tests.Mail;

/// <summary>A site whose letters can come back, into a folder or a mailbox.</summary>
internal static class BouncingSite
{
    internal const string Bounces = "bounces@post.wegwarte.example";

    internal static SiteHost New(params (string Key, string Value)[] settings)
    {
        var site = new SiteHost();
        site.Settings["Mail:Bounces:Address"] = Bounces;
        site.Settings["Mail:Bounces:Folder"] = Path.Combine(site.Folder, "bounces");
        site.Settings["Mail:Bounces:Sweep"] = "00:59:00";
        foreach (var (key, value) in settings)
        {
            site.Settings[key] = value;
        }

        return site;
    }

    /// <summary>Somebody asks for a place; gives the envelope sender of the letter that asks to confirm.</summary>
    internal static async Task<string> Ask(this SiteHost site, string address)
    {
        using var client = site.Prospect();
        await site.Letter(client, address);
        await site.Settled();
        return (await site.Mail.WaitForMailTo(address)).From;
    }

    /// <summary>Lays a message into the folder; gives its path. It was written <paramref name="old"/> ago.</summary>
    internal static async Task<string> Lay(this SiteHost site, byte[] message, TimeSpan? old = null)
    {
        var file = Path.Combine(Directory.CreateDirectory(site.Settings["Mail:Bounces:Folder"] ?? "").FullName, $"{Guid.NewGuid():N}.eml");
        await File.WriteAllBytesAsync(file, message, TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(file, site.Clock.GetCurrentInstant().ToDateTimeUtc() - (old ?? TimeSpan.FromMinutes(2)));
        return file;
    }

    /// <summary>As one run of the job.</summary>
    internal static Task<int> ReadBounces(this SiteHost site) => site.With<BounceRound, int>(round => round.Run(TestContext.Current.CancellationToken));

    /// <summary>The letters to an address, the oldest first.</summary>
    internal static Task<List<OutboxRow>> LettersTo(this SiteHost site, string address) => site.InDb(db =>
        db.Set<OutboxRow>().AsNoTracking().Include(o => o.Prospect).Where(o => o.Prospect!.AddressKey == address).OrderBy(o => o.Id).ToListAsync());

    internal static Task<List<Suppression>> SuppressedAs(this SiteHost site, string address) =>
        site.With<Suppressions, List<Suppression>>(s => s.Find(s.Fingerprint(address)));
}
