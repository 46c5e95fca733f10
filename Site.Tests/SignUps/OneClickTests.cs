using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Site.Evidence;
using Site.Mail;
using Site.Tests.Support;

namespace Site.Tests.SignUps;

/// <summary>Unsubscribing with the mail program's own button (rule M2, RFC 8058), with the limits of production.</summary>
public sealed class OneClickTests : IAsyncLifetime
{
    private readonly SiteHost _site = new();

    public ValueTask InitializeAsync()
    {
        _site.Settings.Remove("Limits:PerClient");
        _site.Started();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact, Rule("M2"), Rule("P13"), Rule("S2")]
    public async Task ABarePost_FromAnywhere_AThousandTimes_WithdrawsOnceAndAtOnce()
    {
        var (address, token) = await Subscribed("one-click@beispiel.example");
        using var provider = new HttpClient { BaseAddress = _site.Address };
        provider.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        provider.DefaultRequestHeaders.Add("Origin", "https://mail.example");
        for (var i = 0; i < 1000; i++)
        {
            using var answer = await provider.PostAsync(token, Body(), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Empty(await answer.Body());
        }

        Assert.NotNull((await _site.BasesOf(address)).Single(b => b.Purpose == "newsletter").EndedAt);
        Assert.Single(await _site.ActsOf(address), Act.Withdrawn);
    }

    [Fact, Rule("M2"), Rule("M3")]
    public async Task AGet_ChangesNothing_AndLeadsToThePage()
    {
        var (address, token) = await Subscribed("looks@beispiel.example");
        using var client = _site.Prospect();
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, token), TestContext.Current.CancellationToken);
        using var got = await client.GetAsync(token, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (head.StatusCode, got.StatusCode));
        Assert.StartsWith("/de/widerrufen/", got.Headers.Location?.ToString(), StringComparison.Ordinal);
        using var page = await client.GetAsync(got.Headers.Location, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Null((await _site.BasesOf(address)).Single(b => b.Purpose == "newsletter").EndedAt);
    }

    [Fact, Rule("M2"), Rule("P9"), Rule("P10")]
    public async Task OnlyLettersThatAdvertise_SayHowToUnsubscribe()
    {
        using var client = _site.Prospect();
        (await client.Press(await _site.Letter(client, "plain@beispiel.example"))).Dispose();
        (await client.Press(await _site.Letter(client, "promoted@beispiel.example", ("agree", "newsletter")))).Dispose();
        var (plain, promoted) = (await _site.Mail.WaitForMailTo("plain@beispiel.example", "reserviert"), await _site.Mail.WaitForMailTo("promoted@beispiel.example", "reserviert"));
        Assert.Null(plain.Message.Headers["List-Unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", promoted.Message.Headers["List-Unsubscribe-Post"]);
        Assert.All(_site.Mail.Received.Where(m => m.Subject.Contains("bestätigen", StringComparison.Ordinal)), m => Assert.Null(m.Message.Headers["List-Unsubscribe"]));
    }

    [Fact, Rule("M2"), Rule("S4")]
    public async Task TheTokenInTheHeader_IsBlankedInTheCopy()
    {
        var (address, token) = await Subscribed("copied@beispiel.example");
        var id = (await _site.SignUpOf(address)).PublicId;
        await Patience.Until(() => _site.InDb(db => db.Set<LetterCopy>().AnyAsync(c => c.Submission == id && c.Kind == LetterKind.Welcome)));
        var copy = await _site.InDb(db => db.Set<LetterCopy>().SingleAsync(c => c.Submission == id && c.Kind == LetterKind.Welcome));
        var text = Encoding.UTF8.GetString(copy.Message());
        Assert.Contains("List-Unsubscribe:", text, StringComparison.Ordinal);
        Assert.DoesNotContain(token.Split('/')[^1][..30], text, StringComparison.Ordinal);
    }

    [Theory, Rule("M2"), Rule("S4")]
    [InlineData("/unsubscribe/made-up")]
    [InlineData("/unsubscribe/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task WhatIsNotOurs_IsNotFound(string path)
    {
        using var provider = new HttpClient { BaseAddress = _site.Address };
        using var answer = await provider.PostAsync(path, Body(), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static FormUrlEncodedContent Body() => new([new("List-Unsubscribe", "One-Click")]);

    private async Task<(string Address, string Path)> Subscribed(string address)
    {
        using var client = _site.Prospect();
        (await client.SignUp("/de/newsletter", address)).Dispose();
        (await client.Press((await _site.Mail.WaitForMailTo(address)).Link("/de/bestaetigen/"))).Dispose();
        var welcome = await _site.Mail.WaitForMailTo(address, "Willkommen");
        return (address, new Uri((welcome.Message.Headers["List-Unsubscribe"] ?? "").Trim('<', '>')).AbsolutePath);
    }
}
