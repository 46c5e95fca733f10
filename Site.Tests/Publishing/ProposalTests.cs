using Microsoft.EntityFrameworkCore;
using Site.Declarations;
using Site.Publishing;
using Site.SignUps;
using Site.Tests.Support;

namespace Site.Tests.Publishing;

/// <summary>Changed terms wait, are decided once, and then hold for what comes after.</summary>
public sealed class ProposalTests : IAsyncLifetime
{
    private const string Poll = """
        fields:
          seat:
            group: questions
            purposes: [poll]
            words:
              de: { label: "Sitzplatz", why: "Damit Sie gut sehen.", benefit: "Ein guter Platz.", if-empty: "Wir wählen." }
              en: { label: "Seat", why: "So that you see well.", benefit: "A good seat.", if-empty: "We choose." }

        """;

    private readonly ChangingHost _site = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task ThreeDaysWhereItWasThreeYears_DoNotGoLive_AndHoldOnlyForSignUpsAfterTheApproval()
    {
        var old = await SignUp("alice@beispiel.example");
        await ShortenRetention();
        Assert.Contains("bis 3 Jahre nach dem Webinar", await _site.Page(Forms.Webinar), StringComparison.Ordinal);
        var meanwhile = await SignUp("bob@beispiel.example");
        Assert.Equal(RulingState.Done, (await _site.Decide(Verdict.Approved)).State);

        var page = await _site.Page(Forms.Webinar);
        Assert.Contains("bis 3 Tage nach dem Webinar", page, StringComparison.Ordinal);
        Assert.DoesNotContain("3 Jahre nach dem Webinar", page, StringComparison.Ordinal);
        var since = await SignUp("carol@beispiel.example");
        Assert.Equal(old, meanwhile);
        Assert.Equal([(3, RetentionUnit.Year), (3, RetentionUnit.Day)], [await Retention(old), await Retention(since)]);
        Assert.Equal(old, await _site.InDb(db => db.Set<SignUp>().Where(s => s.Prospect!.AddressKey == "alice@beispiel.example").Select(s => s.NoticeHash).SingleAsync()));
    }

    [Fact]
    public async Task OnlyTheFileWithTheTerms_Waits_IfTheRestIsWholeWithoutIt()
    {
        _ = _site.Services;
        ContentCopy.Replace(_site.Content, "pages/home.en.md", "\n---\n", "\n---\nFresh words.\n");
        ContentCopy.Replace(_site.Content, "site.yml", "Am Weg, nicht im Weg", "Am Weg");
        var imported = await ShortenRetention();
        Assert.True(imported.HasMoved);
        Assert.Equal(["purposes.yml"], await Files());
        Assert.Contains("Fresh words.", await _site.Page("/en"), StringComparison.Ordinal);
        Assert.Contains("bis 3 Jahre nach dem Webinar", await _site.Page(Forms.Webinar), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsNotWholeWithoutTheTerms_WaitsWithThem_AndGoesLiveWithThem()
    {
        _ = _site.Services;
        ContentCopy.Replace(_site.Content, "purposes.yml", "  survey:\n", "  poll:\n");
        ContentCopy.Replace(_site.Content, "fields.yml", "fields:\n", Poll);
        ContentCopy.Replace(_site.Content, "pages/home.en.md", "\n---\n", "\n---\nFresh words.\n");
        File.Delete(Path.Combine(_site.Content, "pages/newsletter.svg"));
        ContentCopy.Replace(_site.Content, "site.yml", "  picture: pages/newsletter.svg\n", "");
        var imported = await _site.Import();
        Assert.False(imported.HasMoved);
        Assert.Equal(["fields.yml", "pages/home.en.md", "pages/newsletter.svg", "purposes.yml", "site.yml"], await Files());
        Assert.DoesNotContain("Fresh words.", await _site.Page("/en"), StringComparison.Ordinal);

        Assert.Equal(RulingState.Done, (await _site.Decide(Verdict.Approved)).State);
        Assert.Contains("Fresh words.", await _site.Page("/en"), StringComparison.Ordinal);
        Assert.False(await _site.InDb(db => db.Set<LiveFile>().AnyAsync(f => f.Path == "pages/newsletter.svg")));
        Assert.Equal(Imported.Nothing.Waiting, (await _site.Import()).Waiting);
    }

    [Fact]
    public async Task WhatWasRejected_StaysOut_AndIsAskedAboutAgainOnlyAfterItWasTakenBack()
    {
        await ShortenRetention();
        await _site.Decide(Verdict.Rejected);
        Assert.Empty((await _site.Import()).Waiting);
        Assert.Null(await _site.Waiting());
        ContentCopy.Replace(_site.Content, "pages/home.en.md", "\n---\n", "\n---\nFresh words.\n");
        Assert.Equal((true, 0), (await _site.Import() is var i ? (i.HasMoved, i.Waiting.Count) : default));
        Assert.Contains("bis 3 Jahre nach dem Webinar", await _site.Page(Forms.Webinar), StringComparison.Ordinal);

        await _site.Change("purposes.yml", "3 days after webinar-end", "3 years after webinar-end");
        Assert.Null(await _site.Waiting());
        Assert.True((await ShortenRetention()).HasNewlyWaiting);
    }

    [Fact]
    public async Task WhatWaits_IsReplacedByAnotherChange_AndTheSameIsNotAskedTwice()
    {
        await ShortenRetention();
        var first = await _site.Waiting();
        Assert.False((await _site.Import()).HasNewlyWaiting);
        Assert.Equal(first?.Id, (await _site.Waiting())?.Id);
        await _site.Change("purposes.yml", "3 days after webinar-end", "4 days after webinar-end");
        Assert.Equal(RulingState.DecidedBefore, (await _site.Decide(first?.Id ?? 0, Verdict.Approved)).State);
        Assert.Contains("bis 3 Jahre nach dem Webinar", await _site.Page(Forms.Webinar), StringComparison.Ordinal);
        await _site.Decide(Verdict.Approved);
        Assert.Contains("bis 4 Tage nach dem Webinar", await _site.Page(Forms.Webinar), StringComparison.Ordinal);
        Assert.Equal([Verdict.Approved, Verdict.Replaced], (await _site.With((Decisions d) => d.Past(9))).Select(p => p.Decision!.Verdict));
    }

    [Theory]
    [InlineData(Verdict.Approved, Verdict.Rejected)]
    [InlineData(Verdict.Approved, Verdict.Approved)]
    [InlineData(Verdict.Rejected, Verdict.Rejected)]
    public async Task OfTwoWhoDecideAtOnce_OneDoes_AndTheOtherIsTold(Verdict one, Verdict other)
    {
        await ShortenRetention();
        var id = (await _site.Waiting())?.Id ?? 0;
        var rulings = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => _site.With((Decisions d) =>
            (i % 2 == 0 ? one : other) == Verdict.Approved ? d.Approve(id, $"member-{i}", "weighed") : d.Reject(id, $"member-{i}", "weighed"))));
        var won = Array.FindIndex(rulings, r => r.State == RulingState.Done);
        Assert.Equal(5, rulings.Count(r => r.State == RulingState.DecidedBefore));
        var decision = await _site.InDb(db => db.Set<Decision>().SingleAsync());
        Assert.Equal(($"member-{won}", won % 2 == 0 ? one : other), (decision.StaffId, decision.Verdict));
        await _site.Look();
        Assert.Contains(decision.Verdict == Verdict.Approved ? "bis 3 Tage nach" : "bis 3 Jahre nach", await _site.Page(Forms.Webinar), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnApproval_OfSomethingElseThanWasShown_DoesNothing_AndShowsWhatItWouldBe()
    {
        await ShortenRetention();
        await _site.Edit("purposes.yml", text => text.Replace(ContentCopy.Retention, "retention: 5 years after webinar-end", StringComparison.Ordinal));
        await _site.Look();
        Assert.Equal(RulingState.Changed, (await _site.Decide(Verdict.Approved)).State);
        Assert.Contains("bis 5 Jahre nach dem Webinar", await _site.Page(Forms.Webinar), StringComparison.Ordinal);
        var now = await _site.Waiting();
        Assert.Equal("bis 5\u00A0Jahre nach dem Webinar", now?.Changes.Single().Before?.German);
        Assert.Equal(RulingState.Done, (await _site.Decide(Verdict.Approved)).State);
        Assert.Contains("bis 3 Tage nach dem Webinar", await _site.Page(Forms.Webinar), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnApproval_ThatWouldBreakWhatIsLiveMeanwhile_DoesNothing_AndSaysWhy()
    {
        await _site.Change("purposes.yml", ContentCopy.Survey, "\n");
        await _site.Edit("fields.yml", text => text.Replace("fields:\n", Poll.Replace("[poll]", "[survey]", StringComparison.Ordinal), StringComparison.Ordinal));
        var ruling = await _site.Decide(Verdict.Approved);
        Assert.Equal(RulingState.NoLongerFits, ruling.State);
        Assert.Contains(ruling.Errors, e => e.File == "fields.yml" && e.Reason.Contains("survey", StringComparison.Ordinal));
        Assert.Empty(await _site.InDb(db => db.Set<Decision>().ToListAsync()));

        // And no start fails because of it; other files go live meanwhile.
        Assert.False((await _site.Import()).HasNewlyWaiting);
        Assert.True((await _site.Change("site.yml", "Am Weg, nicht im Weg", "Am Weg")).HasMoved);
        Assert.NotNull(await _site.Waiting());
    }

    [Fact]
    public async Task TheFirstContent_NeedsNoApproval()
    {
        _ = _site.Services;
        Assert.Null(await _site.Waiting());
        Assert.Contains(_site.Log.Lines, l => l.Contains("First content: its terms went live without approval", StringComparison.Ordinal));
        Assert.DoesNotContain(_site.Log.Lines, l => l.Contains("wait for approval", StringComparison.Ordinal));
        await _site.Change("site.yml", "Am Weg, nicht im Weg", "Am Weg");
    }

    private async Task<Imported> ShortenRetention()
    {
        var imported = await _site.Change("purposes.yml", ContentCopy.Retention, "retention: 3 days after webinar-end");
        Assert.Equal("purposes.webinar", Assert.Single(imported.Waiting).Place);
        return imported;
    }

    private async Task<List<string>> Files() => [.. ((await _site.Waiting())?.Files ?? []).Select(f => f.Path).Order(StringComparer.Ordinal)];

    private async Task<string> SignUp(string address)
    {
        using var client = _site.Prospect();
        (await client.SignUp(Forms.Webinar, address)).Dispose();
        return await _site.InDb(db => db.Set<SignUp>().Where(s => s.Prospect!.AddressKey == address).Select(s => s.NoticeHash).SingleAsync());
    }

    private async Task<(int, RetentionUnit)> Retention(string notice)
    {
        var stored = await _site.InDb(db => db.Set<Notice>().AsNoTracking().SingleAsync(n => n.Hash == notice));
        var retention = stored.Form.Purposes.Single(p => p.Key == "webinar").Retention;
        return (retention.Amount, retention.Unit);
    }
}
