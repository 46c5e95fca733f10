using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Site.Prospects;
using Site.Tests.Support;

namespace Site.Tests.SignUps;

/// <summary>What is refused says so in the language of its path, under the right status, whatever refused it, and stores nothing.</summary>
public sealed class RefusalTests(SharedSite site)
{
    public static readonly TheoryData<string> Paths = new(
        "/de/webinare/ask-first", "/en/webinars/ask-first", "/de/newsletter", "/en/newsletter", "/de/bestaetigen/x", "/en/cancel/x", "/de/widerrufen/x");

    public static readonly TheoryData<string> Forms = new("/de/webinare/ask-first", "/en/webinars/ask-first", "/de/newsletter", "/en/newsletter");

    [Theory, MemberData(nameof(Paths)), Rule("S2")]
    public async Task FromAnotherSite_Is403(string path)
    {
        using var client = site.Prospect();
        client.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        using var response = await Send(client, path, Encoding.ASCII.GetBytes("email=cross%40beispiel.example"));
        await Says(response, HttpStatusCode.Forbidden, path, "nicht von dieser Website", "did not come from this site");
        Assert.Equal(0, await site.InDb(db => db.Set<Prospect>().CountAsync(p => p.AddressKey == "cross@beispiel.example")));
    }

    [Theory, MemberData(nameof(Paths))]
    public async Task OneMegabyte_Is413(string path)
    {
        var body = Encoding.ASCII.GetBytes($"question={new string('x', 1_000_000)}");
        using var client = site.Prospect();
        using var form = await Send(client, path, body);
        await Says(form, HttpStatusCode.RequestEntityTooLarge, path, "zu viel", "too much");
        using var parts = await Send(client, path, [.. "--x\r\nContent-Disposition: form-data; name=\"question\"\r\n\r\n"u8, .. body], "multipart/form-data; boundary=x");
        await Says(parts, HttpStatusCode.RequestEntityTooLarge, path, "zu viel", "too much");
    }

    [Theory, MemberData(nameof(Forms))]
    public async Task WhatIsNoForm_Is400(string path)
    {
        using var client = site.Prospect();
        foreach (var type in new[] { "application/json", "text/plain", "application/x-www-form-urlencoded; charset=utf-7", "multipart/form-data; boundary=x", "multipart/form-data" })
        {
            using var response = await Send(client, path, "email=form%40beispiel.example"u8.ToArray(), type);
            await Says(response, HttpStatusCode.BadRequest, path, "konnten wir nicht lesen", "could not read that");
        }
    }

    [Theory, MemberData(nameof(Forms))]
    public async Task AnotherFormsNotice_Is409_WithTheCurrentFormAndWhatWasTyped(string path)
    {
        using var client = site.Prospect();
        var others = Forms.Select(r => r.Data).Where(other => other != path).ToList();
        foreach (var notice in await Task.WhenAll(others.Select(client.Notice).Append(Task.FromResult(new string('0', 64))).Append(Task.FromResult("'; DROP TABLE Notice; --"))))
        {
            using var response = await client.SignUp(path, "typed-and-kept@beispiel.example", ("notice", notice));
            await Says(response, HttpStatusCode.Conflict, path, "Formular hat sich inzwischen geändert", "form has changed");
            var body = await response.Body();
            Assert.Contains("typed-and-kept@beispiel.example", body, StringComparison.Ordinal);
            Assert.Contains(await client.Notice(path), body, StringComparison.Ordinal);
        }

        Assert.Equal(0, await site.InDb(db => db.Set<Prospect>().CountAsync(p => p.AddressKey == "typed-and-kept@beispiel.example")));
    }

    [Theory]
    [InlineData("/de/webinare/gibt-es-nicht")]
    [InlineData("/en/webinars/unknown")]
    [InlineData("/en/webinars/%27;--")]
    [InlineData("/de/nichts")]
    public async Task AnUnknownWebinar_Is404(string path)
    {
        using var client = site.Prospect();
        using var response = await client.SignUp(path, "nowhere@beispiel.example", ("notice", await client.Notice(Support.Forms.Webinar)));
        await Says(response, HttpStatusCode.NotFound, path, "gibt es nicht", "no such page");
    }

    [Theory]
    [InlineData("PUT", "/de/webinare/ask-first")]
    [InlineData("DELETE", "/en/newsletter")]
    [InlineData("PATCH", "/en/confirm/x")]
    [InlineData("POST", "/de/artikel/knowing-how-to-forget")]
    [InlineData("POST", "/en/privacy")]
    public async Task AMethodThatAPageDoesNotHandle_Is405AndNamesThoseItDoes(string method, string path)
    {
        using var client = site.Prospect();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        await Says(response, HttpStatusCode.MethodNotAllowed, path, "Das geht hier nicht", "That does not work here");
        Assert.Contains("GET", response.Content.Headers.Allow);
    }

    [Fact]
    public async Task OverlongHeaders_AreRefusedBeforeAnythingReadsThem()
    {
        using var client = site.Prospect();
        client.DefaultRequestHeaders.Add("X-Long", new string('x', 40_000));
        using var response = await client.GetAsync("/en/newsletter", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, response.StatusCode);
    }

    private static async Task<HttpResponseMessage> Send(HttpClient client, string path, byte[] body, string type = "application/x-www-form-urlencoded")
    {
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return await client.PostAsync(path, content, TestContext.Current.CancellationToken);
    }

    private static async Task Says(HttpResponseMessage response, HttpStatusCode status, string path, string german, string english)
    {
        var body = WebUtility.HtmlDecode(await response.Body());
        Assert.Equal(status, response.StatusCode);
        Assert.Contains($"<html lang=\"{path[1..3]}\">", body, StringComparison.Ordinal);
        Assert.Contains(path[1..3] == "de" ? german : english, body, StringComparison.Ordinal);
    }
}
