using System.Diagnostics;

namespace Site.Tests.Support;

/// <summary>How a process ended: its exit code and what it said.</summary>
public sealed record ProcessEnd(int Code, string Output, string Error);

/// <summary>The site as a process of its own, configured by its environment as an operator does it.</summary>
public static class SiteProcess
{
    /// <summary>Runs it until it ends by itself; <paramref name="command"/> empty serves the site. In Development unless the settings say otherwise.</summary>
    public static async Task<ProcessEnd> Run(string command, params (string Name, string Value)[] settings)
    {
        using var process = Start(command, settings);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new ProcessEnd(process.ExitCode, await output, await error);
    }

    private static Process Start(string command, (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", $"\"{typeof(Program).Assembly.Location}\" {command}")
        {
            WorkingDirectory = Path.Combine(SiteHost.Repository, "Site"),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings.Prepend(("ASPNETCORE_ENVIRONMENT", "Development")).Prepend(("ASPNETCORE_URLS", "http://127.0.0.1:0")))
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("dotnet does not start.");
    }
}
