using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Bench;

/// <summary>One built program, serving at 127.0.0.1 on a free port. Disposing ends exactly that process.</summary>
public sealed class Server : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private Server(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    /// <summary>From the start of the process to the last byte of its first 200, in milliseconds.</summary>
    public double FirstAnswer { get; private set; }

    /// <summary>Resident memory in MB (10⁶ bytes): VmRSS of /proc.</summary>
    public double Resident => Status("VmRSS:");

    /// <summary>The most that was ever resident, in MB.</summary>
    public double Peak => Status("VmHWM:");

    /// <summary>Starts <paramref name="program"/>, by the framework of this machine if it is a .dll, and waits until <paramref name="path"/> answers with 200.</summary>
    /// <exception cref="TimeoutException">No 200 within a minute; the log beside the run says why.</exception>
    public static async Task<Server> Start(string program, string folder, string path, IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var port = FreePort();
        // To a file, as a service's would go: a pipe would have to be read here, and that would be measured too.
        var log = Path.Combine(Folders.Run, $"{Path.GetFileNameWithoutExtension(program)}.log");
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = folder, UseShellExecute = false };
        string[] command = program.EndsWith(".dll", StringComparison.Ordinal) ? ["dotnet", program] : [program];
        foreach (var argument in (string[])["-c", "exec \"$@\" >\"$0\" 2>&1", log, .. command, "--urls", $"http://127.0.0.1:{port}", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        var watch = Stopwatch.StartNew();
        var server = new Server(Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start."), port);
        await server.WaitFor(path, watch);
        return server;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task WaitFor(string path, Stopwatch watch)
    {
        while (watch.Elapsed < _patience && !_process.HasExited)
        {
            if (await Answers(path))
            {
                FirstAnswer = watch.Elapsed.TotalMilliseconds;
                return;
            }

            await Task.Delay(2);
        }

        Dispose();
        throw new TimeoutException($"No 200 from {path} on port {Port}; see the logs in {Folders.Run}.");
    }

    private async Task<bool> Answers(string path)
    {
        try
        {
            return (await Connection.Ask(Port, Requests.Get(path))).Status == 200;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return false;
        }
    }

    private double Status(string name)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith(name, StringComparison.Ordinal));
        return int.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / 1e6;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
