using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Site.Evidence;
using Site.Tests.Pages.Receipts;
using Site.Tests.Support;
using static Site.Tests.Browser.ReceiptCheck;

namespace Site.Tests.Browser;

/// <summary>Receipts that somebody changed, made up or broke, on the page that checks them: each is found and named, and none does any harm.</summary>
[Rule("C3"), Rule("C5")]
public sealed class BrokenReceiptTests(ReceiptSite site, Chromium chromium) : IClassFixture<ReceiptSite>
{
    [Theory]
    [InlineData("payload", "Eintrag 3: Wortlaut, Zufallswert und Prüfsumme passen nicht zueinander.")]
    [InlineData("salt", "Eintrag 3: Wortlaut, Zufallswert und Prüfsumme passen nicht zueinander.")]
    [InlineData("commitment", "Eintrag 3: Wortlaut, Zufallswert und Prüfsumme passen nicht zueinander.")]
    [InlineData("act", "Eintrag 3: Neben dem Wortlaut steht etwas anderes als darin.")]
    [InlineData("index", "Eintrag 3: Von seiner Prüfsumme führt kein Weg zum veröffentlichten Verzeichnis.")]
    [InlineData("path", "Eintrag 3: Von seiner Prüfsumme führt kein Weg zum veröffentlichten Verzeichnis.")]
    [InlineData("root", "Eintrag 3: Das Siegel wurde nicht von dieser Website gesetzt.")]
    [InlineData("size", "Eintrag 3: Das Siegel wurde nicht von dieser Website gesetzt.")]
    [InlineData("origin", "Eintrag 3: Das Siegel wurde nicht von dieser Website gesetzt.")]
    [InlineData("signature", "Eintrag 3: Das Siegel wurde nicht von dieser Website gesetzt.")]
    [InlineData("forged", "Eintrag 3: Das Siegel wurde nicht von dieser Website gesetzt.")]
    [InlineData("other", "Eintrag 3 gehört zu einer anderen Anmeldung.")]
    [InlineData("twice", "Eintrag 3 steht schon einmal im Beleg.")]
    public async Task OneThingChanged_IsFound_AndNamed(string what, string fault)
    {
        var receipt = Parsed(await site.Proven);
        var events = Events(receipt);
        await Change(what, events);
        await using var visit = await chromium.At(site, German);
        Assert.Equal("Der Beleg passt nicht zusammen", await visit.Paste(receipt.ToJsonString()));
        Assert.Equal([fault], await visit.Page.Locator("#result .summary li").AllInnerTextsAsync());
        Assert.Equal(0, await visit.Page.Locator("#result article").CountAsync());
        Assert.Equal(0, await visit.Overflow());
    }

    [Fact, Rule("A1")]
    public async Task WhatIsSaidOfABrokenReceipt_IsAccessible()
    {
        await using var visit = await chromium.At(site, English);
        await visit.Paste((await site.Proven).Replace("GmbH", "AG", StringComparison.Ordinal));
        await visit.Looks();
    }

    // Every character of what the proof rests on, one bit of it changed: not one passes.
    [Fact]
    public async Task WhicheverBitIsChanged_ItIsNeverProven()
    {
        var file = await site.Proven;
        await using var visit = await chromium.At(site, German);
        var passed = await visit.Page.EvaluateAsync<string[]>(
            """
            async file => {
              const { check } = await import('/proof.js');
              const keys = await (await fetch('/.well-known/evidence/keys')).text();
              window.fetch = async () => new Response(keys);
              const receipt = JSON.parse(file), passed = [], [event] = receipt.evidence.events;
              receipt.evidence.events = [event];
              const holders = [[event, 'payload'], [event, 'salt'], [event, 'commitment'], [event, 'at'], [event.proof, 'checkpoint'], ...event.proof.path.map((_, i) => [event.proof.path, i])];
              if ((await check(JSON.stringify(receipt), '')).verdict !== 'proven') return ['the receipt itself'];
              for (const [holder, key] of holders) {
                const whole = holder[key];
                for (let i = 0; i < whole.length; i++) {
                  holder[key] = whole.slice(0, i) + String.fromCharCode(whole.charCodeAt(i) ^ 1) + whole.slice(i + 1);
                  if ((await check(JSON.stringify(receipt), '')).verdict === 'proven') passed.push(`${key}[${i}]`);
                }
                holder[key] = whole;
              }
              return passed;
            }
            """, file);
        Assert.Empty(passed);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("")]
    [InlineData("{\"evidence\":{\"version\":1,\"events\":[]}}")]
    [InlineData("{\"evidence\":{\"version\":2,\"events\":[{}]}}")]
    [InlineData("[1,2,3]")]
    [InlineData("null")]
    public async Task WhatIsNoReceipt_IsCalledThat(string text)
    {
        await using var visit = await chromium.At(site, English);
        Assert.Equal("This is not a receipt", await visit.Paste(text));
        Assert.Empty(visit.Errors);
    }

    [Theory]
    [InlineData("{\"evidence\":{\"version\":1,\"events\":[null,7,\"x\",[],{\"payload\":{}},{\"salt\":\"AA==\"}]}}", 6)]
    [InlineData("{\"evidence\":{\"version\":1,\"events\":[{\"payload\":\"{}\",\"salt\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\",\"commitment\":5}]}}", 1)]
    public async Task EntriesThatAreNone_AreNamed(string text, int faults)
    {
        await using var visit = await chromium.At(site, English);
        Assert.Equal("The receipt does not fit together", await visit.Paste(text));
        Assert.Equal(faults, await visit.Page.Locator(".summary li").CountAsync());
        Assert.Empty(visit.Errors);
    }

    [Fact]
    public async Task WhatIsTooBig_IsNotRead_AndWhatIsDeepDoesNotHang()
    {
        var big = Path.Combine(site.Folder, "big.json");
        await using (var file = File.Create(big))
        {
            file.SetLength(60_000_000);
        }

        await using var visit = await chromium.At(site, English);
        await visit.Page.SetInputFilesAsync("#receipt-file", big);
        await Assertions.Expect(visit.Page.Locator("#verdict")).ToHaveTextAsync("This is too big for a receipt");
        await Assertions.Expect(visit.Page.Locator(".banner")).ToContainTextAsync("It has 57.2 MB");
        Assert.Equal("This is not a receipt", await visit.Choose(new string('[', 500_000) + new string(']', 500_000)));
        Assert.Empty(visit.Errors);
    }

    [Fact, Rule("S1")]
    public async Task MarkupInAPayload_StaysText()
    {
        const string Attack = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
        var payload = new JsonObject
        {
            ["act"] = "Granted",
            ["at"] = Attack,
            ["principal"] = "p",
            ["submission"] = "s",
            ["record"] = new JsonObject { ["purpose"] = Attack, ["title"] = Attack, ["words"] = Attack, ["language"] = Attack },
        };
        var salt = new byte[32];
        var text = payload.ToJsonString();
        var forged = new JsonObject
        {
            ["evidence"] = new JsonObject
            {
                ["version"] = 1,
                ["events"] = new JsonArray(new JsonObject
                {
                    ["act"] = "Granted",
                    ["at"] = Attack,
                    ["payload"] = text,
                    ["salt"] = Convert.ToBase64String(salt),
                    ["commitment"] = Convert.ToHexStringLower(EvidenceLog.Commit(salt, Encoding.UTF8.GetBytes(text))),
                    ["proof"] = null,
                }),
            },
        };
        await using var visit = await chromium.At(site, English);
        Assert.Equal("The seal is still missing", await visit.Paste(forged.ToJsonString()));
        Assert.Contains("<img src=x", await visit.Page.InnerTextAsync("#result"), StringComparison.Ordinal);
        Assert.Equal(0, await visit.Page.Locator("#result :is(img, script, [onerror])").CountAsync());
        Assert.StartsWith("Check a receipt", await visit.Page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await visit.Overflow());
        Assert.Empty(visit.Errors);
    }

    [Fact]
    public async Task WhatStandsBesideTheEvidence_IsNeverSaid()
    {
        var receipt = Parsed(await site.Proven);
        receipt["dct:title"] = "Mallory was here";
        receipt["dpv:hasRecordOfActivity"] = "Mallory was here";
        receipt["evidence"]!["keys"] = new JsonArray("Mallory was here");
        await using var visit = await chromium.At(site, English);
        Assert.Equal("The entries are genuine", await visit.Paste(receipt.ToJsonString()));
        Assert.DoesNotContain("Mallory", await visit.Page.InnerTextAsync("#result"), StringComparison.Ordinal);
    }

    private async Task Change(string what, JsonArray events)
    {
        var (third, proof) = (events[2]!.AsObject(), events[2]!["proof"]!.AsObject());
        var lines = Text(proof["checkpoint"]).Split('\n');
        switch (what)
        {
            case "payload": third["payload"] = Text(third["payload"]).Replace("GmbH", "AG", StringComparison.Ordinal); break;
            case "salt" or "commitment": third[what] = Flipped(Text(third[what])); break;
            case "act": third["act"] = "Confirmed"; break;
            case "index": proof["index"] = (long)proof["index"]! ^ 1; break;
            case "path": proof["path"]!.AsArray()[0] = Flipped(Text(proof["path"]![0])); break;
            case "origin": Seal(0, lines[0] + "x"); break;
            case "size": Seal(1, lines[1] + "0"); break;
            case "root": Seal(2, Flipped(lines[2])); break;
            case "signature": Seal(5, lines[5][..^20] + Flipped(lines[5][^20..])); break;
            case "forged": proof["checkpoint"] = SignedNote.Sign(string.Join('\n', lines[..4]) + "\n", new NoteSigner(lines[0], [.. Enumerable.Repeat((byte)7, 32)])).ToString(); break;
            case "other": events[2] = Events(Parsed(await site.MakeProven("somebody-else@beispiel.example", "newsletter")))[2]!.DeepClone(); break;
            default: events[2] = events[1]!.DeepClone(); break;
        }

        void Seal(int line, string text)
        {
            lines[line] = text;
            proof["checkpoint"] = string.Join('\n', lines);
        }
    }

    // One bit of the third character, which stays a digit of its alphabet.
    private static string Flipped(string text) => text[..2] + (text[2] is 'a' or 'A' ? (char)(text[2] ^ 3) : text[2] == 'b' ? 'c' : 'b') + text[3..];
}
