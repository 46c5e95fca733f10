using System.Text.Json.Nodes;
using Microsoft.Playwright;
using NodaTime;
using Site.Evidence;
using Site.Tests.MyData;
using Site.Tests.Pages.Receipts;
using Site.Tests.Support;
using static Site.Tests.Browser.ReceiptCheck;

namespace Site.Tests.Browser;

/// <summary>The page that checks a receipt, in a real browser: what is genuine is proven, what was changed is found and named, and nothing leaves the browser.</summary>
[Rule("C2"), Rule("C3")]
public sealed class CheckReceiptTests(ReceiptSite site, Chromium chromium) : IClassFixture<ReceiptSite>
{
    [Theory, Rule("A1"), Rule("P7"), Rule("P18"), Rule("S1")]
    [InlineData(German, Screen.Phone, "Die Einträge sind echt", "Ja, seit dem", "„Newsletter“. Leer gelassen: „Passende Vorschläge“")]
    [InlineData(English, Screen.Desktop, "The entries are genuine", "Yes, since", "“Newsletter”. Left empty: “Passende Vorschläge”")]
    public async Task AGenuineReceipt_IsProven_AndSaysWhatWasAgreed_AndOnlyTheKeysAreAskedFor(string path, Screen screen, string verdict, params string[] said)
    {
        var file = await site.Proven;
        await using var visit = await chromium.Visit(site, screen, path == German ? "de-DE" : "en-GB");
        await visit.Go(path);
        await visit.Looks();
        var asked = new List<string>();
        visit.Page.Request += (_, r) => asked.Add($"{r.Method} {r.Url} {r.PostData}");
        Assert.Equal(verdict, await visit.Choose(file));
        Assert.Equal([$"GET {site.Address}.well-known/evidence/keys "], asked);
        var told = await visit.Page.InnerTextAsync("#result");
        Assert.All(said, s => Assert.Contains(s, told, StringComparison.Ordinal));
        Assert.Contains(Text(Record(file, "Granted")["words"]), told, StringComparison.Ordinal);
        Assert.Contains(Text(Record(file, "Confirmed")["title"]), told, StringComparison.Ordinal);
        await Assertions.Expect(visit.Page.Locator("#verdict")).ToBeFocusedAsync();
        await visit.Looks();
        Assert.Empty(await visit.Cookies());
        Assert.Empty(await visit.Storage());
        Assert.Empty(visit.ForeignRequests);
        Assert.Empty(visit.Errors);
    }

    [Fact, Rule("P13")]
    public async Task AWithdrawal_IsSaidBesideWhatItTookBack()
    {
        const string Bob = "bob@beispiel.example";
        await site.Confirmed(Bob, "newsletter");
        await site.Leave(Bob, Site.Publishing.Place.Withdraw, "newsletter");
        await site.Publish();
        await using var visit = await chromium.At(site, English);
        Assert.Equal("The entries are genuine", await visit.Paste(await site.Download(await site.Receipt(Bob))));
        var yes = visit.Page.Locator("article.agreed", new() { HasText = "Newsletter" });
        await Assertions.Expect(yes).ToContainTextAsync("Withdrawn on 2 March 2026");
        await Assertions.Expect(visit.Page.Locator(".events")).ToContainTextAsync("The yes to “Newsletter” was taken back.");
    }

    [Fact, Rule("P13"), Rule("C3")]
    public async Task HoweverAReceiptIsSorted_AndWhateverIsAddedUnsealed_WhatIsSealedSaysTheSame()
    {
        const string Carol = "carol@beispiel.example";
        await site.Confirmed(Carol, "newsletter");
        await site.Leave(Carol, Site.Publishing.Place.Withdraw, "newsletter");
        await site.Publish();
        var receipt = JsonNode.Parse(await site.Download(await site.Receipt(Carol)))!;
        var events = receipt["evidence"]!["events"]!.AsArray();
        receipt["evidence"]!["events"] = new JsonArray([.. events.Reverse().Select(e => e!.DeepClone()), Unsealed(events[^1]!, "Viewed", "Calls by phone from all partners")]);
        await using var visit = await chromium.At(site, English);
        Assert.NotEqual("The entries are genuine", await visit.Paste(receipt.ToJsonString()));
        await Assertions.Expect(visit.Page.Locator("article.agreed", new() { HasText = "Newsletter" })).ToContainTextAsync("Withdrawn on 2 March 2026");
        Assert.DoesNotContain("Calls by phone", await visit.Page.InnerTextAsync("#result"), StringComparison.Ordinal);
    }

    // An entry as anybody could write one: it opens its own commitment, and nothing proves it.
    private static JsonObject Unsealed(JsonNode like, string act, string title)
    {
        var payload = JsonNode.Parse(like["payload"]!.GetValue<string>())!;
        (payload["act"], payload["record"]) = (act, new JsonObject { ["purpose"] = "newsletter", ["title"] = title });
        var (text, salt) = (payload.ToJsonString(), new byte[32]);
        return new JsonObject
        {
            ["act"] = act,
            ["at"] = payload["at"]!.GetValue<string>(),
            ["payload"] = text,
            ["salt"] = Convert.ToBase64String(salt),
            ["commitment"] = Convert.ToHexStringLower(Site.Evidence.EvidenceLog.Commit(salt, System.Text.Encoding.UTF8.GetBytes(text))),
            ["proof"] = null,
        };
    }

    [Fact]
    public async Task BeforeThePublication_ItSaysThatItProvesNothingYet()
    {
        var link = await site.Confirmed("early@beispiel.example");
        await using var visit = await chromium.At(site, German);
        Assert.Equal("Das Siegel fehlt noch", await visit.Paste(await site.Download(link)));
        await Assertions.Expect(visit.Page.Locator(".banner")).ToContainTextAsync("das Siegel der Website fehlt noch und wurde darum nicht geprüft");
        await site.Publish();
        await site.Leave("early@beispiel.example", Site.Publishing.Place.Cancel);
        Assert.Equal("Echt, so weit er versiegelt ist", await visit.Paste(await site.Download(link)));
        await visit.Looks();
    }

    [Fact]
    public async Task AReceiptOfAnotherSite_IsCalledThat()
    {
        await using var other = new ReceiptSite();
        other.Settings["Evidence:Key"] = Convert.ToBase64String(Enumerable.Repeat((byte)9, 32).ToArray());
        other.Started();
        var link = await other.Confirmed("elsewhere@beispiel.example");
        await other.Publish();
        await site.Proven;
        await using var visit = await chromium.At(site, English);
        Assert.Equal("This receipt is from another site", await visit.Paste(await other.Download(link)));
        await Assertions.Expect(visit.Page.Locator(".banner")).ToContainTextAsync($"{other.Address.Authority}/evidence");
    }

    // After a restore the log goes on under another origin, which is this site's too; one that is only called alike is not, whatever key has signed it.
    [Theory, Rule("C4")]
    [InlineData("/2", "The entries are genuine")]
    [InlineData("/2x", "The receipt does not fit together")]
    [InlineData("-2", "The receipt does not fit together")]
    public async Task TheOriginOfALog_IsThisSitesOrItIsNot(string ending, string verdict)
    {
        var receipt = Parsed(await site.Proven);
        var first = Events(receipt)[0]!.DeepClone();
        var leaf = MerkleTree.LeafHash(Convert.FromHexString(Text(first["commitment"])));
        var origin = $"{site.Address.Authority}/evidence";
        var note = SignedNote.Sign(new TreeHead(origin + ending, 1, leaf, SiteHost.Beginning).Text, new NoteSigner(origin, new byte[32]));
        first["proof"] = new JsonObject { ["index"] = 0, ["path"] = new JsonArray(), ["checkpoint"] = note.ToString() };
        receipt["evidence"]!["events"] = new JsonArray(first);
        await using var visit = await chromium.At(site, English);
        Assert.Equal(verdict, await visit.Paste(receipt.ToJsonString()));
    }

    [Fact, Rule("C4")]
    public async Task AKeyThatSignsNoMore_ProvesLess_ForItMayHaveBeenStolen()
    {
        var file = await site.Proven;
        await using var visit = await chromium.At(site, German);
        var keys = await visit.Page.EvaluateAsync<string>("async () => (await fetch('/.well-known/evidence/keys')).text()");
        var next = new NoteSigner($"{site.Address.Authority}/evidence", [.. Enumerable.Repeat((byte)3, 32)]).Key;
        await visit.Page.RouteAsync("**/.well-known/evidence/keys", r => r.FulfillAsync(new() { Body = $"{keys}{next}\n" }));
        Assert.Equal("Versiegelt mit einem früheren Schlüssel", await visit.Paste(file));
        Assert.Contains("gültig, mit einem früheren Schlüssel", await visit.Page.InnerTextAsync("#result"), StringComparison.Ordinal);
    }

    [Fact, Rule("P15"), Rule("C5")]
    public async Task OfAnErasedPerson_TheReceiptThatTheyKept_StillHolds()
    {
        await using var own = new ReceiptSite();
        own.Started();
        var link = await own.Confirmed("gone@beispiel.example");
        await own.Publish();
        var kept = await own.Download(link);
        own.Clock.Reset(await own.End() + Duration.FromDays(31));
        Assert.Equal(1, (await own.Erase()).Submissions);
        await own.Publish();
        await using var visit = await chromium.Visit(own);
        Assert.Equal(410, (await visit.Go(link)).Status);
        await visit.Go(German);
        Assert.Equal("Die Einträge sind echt", await visit.Paste(kept));
    }

    [Theory]
    [InlineData("crypto.subtle.importKey = () => Promise.reject(new DOMException('Unrecognized name.', 'NotSupportedError'))", "Das Siegel konnte Ihr Browser nicht prüfen")]
    [InlineData("window.fetch = () => Promise.reject(new TypeError('offline'))", "Das Siegel konnte nicht geprüft werden")]
    [InlineData("Object.defineProperty(crypto, 'subtle', { value: undefined })", "Ihr Browser kann das nicht nachrechnen")]
    public async Task WhatABrowserCannotDo_IsSaid_WithWhatWasCheckedAllTheSame(string lack, string verdict)
    {
        var file = await site.Proven;
        await using var visit = await chromium.Visit(site);
        await visit.Page.AddInitScriptAsync(lack);
        await visit.Go(German);
        Assert.Equal(verdict, await visit.Paste(file));
        Assert.DoesNotContain("ist echt", await visit.Page.InnerTextAsync("#result"), StringComparison.Ordinal);
    }

    [Fact, Rule("A2")]
    public async Task WithoutAScript_ThePageSaysHowToWorkItOutByHand()
    {
        await using var visit = await chromium.Visit(site, scripts: false);
        await visit.Go(German);
        await Assertions.Expect(visit.Page.Locator("#check")).ToBeHiddenAsync();
        await Assertions.Expect(visit.Page.Locator("#unscripted")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator("code").First).ToHaveTextAsync("SHA-256(salt ‖ payload) = commitment");
    }

    [Theory, Rule("A1"), Rule("P18")]
    [InlineData("de", Screen.Phone)]
    [InlineData("de", Screen.Desktop)]
    [InlineData("en", Screen.Phone)]
    [InlineData("en", Screen.Desktop)]
    public async Task TheReceiptsPage_IsAccessible_FitsAndKeepsNothing(string language, Screen screen)
    {
        var address = $"page-{language}-{screen}@beispiel.example".ToLowerInvariant();
        await site.Confirmed(address, "newsletter");
        await using var visit = await chromium.Visit(site, screen, language == "de" ? "de-DE" : "en-GB");
        await visit.Go(await site.Receipt(address, Site.Publishing.Language.Of(language)));
        await visit.Looks();
        foreach (var checksum in await visit.Page.Locator(".events summary").AllAsync())
        {
            await checksum.ClickAsync();
        }

        await visit.Looks();
        Assert.Empty(await visit.Cookies());
        Assert.Empty(await visit.Storage());
        Assert.Empty(visit.ForeignRequests);
    }
}
