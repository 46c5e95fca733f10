using Microsoft.EntityFrameworkCore;
using Site.Prospects;
using Site.Staff;
using Site.Tests.Support;

namespace Site.Tests.MyData.Pack;

/// <summary>The pack of a person, handed out on the command line beside the running site.</summary>
[Rule("S6")]
public sealed class ExportPersonTests(PackedRoad road) : IClassFixture<PackedRoad>
{
    [Theory, Rule("P7")]
    [InlineData("address", "de")]
    [InlineData("id", "en")]
    public async Task ByAddressOrId_ThePackIsWritten_OnRecord_AndHolds(string by, string language)
    {
        var file = Path.Combine(road.Site.Folder, $"{by}.zip");
        var who = by == "address" ? PackedRoad.Alice.ToUpperInvariant() : $"{road.SignUp.PublicId}";
        var said = await SiteProcess.Run($"export-evidence {who} --out \"{file}\" --reason \"{by}: Az. 7\" --language {language}",
            [.. road.Site.Settings.Select(s => (s.Key.Replace(":", "__", StringComparison.Ordinal), s.Value ?? ""))]);
        Assert.Equal((0, $"The pack is in {file}.", ""), (said.Code, said.Output.Trim(), said.Error));
        var folder = Path.Combine(road.Site.Folder, by);
        System.IO.Compression.ZipFile.ExtractToDirectory(file, folder);
        var verified = await Python.Run([Path.Combine(folder, "verify.py")]);
        Assert.Equal((0, ""), (verified.Code, verified.Error));
        Assert.Contains($"<html lang=\"{language}\">", await File.ReadAllTextAsync(Path.Combine(folder, "report.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(1, await road.Site.With((StaffDb db) => db.Set<AuditRow>().CountAsync(r => r.StaffId == AuditRow.Operator && r.Detail == $"{by}: Az. 7")));
        Assert.True(await road.Site.InDb(db => db.Set<Use>().AnyAsync(u => u.By == "command line" && u.What == "exported" && u.Submission == road.SignUp.PublicId)));
    }
}
