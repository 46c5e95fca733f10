using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Bench;

/// <summary>Where the built programs lie, and the folder of one run: on the disk of the checkout, so that a durable write is one.</summary>
public static class Folders
{
    public static readonly string Root = Find();

    public static readonly string Run = Directory.CreateDirectory(Path.Combine(Root, "var", "bench")).FullName;

    public static readonly string Content = Path.Combine(Root, "Content");

    /// <summary>The folder of the site as it is deployed.</summary>
    public static readonly string Site = Path.GetDirectoryName(Deployed("Site")) ?? Run;

    /// <summary>A program as it is deployed; see <see cref="Deploy"/>.</summary>
    public static string Deployed(string project) => Path.Combine(Run, "deployed", Path.GetFileName(project), Path.GetFileName(project));

    /// <summary>A program that needs the framework; see <see cref="Publish"/>.</summary>
    public static string Dll(string project) => Path.Combine(Run, "published", Path.GetFileName(project), Path.GetFileName(project) + ".dll");

    /// <summary>Publishes a program the way the Dockerfile does: Release, with the framework, all of it compiled beforehand as one.</summary>
    /// <exception cref="InvalidOperationException">It does not build; the reason is on the console.</exception>
    public static void Deploy(string project) => Make(project, Deployed(project), "-p:Deployed=true");

    /// <summary>Publishes a program to be run by the framework of this machine: Release, compiled beforehand by itself.</summary>
    /// <exception cref="InvalidOperationException">It does not build; the reason is on the console.</exception>
    public static void Publish(string project) => Make(project, Dll(project), "--no-self-contained", "-p:PublishReadyToRun=true");

    private static void Make(string project, string program, params string[] how)
    {
        var rid = $"linux-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        using var publish = Process.Start("dotnet", ["publish", Path.Combine(Root, project), "-c", "Release", "-r", rid, "-v", "quiet", "-o", Path.GetDirectoryName(program) ?? Run, .. how]);
        publish.WaitForExit();
        if (publish.ExitCode != 0)
        {
            throw new InvalidOperationException($"{project} could not be published.");
        }
    }

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
            ["Content__Folder"] = Content,
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
