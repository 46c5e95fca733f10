using System.Net;
using System.Text.Json;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Site.Evidence;
using Site.Journeys;
using Site.Mail;
using Site.Prospects;
using Site.Tests.Support;

namespace Site.Tests.Journeys;

/// <summary>Issues of the newsletter: to each who wants them, once, and to nobody else.</summary>
public sealed class IssueTests : IAsyncLifetime
{
    private const string Alice = "alice@beispiel.example";

    private readonly SiteHost _site = new();

    public ValueTask InitializeAsync()
    {
        _site.Started();
        // The tests say themselves when it runs.
        _site.Services.GetRequiredService<IRecurringJobManager>().RemoveIfExists(IssueSpread.Job);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact, Rule("M1"), Rule("M2")]
    public async Task AnIssue_SaysWhyItCame_WhatItUsed_AndIsStoppedWithOneClick()
    {
        using var client = _site.Prospect();
        await _site.Confirms(client, Alice, "/de/newsletter");
        await _site.Released();
        await _site.Spread();
        var letter = await _site.Mail.WaitForMailTo(Alice, "Frag weniger");
        var text = letter.Text.ReplaceLineEndings(" ").Replace('\u00A0', ' ');
        Assert.Contains("wer weniger fragt, bekommt bessere Antworten. Zum Artikel", text, StringComparison.Ordinal);
        Assert.Contains("Sie haben am 2. März 2026 unseren Newsletter bestellt und das bestätigt. Verwendet haben wir dafür: E-Mail-Adresse.", text, StringComparison.Ordinal);
        Assert.Equal("List-Unsubscribe=One-Click", letter.Message.Headers["List-Unsubscribe-Post"]);
        await Patience.Until(() => _site.InDb(db => db.Set<Use>().AnyAsync(u => u.What == "issue", Token)));
        var use = await _site.InDb(db => db.Set<Use>().SingleAsync(u => u.What == "issue", Token));
        Assert.Equal(("newsletter", "email"), (use.Purpose, use.Fields));

        var path = new Uri((letter.Message.Headers["List-Unsubscribe"] ?? "").Trim('<', '>')).PathAndQuery;
        using var answer = await client.PostAsync(path, new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]), Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0, (await _site.Audience()).All);
    }

    [Fact, Rule("M4"), Rule("P2")]
    public async Task WhoSubscribedTwice_GetsItOnce_AndWhoOnlyRegisteredGetsNone()
    {
        using var client = _site.Prospect();
        await _site.Confirms(client, Alice, "/de/newsletter");
        await _site.Confirms(client, Alice, Acquainted.Webinar, ("agree", "newsletter"));
        await _site.Confirms(client, "bob@beispiel.example");
        Assert.Equal(1, (await _site.Audience()).All);
        var id = await _site.Released();
        await _site.Spread();
        await _site.Spread();
        Assert.Equal(1, (await _site.Progress(id)).All);
        var row = await _site.InDb(db => db.Set<OutboxRow>().SingleAsync(o => o.Kind == LetterKind.Issue, Token));
        Assert.Equal((await _site.InDb(db => db.Set<Basis>().Where(b => b.Purpose == "newsletter").OrderBy(b => b.Id).FirstAsync(Token))).Submission, row.Submission);
    }

    [Fact, Rule("M5"), Rule("P13")]
    public async Task WhoWithdrawsMeanwhile_OrSubscribesAfterTheRelease_GetsNothing()
    {
        _site.HoldMail();
        await _site.Subscribe(3);
        var id = await _site.Released();
        _site.Clock.Advance(Duration.FromMinutes(1));
        using var client = _site.Prospect();
        await _site.Confirms(client, Alice, "/de/newsletter");
        await _site.Spread();
        await _site.InDb(db => db.Set<Basis>().Where(b => b.Prospect!.AddressKey == "reader-1@beispiel.example").ExecuteUpdateAsync(s => s.SetProperty(b => b.EndedAt, _site.Clock.GetCurrentInstant()), Token));
        await _site.LetMailGo();
        await Patience.Until(async () => (await _site.Progress(id)).Waiting == 0);
        var progress = await _site.Progress(id);
        Assert.Equal((2, 1), (progress.Sent, progress.Withheld.GetValueOrDefault(WithheldReason.Ended)));
        Assert.Equal(["reader-0@beispiel.example", "reader-2@beispiel.example"], _site.Mail.Received.Where(m => m.Subject is "Frag weniger, erfahr mehr" or "Ask less, learn more").SelectMany(m => m.Recipients).Order());
    }

    [Fact, Rule("M4")]
    public async Task TwoNodesAtOnce_GiveEachPersonOneLetter_InTheLanguageOfTheirSignUp()
    {
        _site.HoldMail();
        await _site.Subscribe(1200);
        var id = await _site.Released();
        await Task.WhenAll(_site.Spread(), _site.Spread(), _site.Spread());
        var rows = await _site.IssueRows();
        Assert.Equal((1200, 1200), (rows.Count, rows.Select(r => r.ProspectId).Distinct().Count()));
        Assert.Equal(400, rows.Count(r => r.Language == "en"));
        Assert.NotNull((await _site.With((Issues i) => i.Find(id)))?.SpreadAt);
    }

    [Fact, Rule("M4")]
    public async Task ASpreadThatDiesHalfWay_GoesOnWhereItEnded()
    {
        _site.HoldMail();
        await _site.Subscribe(1200);
        await _site.Released();
        await _site.InDb(db => db.Database.ExecuteSqlRawAsync(
            "CREATE TRIGGER Dies BEFORE INSERT ON Outbox WHEN (SELECT COUNT(*) FROM Outbox WHERE Kind = 50) >= 700 BEGIN SELECT RAISE(ABORT, 'dies'); END", Token));
        await Assert.ThrowsAnyAsync<Exception>(_site.Spread);
        Assert.Equal(500, (await _site.IssueRows()).Count);
        await _site.InDb(db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER Dies", Token));
        await _site.Spread();
        Assert.Equal((1200, 1200), ((await _site.IssueRows()).Count, (await _site.IssueRows()).Select(r => r.ProspectId).Distinct().Count()));
    }

    [Fact, Rule("M5"), Rule("P7")]
    public async Task StoppedHalfWay_NothingMoreLeaves_EachIsWithheldWithItsProof_AndTheEvidenceSaysByWhom()
    {
        var taken = 0;
        _site.Mail.Faults = new() { Data = mail => Interlocked.Increment(ref taken) <= 40 ? null : "451 4.3.2 later" };
        await _site.Subscribe(200);
        var id = await _site.Released();
        await _site.Spread();
        await Patience.Until(async () => (await _site.Progress(id)).Sent == 40);
        Assert.Equal(IssueOutcome.Done, await _site.With((Issues i) => i.Stop(id, "staff-2")));
        // What was on its way comes back to the outbox, where the job finds it.
        await Patience.Until(async () =>
        {
            await _site.Spread();
            return (await _site.Progress(id)).Waiting == 0;
        });
        await _site.LetMailGo();
        await _site.With((Postman p) => p.Deliver(Token));

        var progress = await _site.Progress(id);
        Assert.Equal((200, 40), (progress.All, _site.Mail.Received.Count));
        Assert.Equal(160, progress.Withheld.GetValueOrDefault(WithheldReason.Stopped) + progress.Withheld.GetValueOrDefault(WithheldReason.Ended));
        Assert.Equal(160, await _site.InDb(db => db.Set<Event>().CountAsync(e => e.Act == Act.LetterWithheld, Token)));
        var said = await _site.Issued();
        Assert.Equal([("released", "staff-1", 200), ("stopped", "staff-2", said[1].Letters)], said);
        Assert.Equal(IssueOutcome.Overtaken, await _site.With((Issues i) => i.Stop(id, "staff-2")));
    }

    [Fact, Rule("M5")]
    public async Task StoppedBeforeItsTime_OrWhileItIsBeingSpread_NothingIsPutAnyMore()
    {
        await _site.Subscribe(3);
        var id = await _site.Released(_site.Clock.GetCurrentInstant() + Duration.FromHours(1));
        await _site.Spread();
        Assert.Empty(await _site.IssueRows());
        await _site.With((Issues i) => i.Stop(id, "staff-1"));
        _site.Clock.Advance(Duration.FromHours(2));
        await _site.Spread();
        Assert.Empty(await _site.IssueRows());
    }

    [Fact]
    public async Task ALaterIssue_GoesOutWhenItsTimeHasCome()
    {
        await _site.Subscribe(3);
        var id = await _site.Released(_site.Clock.GetCurrentInstant() + Duration.FromHours(1));
        await _site.Spread();
        Assert.Equal(0, (await _site.Progress(id)).All);
        _site.Clock.Advance(Duration.FromHours(1));
        await _site.Spread();
        await Patience.Until(async () => (await _site.Progress(id)).Sent == 3);
    }

    [Fact]
    public async Task FromTheReleaseOn_TheTextStays_AndTheEvidenceHoldsItsDigest()
    {
        var id = await _site.Released();
        var issue = await _site.With((Issues i) => i.Find(id));
        issue!.Texts[0].Subject = "Another";
        Assert.Equal(IssueOutcome.Released, await _site.With((Issues i) => i.Save(id, issue.Version, issue.Texts, "staff-2")));
        Assert.Equal(IssueOutcome.Released, await _site.With((Issues i) => i.Discard(id, issue.Version, "staff-2")));
        Assert.Equal(IssueOutcome.Released, await _site.With((Issues i) => i.Release(id, issue.Version, null, "staff-2")));
        Assert.DoesNotContain("Another", (await _site.With((Issues i) => i.Find(id)))!.Texts.Select(t => t.Subject));
        var record = JsonDocument.Parse(await _site.InDb(db => db.Set<Payload>().Where(p => p.Event.Act == Act.Issued).Select(p => p.Bytes).SingleAsync(Token))).RootElement;
        Assert.Equal(64, record.GetProperty("record").GetProperty("digest").GetString()?.Length);
        Assert.False(record.TryGetProperty("principal", out _));
    }

    [Fact]
    public async Task OfTwoWhoSaveOrRelease_TheSecondIsTold()
    {
        var id = await _site.Draft();
        var texts = (await _site.With((Issues i) => i.Find(id)))!.Texts;
        Assert.Equal(IssueOutcome.Overtaken, await _site.With((Issues i) => i.Save(id, 0, texts, "staff-2")));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _site.With((Issues i) => i.Release(id, 1, null, "staff-1"))));
        Assert.Equal((1, 3), (outcomes.Count(o => o == IssueOutcome.Done), outcomes.Count(o => o == IssueOutcome.Released)));
        Assert.Single(await _site.Issued());
    }

    [Fact, Rule("M6")]
    public async Task WhoCannotBeReached_IsNotCounted_AndGetsNoLetter()
    {
        _site.HoldMail();
        await _site.Subscribe(9);
        await _site.InDb(db => db.Set<Prospect>().Where(p => p.AddressKey == "reader-4@beispiel.example").ExecuteUpdateAsync(s => s.SetProperty(p => p.BouncedAt, _site.Clock.GetCurrentInstant()), Token));
        var count = await _site.Audience();
        Assert.Equal((8, 5, 3, 1), (count.All, count.In("de"), count.In("en"), count.Unreachable));
        await _site.Released();
        await _site.Spread();
        Assert.Equal(8, (await _site.IssueRows()).Count);
    }

    [Fact]
    public async Task WhoGetsIt_AndHowFarItIs_IsFoundByIndexes()
    {
        var plans = await _site.InDb(async db => new[]
        {
            await Plan(db, new IssueAudience(db).Of(_site.Clock.GetCurrentInstant()).Where(b => b.ProspectId > 10).OrderBy(b => b.ProspectId).Take(500)),
            await Plan(db, db.Set<OutboxRow>().Where(o => o.Kind == LetterKind.Issue && o.Occasion == "x")),
        });
        Assert.Contains("USING INDEX IX_Basis_ProspectId_Purpose (ProspectId>?)", plans[0], StringComparison.Ordinal);
        Assert.Contains("USING INDEX IX_Outbox_Occasion (Occasion=?)", plans[1], StringComparison.Ordinal);
        Assert.All(plans, plan => Assert.DoesNotContain("SCAN", plan, StringComparison.Ordinal));
        Assert.All(plans, plan => Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<string> Plan<T>(Site.Data.SiteDb db, IQueryable<T> rows)
    {
        await db.Database.OpenConnectionAsync(Token);
        await using var command = rows.CreateDbCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {command.CommandText}";
        await using var row = await command.ExecuteReaderAsync(Token);
        var lines = new List<string>();
        while (await row.ReadAsync(Token))
        {
            lines.Add(row.GetString(3));
        }

        return string.Join('\n', lines);
    }
}
