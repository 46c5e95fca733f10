using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Site.Tests.Support;
using Site.Web;

namespace Site.Tests.Journeys;

/// <summary>What counts of what somebody said: the latest that they confirmed themselves, and nothing that another typed for them.</summary>
public sealed class AcquaintanceTests(SharedSite site)
{
    private const string Other = "/de/webinare/a-yes-that-lasts";

    [Fact, Rule("P8")]
    public async Task TheLatestConfirmedTopic_IsTheCurrentOne_AndAnEmptyAnswerChangesNothing()
    {
        using var client = site.Prospect();
        const string Alice = "alice.told@beispiel.example";
        await site.Confirms(client, Alice, more: [("agree", "personalisation"), ("topic", "evidence")]);
        await site.Confirms(client, Alice, Other, ("agree", "personalisation"), ("topic", "journeys"));
        Assert.Equal("journeys", (await site.KnownOf(Alice)).Topic?.Key);
        await site.Confirms(client, Alice, more: [("agree", "personalisation")]);
        Assert.Equal("journeys", (await site.KnownOf(Alice)).Topic?.Key);
        await site.Confirms(client, Alice, "/de/newsletter");
        Assert.Equal(("journeys", true, true), ((await site.KnownOf(Alice)).Topic?.Key, (await site.KnownOf(Alice)).AllowsSuggestions, (await site.KnownOf(Alice)).AllowsNewsletter));
    }

    [Fact, Rule("P8")]
    public async Task AStrangerWhoSignsUpWithSomebodysAddress_NeitherChangesNorSeesTheirSuggestions()
    {
        using var client = site.Prospect();
        const string Alice = "alice.forged@beispiel.example";
        var link = await site.Confirms(client, Alice, more: [("agree", "personalisation"), ("topic", "evidence")]);
        var before = (await site.KnownOf(Alice), await client.Page(link));

        using var sent = await client.SignUp(Other, Alice, ("agree", "personalisation"), ("agree", "newsletter"), ("topic", "consent"));
        using var forStranger = await client.SignUp(Other, "nobody.known@beispiel.example", ("agree", "personalisation"), ("topic", "consent"));
        Assert.Equal((HttpStatusCode.SeeOther, forStranger.Headers.Location), (sent.StatusCode, sent.Headers.Location));
        Assert.Equal(await forStranger.Body(), await sent.Body());

        var after = (await site.KnownOf(Alice), await client.Page(link));
        Assert.Equal((before.Item1.Topic?.Key, before.Item1.AllowsNewsletter, before.Item2), (after.Item1.Topic?.Key, after.Item1.AllowsNewsletter, after.Item2));
        Assert.Single(after.Item1.Places);
    }

    [Fact, Rule("P13")]
    public async Task WithdrawnAndAllowedAnew_WhatWasSaidBeforeIsNotTakenUpAgain()
    {
        using var client = site.Prospect();
        const string Bob = "bob.anew@beispiel.example";
        await site.Confirms(client, Bob, more: [("agree", "personalisation"), ("topic", "evidence")]);
        await site.Withdraws(client, Bob, "personalisation");
        Assert.Equal((null, false), ((await site.KnownOf(Bob)).Topic?.Key, (await site.KnownOf(Bob)).AllowsSuggestions));
        await site.Confirms(client, Bob, Other, ("agree", "personalisation"));
        Assert.Equal((null, true), ((await site.KnownOf(Bob)).Topic?.Key, (await site.KnownOf(Bob)).AllowsSuggestions));
    }

    [Theory, Rule("P13"), Rule("P18")]
    [InlineData(Acquainted.Webinar, "action=\"(/de/widerrufen/[^\"]+)\"><button [^>]+>Solche Vorschläge abschalten", "Die Vorschläge sind abgeschaltet")]
    [InlineData("/en/webinars/ask-first", "action=\"(/en/withdraw/[^\"]+)\"><button [^>]+>Turn such suggestions off", "The suggestions are turned off")]
    public async Task TheButtonThatTurnsThemOff_ActsAtOnce_WorksTwice_AndTheEvidenceNamesThePage(string path, string off, string done)
    {
        using var client = site.Prospect();
        var address = $"off-{path[1..3]}@beispiel.example";
        var confirm = await site.Confirms(client, address, path, ("agree", "personalisation"), ("topic", "evidence"));
        var link = Regex.Match(await client.Page(confirm), off, RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;

        using var shown = await client.GetAsync(link, TestContext.Current.CancellationToken);
        Assert.True((await site.KnownOf(address)).AllowsSuggestions);
        for (var i = 0; i < 2; i++)
        {
            using var content = new FormUrlEncodedContent([KeyValuePair.Create("from", "suggestions")]);
            using var taken = await client.PostAsync(link, content, TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.OK, false), (taken.StatusCode, taken.Headers.Contains("Set-Cookie")));
            Assert.Contains(done, WebUtility.HtmlDecode(await taken.Body()), StringComparison.Ordinal);
        }

        Assert.False((await site.KnownOf(address)).AllowsSuggestions);
        Assert.Equal(["button beside the suggestions, on the page after confirming"], await site.WithdrawnBy(address));
        Assert.DoesNotContain(link, await client.Page(confirm), StringComparison.Ordinal);
    }

    [Fact, Rule("P18")]
    public async Task PublicPages_AreTheSameBytes_WhoeverIsKnown()
    {
        using var client = site.Prospect();
        string[] paths = ["/de", "/en", "/de/webinare", "/en/webinars?topic=consent", Acquainted.Webinar, "/de/artikel", "/en/articles?topic=evidence", "/de/artikel/knowing-how-to-forget"];
        var before = await Rendered(client, paths);
        await site.Confirms(client, "known.person@beispiel.example", more: [("agree", "newsletter"), ("agree", "personalisation"), ("topic", "evidence")]);
        var after = await Rendered(client, paths);
        Assert.All(before.Zip(after), pair => Assert.Equal(pair.First, pair.Second));
    }

    private async Task<List<byte[]>> Rendered(HttpClient client, string[] paths)
    {
        site.Services.GetRequiredService<PageVersion>().Move();
        var pages = new List<byte[]>();
        foreach (var path in paths)
        {
            using var page = await client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.False(page.Headers.Contains("Set-Cookie"));
            pages.Add(await page.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }

        return pages;
    }
}
