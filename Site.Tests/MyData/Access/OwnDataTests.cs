using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Site.Evidence;
using Site.Mail;
using Site.Prospects;
using Site.SignUps;
using Site.Tests.SignUps;
using Site.Tests.Support;

namespace Site.Tests.MyData.Access;

/// <summary>What a person sees of their own data and can do about it (rule P14).</summary>
public sealed class OwnDataTests(SharedSite site)
{
    [Fact, Rule("P14")]
    public async Task ThePage_ShowsEveryAnswer_WhatForAndUntilWhen_EveryConsentInItsWords_AndEveryUse()
    {
        const string Alice = "sees@beispiel.example";
        await site.Confirmed(Alice, "newsletter");
        await site.Mail.WaitForMailTo(Alice, "reserviert");
        await site.Settled();
        using var client = await site.Opened(Alice);
        var page = await client.Page(OwnData.View);
        var text = (page.QuerySelector("main")?.TextContent ?? "").Replace('\u00A0', ' ');
        var answers = await site.InDb(db => db.Set<Answer>().Where(a => db.Set<SignUp>().Any(s => s.Id == a.SignUpId && s.Prospect!.AddressKey == Alice)).ToListAsync());
        Assert.NotEmpty(answers);
        Assert.All(page.QuerySelectorAll("dl dd"), dd => Assert.Contains("Gespeichert", dd.TextContent, StringComparison.Ordinal));
        Assert.Equal(answers.Count + 1, page.QuerySelectorAll("dl dd").Length);
        Assert.Contains("darf mir etwa zweimal im Monat ihren Newsletter per E-Mail senden", text, StringComparison.Ordinal);
        Assert.Contains("Eine E-Mail ging an Sie: Begrüßung („Teilnahme am Webinar“). Verwendet: E-Mail-Adresse", text, StringComparison.Ordinal);
        Assert.Contains("Beispielhost AG", text, StringComparison.Ordinal);
        Assert.Contains("Probebühne B.V.", text, StringComparison.Ordinal);
        Assert.Contains("Aufsichtsbehörde für den Datenschutz Musterland", text, StringComparison.Ordinal);
    }

    [Fact, Rule("P13"), Rule("P8")]
    public async Task OnePress_TakesAConsentBack_AndLeavesTheRest_WithAReceiptByMail()
    {
        const string Alice = "withdraws@beispiel.example";
        await site.Confirmed(Alice, "newsletter");
        using var client = await site.Opened(Alice);
        var form = (await client.Page(OwnData.View)).QuerySelector("section[aria-labelledby=consents] form")?.GetAttribute("action") ?? "";
        using var pressed = await client.Press(form);
        Assert.Equal(HttpStatusCode.SeeOther, pressed.StatusCode);
        var bases = await site.BasesOf(Alice);
        Assert.NotNull(bases.Single(b => b.Purpose == "newsletter").EndedAt);
        Assert.Null(bases.Single(b => b.Purpose == "webinar").EndedAt);
        await site.Mail.WaitForMailTo(Alice, "widerrufen");
        Assert.Contains("Zurückgenommen am", (await client.Page(OwnData.View)).Body?.TextContent ?? "", StringComparison.Ordinal);
        Assert.Equal(1, (await site.ActsOf(Alice)).Count(a => a == Act.Withdrawn));
        (await client.Press(form)).Dispose();
        Assert.Equal(1, (await site.ActsOf(Alice)).Count(a => a == Act.Withdrawn));
    }

    [Fact, Rule("P14")]
    public async Task Correcting_ReplacesAddsAndErases_AndRecordsWhichFields_NeverWhatTheySaid()
    {
        const string Alice = "corrects@beispiel.example";
        await site.Confirmed(Alice);
        using var client = await site.Opened(Alice);
        var path = $"{OwnData.Correcting}{(await site.SignUpOf(Alice)).PublicId:N}";
        using var saved = await client.Send(path, ("given-name", "Richtig"), ("family-name", ""), ("organisation", "Neu GmbH"));
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        var answers = await site.InDb(db => db.Set<Answer>().Where(a => db.Set<SignUp>().Any(s => s.Id == a.SignUpId && s.Prospect!.AddressKey == Alice)).ToDictionaryAsync(a => a.Field, a => a.Value));
        Assert.Equal("Richtig", answers["given-name"]);
        Assert.Equal("Neu GmbH", answers["organisation"]);
        Assert.DoesNotContain("family-name", answers.Keys);
        var id = (await site.SignUpOf(Alice)).PublicId;
        var said = Encoding.UTF8.GetString(await site.InDb(db => db.Set<Payload>().Where(p => p.About == id && p.Event.Act == Act.Corrected).Select(p => p.Bytes).SingleAsync()));
        Assert.Contains("given-name", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Richtig", said, StringComparison.Ordinal);
        Assert.Equal("Richtig", (await client.Page(path)).QuerySelector("[name=given-name]")?.GetAttribute("value"));
    }

    [Theory, Rule("A2")]
    [InlineData("given-name", "\u202Egnp.exe", HttpStatusCode.BadRequest)]
    [InlineData("salary", "1", HttpStatusCode.BadRequest)]
    [InlineData("email", "other@beispiel.example", HttpStatusCode.BadRequest)]
    [InlineData("agree", "personalisation", HttpStatusCode.BadRequest)]
    public async Task ACorrectionThatCannotBe_ChangesNothing(string field, string value, HttpStatusCode status)
    {
        var alice = $"refused-{field}@beispiel.example";
        await site.Confirmed(alice);
        using var client = await site.Opened(alice);
        using var refused = await client.Send($"{OwnData.Correcting}{(await site.SignUpOf(alice)).PublicId:N}", (field, value));
        Assert.Equal(status, refused.StatusCode);
        Assert.DoesNotContain(Act.Corrected, await site.ActsOf(alice));
        Assert.Single(await site.BasesOf(alice));
    }

    [Fact, Rule("P14"), Rule("S7")]
    public async Task TakenAlong_JsonHasEverything_CsvTheAnswers_AndTheZipTheEvidence_EachOnRecord()
    {
        const string Alice = "takes@beispiel.example";
        await site.Confirmed(Alice, "newsletter");
        await site.Settled();
        using var client = await site.Opened(Alice);
        (await client.Send($"{OwnData.Correcting}{(await site.SignUpOf(Alice)).PublicId:N}", ("given-name", "=1+1"))).Dispose();
        using var json = await client.Press($"{OwnData.Taking}json");
        Assert.Equal(("application/json", "no-store", "meine-daten.json"), (json.Content.Headers.ContentType?.MediaType, json.Headers.CacheControl?.ToString(), json.Content.Headers.ContentDisposition?.FileName));
        using var all = JsonDocument.Parse(await json.Body());
        var signUp = all.RootElement.GetProperty("signUps")[0];
        Assert.Equal((Alice, "=1+1"), (all.RootElement.GetProperty("email").GetString(), signUp.GetProperty("answers")[0].GetProperty("value").GetString()));
        Assert.Equal(["newsletter", "webinar"], signUp.GetProperty("purposes").EnumerateArray().Select(p => p.GetProperty("purpose").GetString()).Order());
        Assert.True(all.RootElement.GetProperty("uses").GetArrayLength() > 2);

        using var csv = await client.Press($"{OwnData.Taking}csv");
        Assert.Contains(",Vorname,'=1+1,", await csv.Body(), StringComparison.Ordinal);

        using var zip = await client.Press($"{OwnData.Taking}zip");
        using var pack = new ZipArchive(await zip.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Contains(pack.Entries, e => e.FullName == "report.html");
        Assert.Equal((2, 1), ((await site.ActsOf(Alice)).Count(a => a == Act.TakenAlong), (await site.ActsOf(Alice)).Count(a => a == Act.Exported)));
        using var nothing = await client.Press($"{OwnData.Taking}xml");
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
    }

    [Fact, Rule("P15")]
    public async Task Erasing_ShowsFirstWhatGoesAndStays_ThenDoesIt_AndEndsEverySessionAndLink()
    {
        const string Alice = "erases@beispiel.example";
        await site.Confirmed(Alice, "newsletter");
        using var client = await site.Opened(Alice);
        using var other = await site.Opened(Alice);
        var link = await site.LinkFor(client, Alice);
        Assert.Contains("geht, bis auf den Nachweis", (await client.Page(OwnData.Erasing)).Body?.TextContent ?? "", StringComparison.Ordinal);
        await Patience.Until(() => site.InDb(async db => !await db.Set<OutboxRow>().AnyAsync(o => o.Prospect!.AddressKey == Alice && o.SentAt == null && o.WithheldAt == null)));
        using var erased = await client.Press(OwnData.Erasing);
        Assert.Equal(HttpStatusCode.OK, erased.StatusCode);
        Assert.Contains("den Nachweis, dass Sie eingewilligt hatten", await erased.Body(), StringComparison.Ordinal);
        using var there = await other.GetAsync(OwnData.View, TestContext.Current.CancellationToken);
        using var opened = await other.Press(link);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Gone), (there.StatusCode, opened.StatusCode));
        Assert.Equal(0, await site.InDb(db => db.Set<Answer>().CountAsync(a => db.Set<SignUp>().Any(s => s.Id == a.SignUpId && s.Prospect!.AddressKey == Alice))));
        Assert.Equal(0, await site.InDb(db => db.Set<Use>().CountAsync(u => u.Prospect!.AddressKey == Alice)));
    }

    [Fact, Rule("S4")]
    public async Task NobodyReachesAnothersData_AndWithoutASessionNothingIsShownOrChanged()
    {
        const string Alice = "mine@beispiel.example", Mallory = "stranger-next-door@beispiel.example";
        await site.Confirmed(Alice, "newsletter");
        await site.Confirmed(Mallory);
        var theirs = (await site.SignUpOf(Alice)).PublicId;
        using var mallory = await site.Opened(Mallory);
        (await mallory.Press($"{OwnData.Ending}{theirs:N}.newsletter")).Dispose();
        (await mallory.Press($"{OwnData.Ending}{theirs:N}")).Dispose();
        using var corrected = await mallory.Send($"{OwnData.Correcting}{theirs:N}", ("given-name", "Mallory"));
        Assert.Equal(HttpStatusCode.NotFound, corrected.StatusCode);
        Assert.All(await site.BasesOf(Alice), b => Assert.Null(b.EndedAt));

        using var nobody = site.Prospect();
        foreach (var path in new[] { OwnData.Erasing, $"{OwnData.Taking}json", $"{OwnData.Ending}{theirs:N}", $"{OwnData.Correcting}{theirs:N}" })
        {
            using var pressed = await nobody.Press(path);
            Assert.Equal(HttpStatusCode.Forbidden, pressed.StatusCode);
            Assert.Contains("Diese Sitzung ist zu Ende", await pressed.Body(), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Act.Cancelled, await site.ActsOf(Alice));
    }
}
