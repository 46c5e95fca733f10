using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Site.Data;
using Site.Evidence;
using Site.Staff;
using Site.Tests.Support;

namespace Site.Tests.Evidence;

/// <summary>The whole log, handed out on the command line and checked by the script that comes with every pack.</summary>
public sealed class ExportCommandTests
{
    private static readonly string _script = Path.Combine(SiteHost.Repository, "Site", "MyData", "Pack", "verify.py");

    [Theory, Rule("C5"), Rule("S6")]
    [InlineData("", "8 are held back")]
    [InlineData("--with-payloads", "0 are held back")]
    public async Task TheWholeLog_IsHandedOut_OnRecord_AndHolds(string payloads, string held)
    {
        await using var site = await Migrated();
        var file = Path.Combine(site.Folder, "log.jsonl");
        var said = await site.Command($"export-evidence --log \"{file}\" --reason \"the yearly audit\" {payloads}");
        Assert.Equal((0, $"13 leaves are in {file}."), (said.Code, said.Output.Trim()));
        var checkedBy = await Python.Run([_script, "--checkpoint", site.Anchored, "--log", file]);
        Assert.Equal((0, ""), (checkedBy.Code, checkedBy.Error));
        Assert.Contains("3 payloads were erased, each named by a sealed erasure", checkedBy.Output, StringComparison.Ordinal);
        Assert.Contains(held, checkedBy.Output, StringComparison.Ordinal);
        Assert.Equal(payloads.Length > 0, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Contains($"{LogSite.Alice}", StringComparison.Ordinal));
        Assert.Equal(("operator", "the yearly audit"), await site.With((StaffDb db) => db.Set<AuditRow>().Select(r => new ValueTuple<string, string?>(r.StaffId, r.Detail)).SingleAsync()));
        var exported = await site.With((SiteDb db) => db.Set<Payload>().Where(p => p.Event.Act == Act.Exported).Select(p => p.Bytes).SingleAsync());
        Assert.Equal("command line", JsonDocument.Parse(exported).RootElement.GetProperty("record").GetProperty("by").GetString());
    }

    [Theory, Rule("C5")]
    [InlineData("UPDATE Payload SET Bytes = replace(Bytes, 'newsletter', 'webinar') WHERE EventId = 2", "Event 2, leaf 1, was changed")]
    [InlineData("DELETE FROM Payload WHERE EventId = 2", "The payload of event 2, leaf 1, is missing, and no sealed erasure names it")]
    [InlineData("UPDATE EvidenceCheckpoint SET Note = replace(Note, '12', '11')", "is not signed by the key of its time")]
    public async Task ALogThatDoesNotHold_IsHandedOutAllTheSame_AndTheScriptNamesTheRow(string sql, string fault)
    {
        await using var site = await Migrated();
        site.Tamper(sql);
        var file = Path.Combine(site.Folder, "log.jsonl");
        await using (var stream = File.Create(file))
        {
            await site.With((LogExport e) => e.Write(stream, withPayloads: true));
        }

        var said = await Python.Run([_script, "--log", file]);
        Assert.Equal(1, said.Code);
        Assert.Contains(fault, said.Output, StringComparison.Ordinal);
    }

    [Fact, Rule("C4")]
    public async Task AfterAKeyHasChanged_TheScriptTakesTheNewOne_AndNoLongerTheOldOne()
    {
        await using var site = await LogSite.Sealed();
        await using var next = site.Again(settings: [("Evidence:Key", LogSite.Seed(2)), ("Evidence:PreviousKey", LogSite.Seed(1)), ("Evidence:Publish", "00:00:01")]);
        next.Clock.Advance(NodaTime.Duration.FromDays(1));
        await next.Seal();
        await next.Append(LogSite.Alice);
        await next.Seal();
        var file = Path.Combine(site.Folder, "log.jsonl");
        Assert.Equal(0, (await Exported(next, file)).Code);

        var head = TreeHead.Parse(SignedNote.Parse((await SealerTests.Checkpoints(next))[^1].Note)?.Text ?? "");
        var stolen = SignedNote.Sign(head?.Text ?? "", new NoteSigner("wegwarte.example/evidence", [.. Enumerable.Repeat((byte)1, 32)]));
        next.Tamper($"UPDATE EvidenceCheckpoint SET Note = '{stolen}' WHERE Id = (SELECT max(Id) FROM EvidenceCheckpoint)");
        var said = await Exported(next, file);
        Assert.Equal(1, said.Code);
        Assert.Contains("is not signed by the key of its time", said.Output, StringComparison.Ordinal);
    }

    [Fact, Rule("C4")]
    public async Task AfterAnHonestRestore_TheScriptFollowsIntoTheNewLog()
    {
        await using var site = await LogSite.Sealed();
        await using var later = site.Again(copied: true);
        await later.Append(LogSite.Carol, 3);
        await later.Seal();
        File.Copy(later.Anchored, site.Anchored, overwrite: true);
        File.Copy(later.Anchored, $"{site.Folder}/kept", overwrite: true);
        await site.With((Restoration r) => r.Run());
        var file = Path.Combine(site.Folder, "log.jsonl");
        Assert.Equal(0, (await Exported(site, file, "--checkpoint", $"{site.Folder}/kept")).Code);
    }

    [Theory]
    [InlineData("--log FILE", "Option '--reason' is required.")]
    [InlineData("--log FILE --reason no", "--reason must have 3 to 400 characters.")]
    [InlineData("--reason because", "Say who and --out FILE")]
    [InlineData("somebody --log FILE --reason because", "Say who and --out FILE")]
    [InlineData("somebody --out FILE --reason because", "Nothing is held under this address or id.")]
    [InlineData("nobody@beispiel.example --out FILE --reason because", "Nothing is held under this address or id.")]
    [InlineData("--log README --reason because", "is there already and stays as it is.")]
    public async Task WhatCannotBeDone_IsSaid_AndLeavesNothing(string arguments, string fault)
    {
        await using var site = await Migrated();
        var file = Path.Combine(site.Folder, "out");
        var said = await site.Command($"export-evidence {arguments.Replace("FILE", file, StringComparison.Ordinal).Replace("README", Path.Combine(SiteHost.Repository, "README.md"), StringComparison.Ordinal)}");
        Assert.Equal(1, said.Code);
        Assert.Contains(fault, said.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
        Assert.Equal(0, await site.With((StaffDb db) => db.Set<AuditRow>().CountAsync()));
    }

    private static async Task<LogSite> Migrated()
    {
        var site = await LogSite.Sealed();
        await site.With((StaffDb db) => db.Database.MigrateAsync());
        return site;
    }

    private static async Task<ProcessEnd> Exported(LogSite site, string file, params string[] options)
    {
        await using (var stream = File.Create(file))
        {
            await site.With((LogExport e) => e.Write(stream, withPayloads: true));
        }

        return await Python.Run([_script, .. options, "--log", file]);
    }
}
