using Site.Tests.Support;

namespace Site.Tests;

/// <summary>The order of the house, read from the sources as text.</summary>
public sealed class HouseTests
{
    private const int MostLines = 250;

    private static readonly string _site = Path.Combine(SiteHost.Repository, "Site");
    private static readonly string _tests = Path.Combine(SiteHost.Repository, "Site.Tests");
    private static readonly HashSet<string> _types = House.Types(House.Sources(_site));

    [Fact]
    public void EachFolder_UsesOnlyThoseAboveIt() =>
        Assert.Empty(House.Sources(_site).SelectMany(f => House.Offences(f, File.ReadAllText(Path.Combine(_site, f)), _types)));

    [Fact]
    public void EachFolder_HasItsPlaceInTheOrder()
    {
        var folders = House.Sources(_site).Where(f => f.Contains('/', StringComparison.Ordinal)).Select(f => f.Split('/')[0]).Distinct();
        Assert.Empty(folders.Except(House.Folders).Except(["wwwroot"]));
    }

    [Fact]
    public void NoFolder_IsNamedAfterNothing()
    {
        string[] empty = ["Services", "Helpers", "Managers", "Models", "Utils", "Common"];
        var folders = House.Sources(_site).Concat(House.Sources(_tests)).SelectMany(f => f.Split('/')[..^1]);
        Assert.Empty(folders.Intersect(empty, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void EachFile_IsShortEnoughToBeRead()
    {
        var tooLong = new[] { _site, _tests }.SelectMany(folder => House.Sources(folder).Select(f => (File: f, Lines: File.ReadLines(Path.Combine(folder, f)).Count())))
            .Where(f => f.Lines > MostLines).Select(f => $"{f.File}: {f.Lines} lines, at most {MostLines}");
        Assert.Empty(tooLong);
    }

    [Fact]
    public void Sources_AreOfEveryKind()
    {
        var kinds = House.Sources(_site).Select(f => f[f.LastIndexOf('.')..]).ToHashSet();
        Assert.Superset(new HashSet<string> { ".cs", ".cshtml", ".razor", ".css" }, kinds);
        Assert.Contains("Mail.Postman", _types);
    }

    [Fact]
    public void Versions_StandInOnePlace_AndEachProjectLocksThem()
    {
        var projects = new[] { "Site", "Site.Tests", "bench" }.SelectMany(f => Directory.EnumerateFiles(Path.Combine(SiteHost.Repository, f), "*.csproj", SearchOption.AllDirectories)).ToList();
        Assert.Equal(9, projects.Count);
        Assert.All(projects, p => Assert.DoesNotMatch(@"PackageReference[^>]*Version(Override)?=", File.ReadAllText(p)));
        Assert.All(projects, p => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(p) ?? "", "packages.lock.json")), p));
    }

    // The check must be able to fail: each forged text looks down from the folder it claims to stand in.
    [Theory]
    [InlineData("Mail/Forged.cs", "using Site.SignUps;", "Mail/Forged.cs:1 looks down at SignUps")]
    [InlineData("Web/Forged.cs", "namespace Site.Web;\nvar x = new Site.Data.SiteDb();", "Web/Forged.cs:2 looks down at Data")]
    [InlineData("Evidence/Forged.cs", "namespace Site.Evidence;\nrecord R(global::Site.Prospects.Prospect P);", "Evidence/Forged.cs:2 looks down at Prospects")]
    [InlineData("Evidence/Forged.cs", "namespace Site.Evidence;\n\nrecord R(Prospects.Prospect P);", "Evidence/Forged.cs:3 looks down at Prospects")]
    [InlineData("Mail/Letters/Forged.razor", "@using Site.Journeys", "Mail/Letters/Forged.razor:1 looks down at Journeys")]
    [InlineData("Staff/Forged.cshtml", "@using static Site.Pages.Shared.Words", "Staff/Forged.cshtml:1 looks down at Pages")]
    [InlineData("_Imports.razor", "@using Site.Web", "_Imports.razor:1 looks down at Web")]
    public void AForgedFile_IsNamedWithItsLine(string path, string text, string offence) =>
        Assert.Equal([offence], House.Offences(path, text, _types));

    [Theory]
    [InlineData("Program.cs", "using Site.Pages;")]
    [InlineData("Pages/Forged.cs", "using Site.Web;\nusing Site.Staff;\nusing Site.Pages.Shared;")]
    [InlineData("Web/Forged.cs", "namespace Site.Web;\nvar pages = Pages.Count + model.Data.Length + Snapshot.Site.Pages;")]
    public void AnInnocentFile_IsLeftAlone(string path, string text) =>
        Assert.Empty(House.Offences(path, text, _types));
}
