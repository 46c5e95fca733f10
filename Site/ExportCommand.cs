using System.CommandLine;
using Site.Data;
using Site.Declarations;
using Site.Evidence;
using Site.MyData.Pack;
using Site.Publishing;
using Site.Staff;

namespace Site;

/// <summary>Hands out evidence on the command line: the pack of a person, or the whole log. Like at the desk, on record before there is a file.</summary>
internal static class ExportCommand
{
    private static readonly Argument<string?> _who = new("who") { Description = "The person: an e-mail address, or the random id of one of their sign-ups.", DefaultValueFactory = _ => null };
    private static readonly Option<FileInfo?> _out = new("--out") { Description = "Where the person's pack goes, a ZIP file." };
    private static readonly Option<FileInfo?> _log = new("--log") { Description = "Instead of a person's pack: where the whole log goes, as JSON lines." };
    private static readonly Option<bool> _withPayloads = new("--with-payloads") { Description = "With --log: with what the events about people say. Without it, their lines say that it is held back." };
    private static readonly Option<string> _reason = new("--reason") { Required = true, Description = $"What for, in {Exports.ShortestReason} to {Exports.LongestReason} characters. It is kept in the audit." };
    private static readonly Option<string> _language = new("--language") { Description = "Of the report: de or en.", DefaultValueFactory = _ => Language.English.Code };

    internal static Command Export()
    {
        _language.AcceptOnlyFromAmong([.. Language.All.Select(l => l.Code)]);
        return Commands.Does("export-evidence", "Writes the evidence pack of a person, or the whole log for an auditor. verify.py, which lies in each pack, checks both.", Run, _who, _out, _log, _withPayloads, _reason, _language);
    }

    private static async Task<int> Run(IServiceProvider services, ParseResult parsed)
    {
        var (who, pack, log) = (parsed.GetValue(_who), parsed.GetValue(_out), parsed.GetValue(_log));
        var file = log ?? pack;
        if (file is null || (log is null) == (who is null) || (log is not null && pack is not null))
        {
            return Fails("Say who and --out FILE for the pack of a person, or --log FILE for the whole log.");
        }

        if (!Exports.IsReason(parsed.GetValue(_reason)))
        {
            return Fails($"--reason must have {Exports.ShortestReason} to {Exports.LongestReason} characters.");
        }

        if (file.Exists)
        {
            return Fails($"{file.FullName} is there already and stays as it is.");
        }

        return log is null ? await Person(services, parsed, who ?? "", file) : await Whole(services, parsed, file);
    }

    private static async Task<int> Person(IServiceProvider services, ParseResult parsed, string who, FileInfo file)
    {
        var reader = services.GetRequiredService<PackReader>();
        var found = Guid.TryParse(who, out var submission) ? await reader.Of(submission) : EmailAddress.Read(who) is { } address ? await reader.Of(address) : null;
        if (found is not { } person)
        {
            return Fails("Nothing is held under this address or id.");
        }

        // The report says who is responsible, which stands in the live content.
        await services.GetRequiredService<LiveSite>().Refresh();
        return await To(file, async stream =>
        {
            await services.GetRequiredService<Audit>().AddForOperator(StaffAct.Exported, person.SignUps[0].SignUp.PublicId, parsed.GetRequiredValue(_reason).Trim());
            var prepared = await services.GetRequiredService<EvidencePack>().Prepare(person, Language.Of(parsed.GetRequiredValue(_language)), Exports.ByCommand);
            await prepared.Write(stream);
            return $"The pack is in {file.FullName}.";
        });
    }

    private static Task<int> Whole(IServiceProvider services, ParseResult parsed, FileInfo file) => To(file, async stream =>
    {
        var withPayloads = parsed.GetValue(_withPayloads);
        await services.GetRequiredService<Audit>().AddForOperator(StaffAct.Exported, detail: parsed.GetRequiredValue(_reason).Trim());
        await services.GetRequiredService<Exports>().RecordLog(Exports.ByCommand, withPayloads);
        await Seal(services);
        var leaves = await services.GetRequiredService<LogExport>().Write(stream, withPayloads);
        return $"{leaves} leaves are in {file.FullName}.";
    });

    // Of what was erased a moment ago only a sealed event may say so (rule C3). A log that does not hold is handed out all the same: that is for the auditor to see.
    private static async Task Seal(IServiceProvider services)
    {
        try
        {
            await services.GetRequiredService<Sealer>().Seal();
        }
        catch (EvidenceException e)
        {
            services.GetRequiredService<SiteDb>().ChangeTracker.Clear();
            await Console.Error.WriteLineAsync($"Nothing new was sealed: {e.Message}");
        }
    }

    // A file that is half written would be taken for a whole one.
    private static async Task<int> To(FileInfo file, Func<FileStream, Task<string>> write)
    {
        await using var stream = new FileStream(file.FullName, FileMode.CreateNew, FileAccess.Write);
        try
        {
            Console.WriteLine(await write(stream));
            return 0;
        }
        catch
        {
            file.Delete();
            throw;
        }
    }

    private static int Fails(string fault)
    {
        Console.Error.WriteLine(fault);
        return 1;
    }
}
