using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Site.Mail;
using Site.Prospects;
using Site.SignUps;
using Site.Tests.Support;

namespace Site.Tests.SignUps;

/// <summary>What is sent wrong gets a clear page in the person's language and a right status, and nothing is stored by halves.</summary>
public sealed class BadInputTests(SharedSite site)
{
    [Theory]
    [InlineData("", "Geben Sie Ihre E-Mail-Adresse ein")]
    [InlineData("mallory", "vollständige E-Mail-Adresse")]
    [InlineData("mallory@", "vollständige E-Mail-Adresse")]
    [InlineData("mallory@beispiel", "vollständige E-Mail-Adresse")]
    [InlineData("mallory@beispiel.example\r\nBcc: all@beispiel.example", "Zeichen, die wir nicht lesen können")]
    [InlineData("mallory@beispiel.example, bob@beispiel.example", "vollständige E-Mail-Adresse")]
    [InlineData("<script>alert(1)</script>@beispiel.example", "vollständige E-Mail-Adresse")]
    public async Task AnAddress_ThatIsNone_IsRefusedAndKeptInTheForm(string typed, string said)
    {
        using var client = site.Prospect();
        using var response = await client.SignUp(Forms.Webinar, typed, ("given-name", "Mallory-Kept"));
        var body = WebUtility.HtmlDecode(await response.Body());
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(said, body, StringComparison.Ordinal);
        Assert.Contains("Mallory-Kept", body, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", await response.Body(), StringComparison.Ordinal);
        Assert.Equal(0, await Stored("%mallory%"));
    }

    [Theory]
    [InlineData("given-name", 101)]
    [InlineData("question", 2001)]
    public async Task AValue_OneOverItsLimit_IsRefused(string field, int length)
    {
        using var client = site.Prospect();
        using var response = await client.SignUp(Forms.Webinar, $"over-{field}@beispiel.example", (field, new string('x', length)));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(0, await Stored($"over-{field}@%"));
    }

    [Fact]
    public async Task EveryValue_AtItsLimit_IsTaken()
    {
        using var client = site.Prospect();
        using var response = await client.SignUp(Forms.Webinar, "limit@beispiel.example",
            ("given-name", new string('ä', 100)), ("question", new string('x', 2000)), ("topic", "consent"));
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal(1, await Stored("limit@%"));
    }

    [Theory]
    [InlineData("salary", "100000")]
    [InlineData("agree", "phone")]
    [InlineData("AGREE2", "newsletter")]
    public async Task AKey_ThatIsNotDeclared_IsRefused(string key, string value)
    {
        using var client = site.Prospect();
        using var response = await client.SignUp(Forms.Webinar, "undeclared@beispiel.example", (key, value));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("Danach haben wir nicht gefragt", await response.Body(), StringComparison.Ordinal);
        Assert.Equal(0, await Stored("undeclared@%"));
    }

    [Fact]
    public async Task AChoice_ThatIsNoneOfThem_IsRefused()
    {
        using var client = site.Prospect();
        using var response = await client.SignUp(Forms.Webinar, "choice@beispiel.example", ("topic", "astrology"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task AnInventedNotice_GetsTheCurrentFormWithTheValuesKept()
    {
        using var client = site.Prospect();
        using var response = await client.SignUp(Forms.Webinar, "notice@beispiel.example", ("notice", new string('0', 64)), ("given-name", "Kept-Anna"));
        var body = await response.Body();
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains("Kept-Anna", body, StringComparison.Ordinal);
        Assert.Contains(await client.Notice(Forms.Webinar), body, StringComparison.Ordinal);
        Assert.Equal(0, await Stored("notice@%"));
    }

    [Fact]
    public async Task WrongEncoding_IsRefused()
    {
        using var client = site.Prospect();
        var body = $"notice={await client.Notice(Forms.Webinar)}&email=encoding%40beispiel.example&given-name=J\u00f6rg";
        using var content = new ByteArrayContent(Encoding.Latin1.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");
        using var response = await client.PostAsync(Forms.Webinar, content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("Zeichen, die wir nicht lesen", WebUtility.HtmlDecode(await response.Body()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json", "{}")]
    [InlineData("text/plain", "email=a@b.example")]
    [InlineData("multipart/form-data; boundary=x", "--y garbage")]
    public async Task WhatIsNoForm_IsRefused(string type, string body)
    {
        using var client = site.Prospect();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await client.PostAsync(Forms.Webinar, content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task ABodyOfOneMegabyte_Gets413InThePersonsLanguage()
    {
        using var client = site.Prospect();
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("question", new string('x', 1_000_000))]);
        using var response = await client.PostAsync("/en/webinars/ask-first", content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("That is too much", await response.Body(), StringComparison.Ordinal);
    }

    [Fact, Rule("S2")]
    public async Task AFormFromAnotherSite_IsForbidden()
    {
        using var client = site.Prospect();
        client.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        using var response = await client.SignUp(Forms.Webinar, "cross@beispiel.example");
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact, Rule("S2")]
    public async Task WithoutFetchMetadata_OnlyTheSitesOwnOriginCounts()
    {
        using var client = site.Prospect();
        client.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
        using var without = await client.SignUp(Forms.Webinar, "origin@beispiel.example");
        client.DefaultRequestHeaders.Add("Origin", site.Address.ToString().TrimEnd('/'));
        using var own = await client.SignUp(Forms.Webinar, "origin@beispiel.example");
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.SeeOther), (without.StatusCode, own.StatusCode));
    }

    [Theory]
    [InlineData("/de/webinare/nope")]
    [InlineData("/de/artikel/nope")]
    [InlineData("/en/confirm/nope")]
    [InlineData("/de/absagen/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/en/withdraw/..%2f..%2f")]
    public async Task WhatIsUnknown_Is404(string path)
    {
        using var client = site.Prospect();
        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("<h1>", await response.Body(), StringComparison.Ordinal);
    }

    [Fact, Rule("M7")]
    public async Task TheHoneypot_LooksTakenAndStoresNothing()
    {
        using var client = site.Prospect();
        using var response = await client.SignUp(Forms.Webinar, "robot@beispiel.example", ("website", "https://spam.example"));
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal(0, await Stored("robot@%"));
    }

    [Fact, Rule("M7")]
    public async Task ThirtyTwoPostsAtOnceForOneAddress_YieldOneLetter()
    {
        using var client = site.Prospect();
        var posts = Enumerable.Range(0, 32).Select(i => client.SignUp(i % 2 == 0 ? Forms.Webinar : "/de/webinare/a-yes-that-lasts", i % 3 == 0 ? "Bomb@beispiel.example" : "bomb@Beispiel.example"));
        var responses = await Task.WhenAll(posts);
        Assert.All(responses, r => Assert.Equal(HttpStatusCode.SeeOther, r.StatusCode));
        var letters = await site.InDb(db => db.Set<OutboxRow>().Where(o => o.Prospect!.AddressKey == "bomb@beispiel.example").ToListAsync());
        Assert.Equal(32, letters.Count);
        Assert.Single(letters, l => l.WithheldAt is null);
        Assert.Equal(1, await site.InDb(db => db.Set<Prospect>().CountAsync(p => p.AddressKey == "bomb@beispiel.example")));
    }

    private Task<int> Stored(string like) =>
        site.InDb(db => db.Set<SignUp>().CountAsync(s => EF.Functions.Like(s.Prospect!.AddressKey, like)));
}
