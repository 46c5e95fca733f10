using System.Text.RegularExpressions;

namespace Site.Tests.Support;

/// <summary>The house rule: a folder of the site uses only those above it in this list.</summary>
public static partial class House
{
    /// <summary>From the top, which everybody may use, to the bottom, which nobody may.</summary>
    public static readonly string[] Folders =
    [
        "Web", "Data", "Publishing", "Declarations", "Evidence", "Prospects", "Mail", "Webinars", "SignUps", "MyData", "Journeys", "Staff", "Pages",
    ];

    private static readonly string[] _contentsPages = ["Program.cs", "Start.cs", "WarmUp.cs", "Commands.cs", "EvidenceCommands.cs", "ExportCommand.cs", "AnnounceCommand.cs"];
    private static readonly string[] _kinds = [".cs", ".cshtml", ".razor", ".css", ".js"];
    private static readonly string[] _foreign = ["bin", "obj", "Migrations", "Compiled", "lib"];

    /// <summary>Every source file under <paramref name="folder"/> that people wrote, as a path relative to it with forward slashes.</summary>
    public static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(f => _kinds.Contains(Path.GetExtension(f)))
            .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))
            .Where(f => !f.Split('/').Intersect(_foreign).Any())
            .Order(StringComparer.Ordinal);

    /// <summary>
    /// "Mail/Postman.cs:12 looks down at SignUps" for each line that does. Sees usings, qualified names from the root, and names
    /// relative to it (<c>SignUps.SignUp</c>) of the <paramref name="types"/> known as "SignUps.SignUp".
    /// </summary>
    public static IEnumerable<string> Offences(string path, string text, IReadOnlySet<string> types)
    {
        if (_contentsPages.Contains(path))
        {
            return [];
        }

        var own = path.Contains('/', StringComparison.Ordinal) ? IndexOf(path.Split('/')[0]) : -1;
        return text.Split('\n').SelectMany((line, number) => References(line, types)
            .Where(f => IndexOf(f) > own)
            .Select(f => $"{path}:{number + 1} looks down at {f}"));
    }

    /// <summary>"SignUps.SignUp" for a file SignUps/SignUp.cs: the types, as the files name them.</summary>
    public static HashSet<string> Types(IEnumerable<string> paths) =>
        paths.Where(p => p.Contains('/', StringComparison.Ordinal)).Select(p => $"{p.Split('/')[0]}.{Path.GetFileName(p).Split('.')[0]}").ToHashSet();

    private static IEnumerable<string> References(string line, IReadOnlySet<string> types) =>
        Absolute().Matches(line).Select(m => m.Groups["folder"].Value)
            .Concat(Relative().Matches(line).Where(m => types.Contains(m.Value)).Select(m => m.Groups["folder"].Value))
            .Where(f => IndexOf(f) >= 0)
            .Distinct();

    private static int IndexOf(string folder) => Array.IndexOf(Folders, folder);

    [GeneratedRegex(@"(?<![\w.])(global::)?Site\.(?<folder>[A-Z]\w*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Absolute();

    [GeneratedRegex(@"(?<![\w.])(?<folder>[A-Z]\w*)\.[A-Z]\w*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Relative();
}
