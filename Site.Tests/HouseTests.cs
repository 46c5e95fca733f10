using System.Text.RegularExpressions;
using Site.Tests.Support;

namespace Site.Tests;

/// <summary>The house: a folder uses only those above it.</summary>
public sealed partial class HouseTests
{
    private static readonly string[] _floors =
    [
        "Web", "Data", "Publishing", "Declarations", "Evidence", "Prospects", "Mail", "Webinars", "SignUps", "MyData", "Journeys", "Staff", "Pages",
    ];

    [Fact]
    public void EveryFolder_UsesOnlyThoseAboveIt()
    {
        var offences = Sources().SelectMany(file => Offences(file, File.ReadAllLines(Path.Combine(Root, file)))).ToList();
        Assert.True(offences.Count == 0, string.Join('\n', offences));
    }

    [Fact]
    public void ALookDownward_IsNamedWithFileAndLine()
    {
        var found = Offences("Evidence/Forged.cs", ["using Site.Data;", "using Site.SignUps;"]);
        Assert.Equal(["Evidence/Forged.cs:2 looks down to Site.SignUps"], found);
    }

    [Fact]
    public void NoFolder_IsADrawerForAnything() =>
        Assert.DoesNotContain(Directory.EnumerateDirectories(Root, "*", SearchOption.AllDirectories),
            d => Path.GetFileName(d) is "Services" or "Helpers" or "Managers" or "Models" or "Utils" or "Common");

    [Fact]
    public void EveryFolder_HasItsFloor()
    {
        var known = _floors.Concat(["bin", "obj", "wwwroot", "Properties"]);
        Assert.Empty(Directory.EnumerateDirectories(Root).Select(d => Path.GetFileName(d)).Except(known));
    }

    private static string Root => Path.Combine(SiteHost.Repository, "Site");

    private static IEnumerable<string> Sources() => Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
        .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".cshtml", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal))
        .Where(f => f.Contains('/') && !f.Contains("/Migrations/") && !f.StartsWith("obj/", StringComparison.Ordinal) && !f.StartsWith("bin/", StringComparison.Ordinal));

    private static IEnumerable<string> Offences(string file, string[] lines)
    {
        var floor = Array.IndexOf(_floors, file.Split('/')[0]);
        return lines.SelectMany((line, i) => Reference().Matches(line)
            .Select(m => m.Groups[1].Value).Where(name => Array.IndexOf(_floors, name) > floor)
            .Select(name => $"{file}:{i + 1} looks down to Site.{name}"));
    }

    [GeneratedRegex(@"(?<![\w.])Site\.([A-Z][A-Za-z]+)")]
    private static partial Regex Reference();
}
