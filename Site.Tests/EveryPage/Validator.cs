using System.Diagnostics;
using Site.Tests.Support;

namespace Site.Tests.EveryPage;

/// <summary>The Nu Html Checker, as <c>bin/validator</c> runs it.</summary>
internal static class Validator
{
    /// <summary>What it says of the files and folders, as JSON.</summary>
    internal static async Task<string> Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(SiteHost.Repository, "bin", "validator"), ["--format", "json", "--stdout", "--exit-zero-always", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("bin/validator does not start.");
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"No page was validated. {await error}");
        return await output;
    }
}
