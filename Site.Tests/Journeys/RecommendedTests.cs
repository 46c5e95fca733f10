using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using NodaTime;
using Site.Journeys;
using Site.Mail;
using Site.Prospects;
using Site.Tests.Support;
using Site.Webinars;

namespace Site.Tests.Journeys;

/// <summary>Recommendations in letters that really leave, while doors close and consents end. The clock is shared and only moves on.</summary>
public sealed class RecommendedTests(SiteHost site) : IClassFixture<SiteHost>, IAsyncLifetime
{
    private const string Other = "a-yes-that-lasts";
    private const string OtherTitle = "Das Ja, das hält";
    private static readonly (string, string)[] _all = [("agree", "newsletter"), ("agree", "personalisation"), ("topic", "evidence")];

    [Fact, Rule("P10"), Rule("M1")]
    public async Task ALetterThatLeaves_SaysWhatItRecommendsAndWhy_InBothParts_AndTheLedgerKnows()
    {
        using var client = site.Prospect();
        await site.Confirms(client, "alice.letter@beispiel.example", more: _all);
        var letter = await site.Mail.WaitForMailTo("alice.letter@beispiel.example", "reserviert");
        foreach (var part in new[] { letter.Text.ReplaceLineEndings(" "), System.Net.WebUtility.HtmlDecode(letter.Html) })
        {
            Assert.Contains("Vielleicht auch etwas für Sie", part, StringComparison.Ordinal);
            Assert.Contains("Weil Sie uns gesagt haben, dass Sie „Nachweisen und löschen“ beschäftigt.", part, StringComparison.Ordinal);
            Assert.Contains("Verwendet haben wir dafür: E-Mail-Adresse, „Was beschäftigt Sie gerade?“.", part, StringComparison.Ordinal);
            Assert.Contains("Vorschläge nach meinen Angaben abschalten", part, StringComparison.Ordinal);
        }

        Task<List<string>> Uses() => site.InDb(db => db.Set<Use>().Where(u => u.What == "welcome" && u.Prospect!.AddressKey == "alice.letter@beispiel.example").OrderBy(u => u.Id).Select(u => $"{u.Purpose}: {u.Fields}").ToListAsync());
        await Patience.Until(async () => (await Uses()).Count > 0);
        Assert.Equal(["webinar: email", "personalisation: topic"], await Uses());
    }

    [Theory, Rule("P13"), Rule("P10")]
    [InlineData("newsletter")]
    [InlineData("personalisation")]
    public async Task WithdrawnWhileTheLetterWaited_ItLeavesWithoutWhatWasTakenBack(string purpose)
    {
        var address = $"waiting.{purpose}@beispiel.example";
        site.Mail.Faults = new SmtpFaults { Recipient = to => to == address ? "451 4.3.0 later" : null };
        using var client = site.Prospect();
        await site.Confirms(client, address, more: _all);
        await Patience.Until(() => site.InDb(db => db.Set<OutboxRow>().AnyAsync(o => o.Prospect!.AddressKey == address && o.Kind == LetterKind.Welcome && o.LastError != null)));
        await site.Withdraws(client, address, purpose);
        site.Mail.Faults = new SmtpFaults();
        site.Clock.Advance(Duration.FromMinutes(30));
        var letter = await site.Mail.WaitForMailTo(address, "reserviert");
        Assert.Equal(purpose == "personalisation", letter.Text.Contains("Vielleicht auch", StringComparison.Ordinal));
        Assert.DoesNotContain("gesagt haben", letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("beschäftigt Sie", letter.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("has begun")]
    [InlineData("cancelled")]
    [InlineData("full")]
    public async Task WhatNobodyCanJoin_IsSuggestedToNobody(string how)
    {
        using var client = site.Prospect();
        var address = $"late.{how[..3]}@beispiel.example";
        var link = await site.Confirms(client, address, more: [("agree", "newsletter")]);
        Assert.Contains(OtherTitle, await client.Page(link), StringComparison.Ordinal);
        if (how == "full")
        {
            await site.Confirms(client, "the.last@beispiel.example", $"/de/webinare/{Other}");
        }

        await Announce(Other, s => _ = how switch
        {
            "has begun" => s.SetProperty(x => x.StartsAt, site.Clock.GetCurrentInstant()),
            "cancelled" => s.SetProperty(x => x.CancelledAt, SiteHost.Beginning),
            _ => s.SetProperty(x => x.Capacity, 1),
        });
        Assert.DoesNotContain(OtherTitle, await client.Page(link), StringComparison.Ordinal);
        Assert.Null((await site.Written(address, LetterKind.Reminder))?.Tips);
    }

    [Fact, Rule("S4")]
    public async Task AnOldConfirmationLink_TellsNothingOfWhatThePersonSaidSince()
    {
        using var client = site.Prospect();
        var link = await site.Confirms(client, "old.link@beispiel.example", "/de/newsletter");
        Assert.Contains(OtherTitle, await client.Page(link), StringComparison.Ordinal);
        site.Clock.Advance(Duration.FromDays(7));
        Assert.DoesNotContain(OtherTitle, await client.Page(link), StringComparison.Ordinal);
    }

    [Fact, Rule("P10")]
    public async Task AReminder_RecommendsToWhoOrderedTheNewsletter_AndToNobodyElse()
    {
        using var client = site.Prospect();
        await site.Confirms(client, "reads@beispiel.example", more: [("agree", "newsletter")]);
        await site.Confirms(client, "attends@beispiel.example", more: [("agree", "personalisation"), ("topic", "evidence")]);
        await Announce("ask-first", s => s.SetProperty(x => x.StartsAt, site.Clock.GetCurrentInstant() + Duration.FromHours(24) + Duration.FromMinutes(1)));
        site.Clock.Advance(Duration.FromMinutes(2));
        await site.With<JourneySweep, bool>(async sweep => { await sweep.Run(TestContext.Current.CancellationToken); return true; });
        Assert.Contains(OtherTitle, (await site.Mail.WaitForMailTo("reads@beispiel.example", "Erinnerung")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Vielleicht auch", (await site.Mail.WaitForMailTo("attends@beispiel.example", "Erinnerung")).Text, StringComparison.Ordinal);
    }

    /// <summary>Both webinars lie far ahead of the clock and have seats.</summary>
    public async ValueTask InitializeAsync()
    {
        _ = site.Services;
        foreach (var slug in new[] { "ask-first", Other })
        {
            await Announce(slug, s => s.SetProperty(x => x.StartsAt, site.Clock.GetCurrentInstant() + Duration.FromDays(60)).SetProperty(x => x.CancelledAt, (Instant?)null).SetProperty(x => x.Capacity, 120));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task Announce(string slug, Action<UpdateSettersBuilder<Schedule>> change) =>
        site.InDb(db => db.Set<Schedule>().Where(s => s.Slug == slug).ExecuteUpdateAsync(change));
}
