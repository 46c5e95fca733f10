using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Data;
using Site.Journeys;
using Site.Mail;
using Site.Staff;
using Site.Tests.Data;
using Site.Tests.SignUps;
using Site.Tests.Staff;
using Site.Tests.Support;

namespace Site.Tests.MyData;

/// <summary>Where what a person typed can be found afterwards: every column of every table is looked through, and the log.</summary>
public sealed class TraceTests : IAsyncLifetime
{
    private const string Trace = "zyxquorvin";
    private const string Alice = "Zyxquorvin.Alice+tag@Beispiel.example";
    private const string Refused = "zyxquorvin-refused@beispiel.example";

    private static readonly (string, string)[] _answers =
    [
        ("given-name", $"{Trace}-given"), ("family-name", $"{Trace}-family"), ("organisation", $"{Trace}-organisation"), ("role", $"{Trace}-role"),
        ("question", $"{Trace}-question"), ("topic", "consent"), ("agree", "newsletter"), ("agree", "personalisation"),
    ];

    private readonly SiteHost _site = new();

    public ValueTask InitializeAsync()
    {
        _site.Mail.Faults = new SmtpFaults { Recipient = to => to == Refused ? $"550 5.1.1 <{to}>: {to} unknown here" : null };
        _site.Started();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact, Rule("P15"), Rule("P17")]
    public async Task OnTheWholeRoad_ValuesStandInTheAnswersAndTheAddress_AndNowhereElse()
    {
        await WalkTheRoad();
        Assert.Equal(["Answer.Value", "Prospect.Address", "Prospect.AddressKey"], await Found());
        Assert.DoesNotContain(_site.Log.Lines, l => l.Contains(Trace, StringComparison.OrdinalIgnoreCase));

        _site.Clock.Advance(Duration.FromDays(4 * 366));
        await _site.With((Site.MyData.UnconfirmedEraser e) => Done(e.Run()));
        await _site.Erase();
        Assert.Empty(await Found());
    }

    [Fact, Rule("P15")]
    public async Task WhatWasErased_IsNotInTheFreePartsOfTheDatabaseFileEither()
    {
        await WalkTheRoad();
        Assert.True(_site.Database.IsSqlServer || InFiles());
        _site.Clock.Advance(Duration.FromDays(4 * 366));
        await _site.With((Site.MyData.UnconfirmedEraser e) => Done(e.Run()));
        await _site.Erase();
        // The log cannot be emptied while somebody reads.
        await Patience.Until(async () =>
        {
            await _site.InDb(db => db.EmptyLog(CancellationToken.None));
            return !InFiles();
        });
    }

    [Fact, Rule("P15"), Rule("P16"), Rule("P17")]
    public async Task ErasedAtTheirWish_NothingIsFound_ButTheAddressThatTheProofNeeds()
    {
        await WalkTheRoad();
        await _site.EraseAtTheirWish(Alice.ToLowerInvariant());
        await _site.EraseAtTheirWish(Refused);
        Assert.Equal(["Prospect.Address", "Prospect.AddressKey"], await Found());
        var copy = Assert.Single(await _site.InDb(db => db.Set<LetterCopy>().ToListAsync()));
        Assert.DoesNotContain($"{Trace}-", Encoding.UTF8.GetString(copy.Message()), StringComparison.OrdinalIgnoreCase);
        await Patience.Until(async () =>
        {
            await _site.InDb(db => db.EmptyLog(CancellationToken.None));
            return !InFiles($"{Trace}-");
        });
        Assert.DoesNotContain(_site.Log.Lines, l => l.Contains(Trace, StringComparison.OrdinalIgnoreCase));
    }

    [Fact, Rule("P15"), Rule("P17")]
    public async Task ErasedAtTheirWish_WithoutAConsent_NothingIsFound_InAnyTableOrFile()
    {
        using var client = _site.Prospect();
        (await client.Press(await _site.Letter(client, Alice, [.. _answers.Where(a => a.Item1 != "agree")]))).Dispose();
        await _site.Mail.WaitForMailTo(Alice, "reserviert");
        await _site.EraseAtTheirWish(Alice.ToLowerInvariant());
        Assert.Empty(await Found());
        Assert.Empty(await _site.InDb(db => db.Set<LetterCopy>().ToListAsync()));
        await Patience.Until(async () =>
        {
            await _site.InDb(db => db.EmptyLog(CancellationToken.None));
            return !InFiles();
        });
        Assert.DoesNotContain(_site.Log.Lines, l => l.Contains(Trace, StringComparison.OrdinalIgnoreCase));
        // What is kept ready for everybody was never about anybody.
        foreach (var page in new[] { "/de", "/de/newsletter", "/de/webinare", Forms.Webinar, "/de/was-wir-behalten" })
        {
            Assert.DoesNotContain(Trace, await client.GetStringAsync(page, TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
        }
    }

    // The database, its write-ahead log and whatever else the site writes, byte by byte.
    private bool InFiles(string trace = Trace) => Directory.EnumerateFiles(_site.Folder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)).Any(file =>
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var text = new StreamReader(open, Encoding.Latin1);
        return text.ReadToEnd().Contains(trace, StringComparison.OrdinalIgnoreCase);
    });

    private async Task WalkTheRoad()
    {
        using var client = _site.Prospect();
        (await client.SignUp("/de/newsletter", Refused)).Dispose();
        (await client.Press(await _site.Letter(client, Alice, _answers))).Dispose();
        var welcome = await _site.Mail.WaitForMailTo(Alice, "reserviert");
        _site.Clock.Reset(await _site.End() - Duration.FromHours(2));
        await _site.With((JourneySweep s) => Done(s.Run()));
        await _site.With((Postman p) => p.Deliver(CancellationToken.None));
        await _site.Mail.WaitForMailTo(Alice, "Erinnerung");
        await StaffLook();
        var ways = welcome.Links("/de/widerrufen/").Distinct().Append(welcome.Link("/de/absagen/")).ToList();
        Assert.Equal(3, ways.Count);
        foreach (var way in ways)
        {
            using var left = await client.Press(way);
            Assert.Equal(HttpStatusCode.OK, left.StatusCode);
        }

        await _site.Settled();
    }

    // Opens the list, searches it and opens the person.
    private async Task StaffLook()
    {
        var browser = new StaffBrowser(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = _site.Address });
        var path = $"/staff/setup/{await _site.With((Invitations i) => i.Create())}";
        var form = await browser.Get(path);
        var code = Totp.Code(Member.SecretOn(form), _site.Clock.GetCurrentInstant());
        await browser.Post(path, [.. StaffBrowser.Hidden(form.Page), ("email", "erika@wegwarte.example"), ("password", Member.Password), ("code", code)]);
        await browser.Get($"/admin?q={Trace}");
        var shown = await browser.Get($"/admin/sign-ups/{(await _site.SignUpOf(Alice.ToLowerInvariant())).PublicId}");
        Assert.Contains($"{Trace}-question", shown.Page.Body?.TextContent, StringComparison.Ordinal);
    }

    private async Task<IEnumerable<string>> Found() =>
        [.. await _site.With((SiteDb db) => Tables.With(db, Trace)), .. await _site.With((StaffDb db) => Tables.With(db, Trace))];

    private static async Task<bool> Done(Task task)
    {
        await task;
        return true;
    }
}
