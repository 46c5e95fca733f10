using System.Diagnostics;
using Site.Tests.Support;

namespace Site.Tests.EveryPage;

/// <summary>The Nu Html Checker, as <c>bin/validator</c> runs it.</summary>
internal static class Validator
{
    // An "info" is a matter of taste; errors and warnings are not.
    private static readonly string[] _options = ["--format", "json", "--stdout", "--exit-zero-always", "--skip-info-messages"];

    /// <summary>What it says of the files in a folder, as JSON; of HTML, and with the option <paramref name="kinds"/> of others. Fails with a sentence where it cannot be run: nothing passes unseen.</summary>
    internal static async Task<string> Run(string kinds, string folder)
    {
        var start = new ProcessStartInfo(Path.Combine(SiteHost.Repository, "bin", "validator"), [.. _options, kinds, folder])
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
