using System.Diagnostics;

namespace Site.Tests.Support;

/// <summary>Python 3, for the verifier that needs nothing of this project.</summary>
internal static class Python
{
    /// <summary>Runs it until it ends by itself.</summary>
    /// <exception cref="InvalidOperationException">There is none: a test then fails, it is not left out.</exception>
    internal static async Task<ProcessEnd> Run(IEnumerable<string> arguments, string? input = null)
    {
        // -B: writes nothing beside what it checks.
        var start = new ProcessStartInfo("python3", ["-B", .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Start(start);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new ProcessEnd(process.ExitCode, await output, await error);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new InvalidOperationException("python3 does not start.");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException("These tests need python3 on the PATH. bin/test installs it.", e);
        }
    }
}
