using System.Security.Cryptography;

namespace Bench;

/// <summary>Where the built programs lie, and the folder of one run: on the disk of the checkout, so that a durable write is one.</summary>
public static class Folders
{
    public static readonly string Root = Find();

    public static readonly string Run = Directory.CreateDirectory(Path.Combine(Root, "var", "bench")).FullName;

    /// <summary>A program of the solution, built in Release.</summary>
    public static string Dll(string project) => Path.Combine(Root, project, "bin", "Release", "net10.0", Path.GetFileName(project) + ".dll");

    /// <summary>Settings as in production, with SQLite in a fresh folder. The mail server is out of reach, so that letters stay in the outbox.</summary>
    public static Dictionary<string, string> Settings(string name)
    {
        var folder = Path.Combine(Run, name);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Var"] = folder,
            ["Content__Folder"] = Path.Combine(Root, "Content"),
            ["Site__PublicUrl"] = "https://www.example.org",
            ["Evidence__Key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Site__TokenKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Mail__Host"] = "127.0.0.1",
            ["Mail__Port"] = "1",
            ["Mail__Security"] = "None",
            ["Limits__PerClient"] = "1000000",
            ["Limits__InAll"] = "1000000",
        };
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Site.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No Site.sln above {AppContext.BaseDirectory}: run from a checkout.");
    }
}
