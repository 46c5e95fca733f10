using System.Diagnostics;

namespace Bench;

/// <summary>A program that answers each line with a line. Disposing ends exactly that process.</summary>
public sealed class Talker : IDisposable
{
    private readonly Process _process;

    public Talker(params string[] arguments) => _process = Process.Start(new ProcessStartInfo("dotnet", arguments)
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    }) ?? throw new InvalidOperationException($"{arguments[0]} does not start.");

    public async Task<string> Ask(string question)
    {
        await _process.StandardInput.WriteLineAsync(question);
        return await Read();
    }

    /// <summary>What it says unasked.</summary>
    public async Task<string> Read() => await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidDataException("It has ended.");

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
