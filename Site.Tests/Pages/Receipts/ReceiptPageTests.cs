using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Site.Declarations;
using Site.Evidence;
using Site.Mail;
using Site.Publishing;
using Site.Tests.MyData;
using Site.Tests.SignUps;
using Site.Tests.Support;

namespace Site.Tests.Pages.Receipts;

/// <summary>The receipt as a page, for whoever has the link: what was agreed, in which words, when, and how its proof stands.</summary>
public sealed partial class ReceiptPageTests(ReceiptSite site) : IClassFixture<ReceiptSite>
{
    private static readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Theory, Rule("P7")]
    [InlineData("de", "Ja, seit dem 2. März 2026, 10:", "Nein. Dieses Kästchen blieb leer.", "Bestätigt am 2. März 2026", "Angekreuzt: „Newsletter per E-Mail“. Leer gelassen: „Passende Vorschläge“.")]
    [InlineData("en", "Yes, since 2 March 2026, 10:", "No. This box was left empty.", "Confirmed on 2 March 2026", "Ticked: “Newsletter per E-Mail”. Left empty: “Passende Vorschläge”.")]
    public async Task ItSaysInPlainWords_WhatWasAgreed_InTheVeryWords_AndTheStateOfEveryBox(string language, params string[] said)
    {
        var address = $"alice-{language}@beispiel.example";
        await site.Confirmed(address, "newsletter");
        var page = await Page(await site.Receipt(address, Language.Of(language)));
        Assert.All(said, s => Assert.Contains(s, page, StringComparison.Ordinal));
        var form = await Form(address);
        Assert.Contains(form.Purposes.First(p => p.Key == "newsletter").Consent ?? "no words", page, StringComparison.Ordinal);
        Assert.Contains((await site.SignUpOf(address)).NoticeHash, page, StringComparison.Ordinal);
        Assert.Contains(Wording.Stop(form.Controller, Language.Of(language)), page, StringComparison.Ordinal);
        Assert.DoesNotContain(address, page, StringComparison.Ordinal);
        var commitments = await site.InDb(db => db.Set<Payload>().Where(p => p.Event.Act == Act.Granted).Select(p => p.Event.Commitment).ToListAsync(_stop));
        Assert.Contains(commitments, c => page.Contains(Convert.ToHexStringLower(c), StringComparison.Ordinal));
        Assert.DoesNotContain("<details open", page, StringComparison.Ordinal);
    }

    [Fact, Rule("P13"), Rule("P16")]
    public async Task AfterAWithdrawal_ItSaysWhen_AndUntilWhenTheProofIsKept_AndTheWayOutLeadsToIt()
    {
        const string Bob = "bob@beispiel.example";
        var receipt = await site.Confirmed(Bob, "newsletter");
        var left = await site.Leave(Bob, Place.Withdraw, "newsletter");
        Assert.Contains($"<a href=\"{receipt}\">Ihr Beleg</a>", left, StringComparison.Ordinal);
        var page = await Page(await site.Receipt(Bob));
        Assert.Contains("Widerrufen am 2. März 2026", page, StringComparison.Ordinal);
        Assert.Contains("Ihr Ja galt seit dem 2. März 2026", page, StringComparison.Ordinal);
        Assert.Contains("bis zum 31. Dezember 2029, für nichts anderes", page, StringComparison.Ordinal);
        Assert.Contains("Bestätigt am 2. März 2026", page, StringComparison.Ordinal);
        Assert.Contains("Ihr Beleg</a>", await site.Leave(Bob, Place.Cancel), StringComparison.Ordinal);
        Assert.Contains("Abgesagt am 2. März 2026", await Page(await site.Receipt(Bob)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BeforeAnythingIsConfirmed_ItSaysThatNothingCountsYet()
    {
        using var client = site.Prospect();
        await site.Letter(client, "dora@beispiel.example", ("agree", "newsletter"));
        var page = await Page(await site.Receipt("dora@beispiel.example"));
        Assert.Contains("Noch nicht bestätigt.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Ja, seit", page, StringComparison.Ordinal);
        Assert.Contains("ohne je bestätigt worden zu sein", await Discarded(), StringComparison.Ordinal);

        async Task<string> Discarded()
        {
            await site.Leave("dora@beispiel.example", Place.Cancel);
            return await Page(await site.Receipt("dora@beispiel.example"));
        }
    }

    [Fact, Rule("C3"), Rule("C4")]
    public async Task TheProof_FollowsWithThePublication_AndThePageSaysSo()
    {
        const string Erin = "erin@beispiel.example";
        var link = await site.Confirmed(Erin);
        Assert.Contains("Der Beweis folgt mit der nächsten Veröffentlichung, spätestens am 2. März 2026.", await Page(link), StringComparison.Ordinal);
        Assert.Null((await site.Read(link))["evidence"]?["events"]?[0]?["proof"]);
        await site.Publish();
        var page = await Page(link);
        Assert.Contains("Versiegelt und veröffentlicht am 2. März 2026", page, StringComparison.Ordinal);
        Assert.DoesNotContain("folgt der Beweis", page, StringComparison.Ordinal);
        Assert.NotNull((await site.Read(link))["evidence"]?["events"]?[0]?["proof"]?["checkpoint"]);
        await site.Leave(Erin, Place.Cancel);
        Assert.Contains("Für das Jüngste folgt der Beweis", await Page(link), StringComparison.Ordinal);
    }

    [Fact, Rule("P18"), Rule("W2")]
    public async Task ItIsKeptByNobody_ListedByNobody_AndSetsNoCookie_NeitherDoesTheFile()
    {
        var link = await site.Confirmed("frank@beispiel.example");
        using var client = site.Prospect();
        using var page = await client.GetAsync(link, _stop);
        using var file = await client.GetAsync($"{link}?download", _stop);
        Assert.All([page, file], a => Assert.True(a.Headers.CacheControl?.NoStore));
        Assert.All([page, file], a => Assert.False(a.Headers.Contains("Set-Cookie")));
        Assert.Contains("<meta name=\"robots\" content=\"noindex\">", await page.Body(), StringComparison.Ordinal);
        Assert.Equal(["noindex"], file.Headers.GetValues("X-Robots-Tag"));
        var id = (await site.SignUpOf("frank@beispiel.example")).PublicId.ToString("N")[..8];
        Assert.Equal(("attachment", $"receipt-{id}.json", "application/ld+json"),
            (file.Content.Headers.ContentDisposition?.DispositionType, file.Content.Headers.ContentDisposition?.FileName, file.Content.Headers.ContentType?.MediaType));
    }

    [Fact, Rule("M3")]
    public async Task LookingAndDownloading_ChangeNothing_AndNothingCanBePosted()
    {
        var link = await site.Confirmed("grace@beispiel.example", "newsletter");
        await site.Settled();
        var before = await Rows();
        using var client = site.Prospect();
        foreach (var path in new[] { link, $"{link}?download", link })
        {
            (await client.GetAsync(path, _stop)).Dispose();
            (await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), _stop)).Dispose();
        }

        Assert.Equal(before, await Rows());
        using var posted = await client.Press(link);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
    }

    [Theory, Rule("S4")]
    [InlineData(LetterAct.Confirm)]
    [InlineData(LetterAct.Cancel)]
    [InlineData(LetterAct.Withdraw)]
    public async Task ATokenForSomethingElse_ShowsNoReceipt_AndTheReceiptsOwnDoesNothingElse(LetterAct act)
    {
        var address = $"heidi-{act}@beispiel.example".ToLowerInvariant();
        var link = await site.Confirmed(address, "newsletter");
        await IsUnknown(Addresses.Path(Place.Receipt, Language.German, await site.Token(address, act, act == LetterAct.Withdraw ? "newsletter" : null)));
        var place = act switch { LetterAct.Confirm => Place.Confirm, LetterAct.Cancel => Place.Cancel, _ => Place.Withdraw };
        await IsUnknown(Addresses.Path(place, Language.German, link.Split('/')[^1]));
    }

    [Theory, Rule("S4")]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAXAAAAAAAAAAAAAAAAAAAAAAA")]
    public Task AForgedToken_GetsThePageThatOtherForgedLinksGet(string token) => IsUnknown($"/en/receipt/{(token.Length == 0 ? "x" : token)}", "There is no such page");

    [Fact, Rule("P15")]
    public async Task OnceErased_ItSaysThatNothingIsHeld_AndGivesNoFile()
    {
        await using var own = new ReceiptSite();
        own.Started();
        var link = await own.Confirmed("ivan@beispiel.example");
        await own.Settled();
        own.Clock.Reset(await own.End() + Duration.FromDays(31));
        Assert.Equal(1, (await own.Erase()).Submissions);
        using var client = own.Prospect();
        foreach (var path in new[] { link, $"{link}?download" })
        {
            using var gone = await client.GetAsync(path, _stop);
            Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
            Assert.Contains("Ihre Angaben sind gelöscht", WebUtility.HtmlDecode(await gone.Body()), StringComparison.Ordinal);
        }
    }

    private async Task IsUnknown(string path, string said = "Diese Seite gibt es nicht")
    {
        using var client = site.Prospect();
        using var unknown = await client.GetAsync(path, _stop);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Contains(said, WebUtility.HtmlDecode(await unknown.Body()), StringComparison.Ordinal);
    }

    private async Task<string> Page(string link)
    {
        using var client = site.Prospect();
        return Space().Replace(WebUtility.HtmlDecode(await client.GetStringAsync(link, _stop)), " ");
    }

    private async Task<Form> Form(string address)
    {
        var hash = (await site.SignUpOf(address)).NoticeHash;
        return await site.InDb(async db => (await db.Set<Notice>().SingleAsync(n => n.Hash == hash, _stop)).Form);
    }

    private Task<(int, int, int)> Rows() => site.InDb(async db =>
        (await db.Set<Event>().CountAsync(_stop), await db.Set<OutboxRow>().CountAsync(_stop), await db.Set<Site.Prospects.Use>().CountAsync(_stop)));

    [GeneratedRegex(@"[\s\u00A0]+")]
    private static partial Regex Space();
}
