using Microsoft.Data.Sqlite;
using NodaTime;
using Site.Evidence;
using Site.Mail;
using Site.Tests.SignUps;
using Site.Tests.Support;

namespace Site.Tests.MyData;

/// <summary>
/// A backup of the database is restored as the README says: database, command <c>restore</c>, start. Whoever was erased since is erased again, whoever withdrew has
/// withdrawn again, and no letter leaves that must not.
/// </summary>
public sealed class RestoredBackupTests : IAsyncLifetime
{
    private const string Alice = "alice@beispiel.example", Bob = "bob@beispiel.example", Carol = "carol@beispiel.example", Dora = "dora@beispiel.example";

    private readonly SiteHost _site = Sqlite(new SiteHost());
    private readonly SiteHost _restored = Sqlite(new SiteHost());

    public ValueTask InitializeAsync()
    {
        _site.Started();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _restored.DisposeAsync();
        await _site.DisposeAsync();
        foreach (var host in new[] { _site, _restored })
        {
            SqliteConnection.ClearPool(new SqliteConnection(host.Settings["ConnectionStrings:Site"]));
        }
    }

    [Fact, Rule("P15"), Rule("P13"), Rule("P16"), Rule("C4")]
    public async Task WhatWasErasedAndWithdrawnSince_IsSoAgain_AndLettersGoOnlyToWhomTheyMay()
    {
        foreach (var (who, boxes) in new[] { (Alice, new[] { "newsletter" }), (Bob, ["newsletter"]), (Carol, ["newsletter"]), (Dora, []) })
        {
            await _site.Confirmed(who, boxes);
            await _site.Mail.WaitForMailTo(who, "reserviert");
        }

        await Queue(Alice, Bob, Carol, Dora);
        await _site.With((Sealer s) => s.Seal());
        BackUp();
        await _site.Leave(Bob, "/de/widerrufen/");
        await _site.Leave(Bob, "/de/absagen/");
        await _site.EraseAtTheirWish(Alice);
        await _site.EraseAtTheirWish(Dora);
        await _site.With((Sealer s) => s.Seal());

        var ids = await Task.WhenAll(_site.SignUpOf(Alice), _site.SignUpOf(Bob));
        var said = await Restore();
        Assert.Contains("/evidence/2, which goes on from the last anchored checkpoint", said, StringComparison.Ordinal);
        Assert.Contains("Erasure journal: 4 entries, 4 of them replayed", said, StringComparison.Ordinal);
        said = await Restore();
        Assert.Contains("there was nothing to do", said, StringComparison.Ordinal);
        Assert.Contains("4 entries, 0 of them replayed", said, StringComparison.Ordinal);

        _restored.Clock.Reset(SiteHost.Beginning + Duration.FromHours(2));
        _restored.Started();
        await _restored.Mail.WaitForMailTo(Carol);
        await _restored.Settled();
        Assert.All(_restored.Mail.Received, m => Assert.True(m.IsTo(Carol)));
        Assert.Equal([Act.Requested, Act.LetterSent, Act.Confirmed, Act.Granted, Act.Withdrawn, Act.Cancelled, Act.Erased], await _restored.ActsOf(Alice));
        Assert.Empty(await _restored.AnswersOf(Alice));
        Assert.False(await _restored.Knows(Dora));
        Assert.Equal(ids.Select(s => s.CancelledAt), [(await _restored.SignUpOf(Alice)).CancelledAt, (await _restored.SignUpOf(Bob)).CancelledAt]);
        Assert.All(await _restored.BasesOf(Bob), b => Assert.Equal(ids[1].CancelledAt, b.EndedAt));
        Assert.Equal(2, (await _restored.BasesOf(Carol)).Count(b => b.EndedAt is null));
        Assert.Null((await _restored.Verified()).Fault);
    }

    [Fact, Rule("P15")]
    public async Task AJournalThatCannotBeReadInPart_IsReplayedAsFarAsItCan_AndNamesTheLine()
    {
        await _site.Confirmed(Alice);
        BackUp();
        await _site.EraseAtTheirWish(Alice);
        var file = Directory.GetFiles(Path.Combine(_site.Folder, "evidence", "erasures")).Single();
        await File.WriteAllTextAsync(file, $"spilt coffee\n{await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)}", TestContext.Current.CancellationToken);
        var end = await Command();
        Assert.Equal(1, end.Code);
        Assert.Contains("1 entries, 1 of them replayed", end.Output, StringComparison.Ordinal);
        Assert.Contains($"{file}, line 1, is no entry of the erasure journal", end.Error, StringComparison.Ordinal);
        Assert.False(await _restored.Knows(Alice));
    }

    private static SiteHost Sqlite(SiteHost host)
    {
        host.Settings["Database:Provider"] = "Sqlite";
        host.Settings["ConnectionStrings:Site"] = new SqliteConnectionStringBuilder { DataSource = Path.Combine(host.Folder, "restored.db"), ForeignKeys = true }.ToString();
        return host;
    }

    // The database alone; the evidence folder lies apart and is that of today.
    private void BackUp()
    {
        using var from = new SqliteConnection(_site.Settings["ConnectionStrings:Site"]);
        using var to = new SqliteConnection($"{_restored.Settings["ConnectionStrings:Site"]};Pooling=False");
        from.Open();
        to.Open();
        from.BackupDatabase(to);
        foreach (var setting in new[] { "Evidence:Folder", "Site:PublicUrl" })
        {
            _restored.Settings[setting] = _site.Settings[setting];
        }
    }

    private Task<ProcessEnd> Command() => SiteProcess.Run("restore", [.. _restored.Settings.Select(s => (s.Key.Replace(":", "__", StringComparison.Ordinal), s.Value ?? ""))]);

    private async Task<string> Restore()
    {
        var end = await Command();
        Assert.Equal((0, ""), (end.Code, end.Error));
        return end.Output;
    }

    // Due in an hour.
    private async Task Queue(params string[] addresses)
    {
        await _site.Settled();
        foreach (var address in addresses)
        {
            var signUp = await _site.SignUpOf(address);
            await _site.InDb(db =>
            {
                new Outbox(db, _site.Clock).Put(new NewLetter(LetterKind.Reminder, signUp.ProspectId, signUp.PublicId, "webinar", "de", SiteHost.Beginning + Duration.FromHours(1), Occasion: "24:00:00"));
                return db.SaveChangesAsync();
            });
        }
    }
}
