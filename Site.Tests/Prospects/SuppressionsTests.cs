using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using NodaTime;
using Site.Declarations;
using Site.Mail;
using Site.Prospects;
using Site.Publishing;
using Site.SignUps;
using Site.Tests.MyData;
using Site.Tests.Support;

namespace Site.Tests.Prospects;

/// <summary>The suppression list: what it holds, how long, and that nobody can tell from outside who is on it.</summary>
public sealed class SuppressionsTests(ListeningHost site) : IClassFixture<ListeningHost>
{
    [Fact, Rule("S3")]
    public async Task ASignUp_RunsTheSameStatements_ForUnknownKnownBlockedAndUnreachableAddresses()
    {
        using var client = site.Prospect();
        (await client.SignUp("/de/newsletter", "known@beispiel.example")).Dispose();
        await site.Suppress("blocked@beispiel.example", SuppressionReason.NotMe);
        await site.Suppress("dead@beispiel.example", SuppressionReason.Bounced);
        await Request("warm-up@beispiel.example");
        var unknown = await Request("unknown@beispiel.example");
        Assert.NotEmpty(unknown);
        Assert.Equal(unknown, await Request("known@beispiel.example"));
        Assert.Equal(unknown, await Request("blocked@beispiel.example"));
        Assert.Equal(unknown, await Request("dead@beispiel.example"));
        Assert.Equal([WithheldReason.RecipientLimit, WithheldReason.Blocked, WithheldReason.Unreachable],
            [await Withheld("known@beispiel.example"), await Withheld("blocked@beispiel.example"), await Withheld("dead@beispiel.example")]);
    }

    [Theory, Rule("S3")]
    [InlineData(SuppressionReason.NotMe)]
    [InlineData(SuppressionReason.Bounced)]
    public async Task OverHttp_TheAnswerIsTheSame_SuppressedOrNot(SuppressionReason reason)
    {
        using var client = site.Prospect();
        await site.Suppress($"listed-{reason}@beispiel.example".ToLowerInvariant(), reason);
        using var listed = await client.SignUp("/en/newsletter", $"listed-{reason}@beispiel.example");
        using var free = await client.SignUp("/en/newsletter", $"free-{reason}@beispiel.example");
        Assert.Equal(HttpStatusCode.SeeOther, listed.StatusCode);
        Assert.Equal((free.StatusCode, free.Headers.Location, await free.Body()), (listed.StatusCode, listed.Headers.Location, await listed.Body()));
        Assert.Equal(free.Headers.Select(h => h.Key).Order(), listed.Headers.Select(h => h.Key).Order());
    }

    [Fact, Rule("M6"), Rule("M7")]
    public async Task WhatHasExpired_CountsNoMore_AndGoesWithTheMarksItLeft()
    {
        const string Address = "expires@beispiel.example", Other = "stays@beispiel.example";
        await site.Suppress(Address, SuppressionReason.Bounced);
        await Request(Address);
        site.Clock.Advance(Duration.FromDays(200));
        await site.Suppress(Other, SuppressionReason.Bounced);
        await Request(Other);
        Assert.Equal((true, true), (await IsMarked(Address), await IsMarked(Other)));
        site.Clock.Advance(Duration.FromDays(165));
        Assert.Empty(await site.With<Suppressions, List<Suppression>>(s => s.Find(s.Fingerprint(Address))));
        await site.With<Suppressions, bool>(async s =>
        {
            await s.RemoveExpired(TestContext.Current.CancellationToken);
            return true;
        });
        Assert.Equal((false, true), (await IsMarked(Address), await IsMarked(Other)));
        Assert.Equal(1, await site.InDb(db => db.Set<Suppression>().CountAsync(s => s.Reason == SuppressionReason.Bounced && s.Until > site.Clock.GetCurrentInstant())));
    }

    [Fact, Rule("P15")]
    public async Task TheList_HoldsNoAddress_AndNothingThatTheDatabaseAloneCouldTest()
    {
        const string Address = "secret@beispiel.example";
        await site.Suppress(Address, SuppressionReason.NotMe);
        var keys = await site.InDb(db => db.Set<Suppression>().Select(s => s.Key).ToListAsync());
        var known = new[] { Address, Address.ToUpperInvariant() }.SelectMany(a => new[]
        {
            Encoding.UTF8.GetBytes(a), System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(a)), System.Security.Cryptography.HMACSHA256.HashData(new byte[32], Encoding.UTF8.GetBytes(a)),
        }).Select(Convert.ToHexString);
        Assert.Empty(keys.Select(Convert.ToHexString).Intersect(known));
        Assert.All(keys, k => Assert.Equal(Suppressions.FingerprintLength, k.Length));
    }

    private async Task<IReadOnlyList<string>> Request(string address)
    {
        var notice = site.Services.GetRequiredService<Notices>().Find("newsletter", Language.German) ?? throw new InvalidOperationException("There is no newsletter.");
        var input = FormInput.Read(notice.Form, new FormCollection(new Dictionary<string, StringValues> { ["email"] = address, [FormInput.NoticeKey] = notice.Hash }));
        return await ListeningHost.Hear(() => site.With<Registrar, Door>(r => r.Request(notice, input)));
    }

    private Task<WithheldReason?> Withheld(string address) => site.InDb(db =>
        db.Set<OutboxRow>().Where(o => o.Prospect!.AddressKey == address).OrderByDescending(o => o.Id).Select(o => o.WithheldReason).FirstAsync());

    private Task<bool> IsMarked(string address) => site.InDb(db => db.Set<Prospect>().AnyAsync(p => p.AddressKey == address && p.BouncedAt != null));
}
