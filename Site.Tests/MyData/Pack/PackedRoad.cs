using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using NodaTime;
using Site.Evidence;
using Site.Journeys;
using Site.Mail;
using Site.SignUps;
using Site.Staff;
using Site.Tests.SignUps;
using Site.Tests.Staff;
using Site.Tests.Support;

namespace Site.Tests.MyData.Pack;

/// <summary>
/// Alice on her whole road: she signs up for a webinar and ticks one box of two, confirms, is reminded, withdraws, asks for the newsletter and never confirms that.
/// Then the log is sealed and a member with the privacy role takes her pack out. Made once; tests only read.
/// </summary>
public sealed partial class PackedRoad : IAsyncLifetime
{
    internal const string Alice = "Alice.Muster+tag@beispiel.example";
    internal const string Reason = "Anfrage der Aufsicht, Az. 12/2026";
    internal const string Ip = "203.0.113.77";

    private readonly string _copies = Directory.CreateTempSubdirectory("site-packs-").FullName;

    internal SiteHost Site { get; } = new() { Settings = { ["Site:PublicUrl"] = "https://wegwarte.example", ["Site:TrustedProxies"] = "127.0.0.1" } };

    internal SignUp SignUp { get; private set; } = null!;

    /// <summary>The pack with a German report, file by file.</summary>
    internal IReadOnlyDictionary<string, byte[]> Files { get; private set; } = new Dictionary<string, byte[]>();

    /// <summary>What stood in the letters' links and could be used.</summary>
    internal IReadOnlyList<string> Tokens { get; private set; } = [];

    internal StaffBrowser Desk { get; private set; } = null!;

    internal string Page => $"/admin/sign-ups/{SignUp.PublicId}";

    public async ValueTask InitializeAsync()
    {
        Site.Started();
        await Walk();
        await Site.With((Sealer s) => s.Seal());
        Desk = await DeskDoor.Open(Site, StaffRoles.Privacy);
        Files = Unzip((await Take("de")).Bytes);
    }

    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        Directory.Delete(_copies, recursive: true);
    }

    /// <summary>Takes the pack out as a member does: opens the page, gives a reason, presses the button.</summary>
    internal async Task<(HttpStatusCode Status, byte[] Bytes)> Take(string language)
    {
        var page = await Desk.Get($"{Page}?lang=de");
        return await Desk.Download(Page, [.. StaffBrowser.Hidden(page.Page), ("reason", Reason), ("language", language)]);
    }

    /// <summary>The pack unpacked into a folder of its own, for a test that spoils it.</summary>
    internal string Unpacked()
    {
        var folder = Path.Combine(_copies, $"{Guid.NewGuid():N}");
        foreach (var (name, bytes) in Files)
        {
            var file = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file) ?? folder);
            File.WriteAllBytes(file, bytes);
        }

        return folder;
    }

    internal static Dictionary<string, byte[]> Unzip(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip), ZipArchiveMode.Read);
        return archive.Entries.ToDictionary(e => e.FullName, e =>
        {
            using var stream = e.Open();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        });
    }

    private async Task Walk()
    {
        using var client = Site.Prospect();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", Ip);
        var link = await Site.Letter(client, Alice, [.. Guests.Answers, ("agree", "newsletter")]);
        // What became of a letter is written down after it has arrived: the order of events is then always the same.
        await Site.Settled();
        (await client.Press(link)).Dispose();
        var welcome = await Site.Mail.WaitForMailTo(Alice, "reserviert");
        await Site.Settled();
        SignUp = await Site.SignUpOf(Alice.ToLowerInvariant());
        Site.Clock.Reset(await Site.End() - Duration.FromHours(2));
        await Site.With<JourneySweep, bool>(async s => { await s.Run(); return true; });
        await Site.With((Postman p) => p.Deliver(CancellationToken.None));
        await Site.Mail.WaitForMailTo(Alice, "Erinnerung");
        await Site.Settled();
        (await client.Press(welcome.Link("/de/widerrufen/"))).Dispose();
        await Site.Settled();
        (await client.SignUp("/de/newsletter", Alice)).Dispose();
        await Site.Settled();
        Tokens = [.. Site.Mail.Received.SelectMany(m => Token().Matches(m.Text)).Select(m => m.Groups[1].Value).Where(t => t.Any(char.IsAsciiLetterUpper)).Distinct()];
        Assert.Contains(link.Split('/')[^1], Tokens);
    }

    // The last part of a link's path, if nobody could have written it.
    [GeneratedRegex("/([A-Za-z0-9_-]{30,})(?![A-Za-z0-9_.-])")]
    private static partial Regex Token();
}
