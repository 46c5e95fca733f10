using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Site.Data;

namespace Site.Tests.Support;

/// <summary>
/// The built program as a process of its own, over a SQLite file and the test's mail server, to be killed and started again on the same folder.
/// Nothing in the program knows of it: <see cref="Obstacle"/> and the mail server hold it up at the step where it is to die.
/// </summary>
public sealed class KillableSite : IAsyncDisposable
{
    // What writes to the file besides the program does so by its own rules.
    private static readonly ServiceProvider _gate = new ServiceCollection().AddSingleton<SqliteWriteGate>().BuildServiceProvider();

    private readonly int _port = FreePort.Next();
    private readonly ConcurrentQueue<string> _output = new();
    private Process? _process;
    private TaskCompletionSource _started = new();
    private TaskCompletionSource _stopping = new();

    public KillableSite()
    {
        ConnectionString = new SqliteConnectionStringBuilder { DataSource = Path.Combine(Folder, "site.db"), ForeignKeys = true, Pooling = false }.ToString();
        Obstacle = new Obstacle(ConnectionString);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("site-process-").FullName;

    public string ConnectionString { get; }

    /// <summary>Where the program finds its content at the next start.</summary>
    public string Content { get; set; } = Path.Combine(SiteHost.Repository, "Content");

    /// <summary>How often the program seals its evidence, from the next start on.</summary>
    public TimeSpan Seal { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often the outbox is looked through, from the next start on. Unless it is set only the start and what is sent wake the postman, so that nothing else writes while a step is awaited.</summary>
    public TimeSpan Sweep { get; set; } = TimeSpan.FromMinutes(59);

    /// <summary>How often journeys and issues look for what is due, from the next start on.</summary>
    public TimeSpan Journeys { get; set; } = TimeSpan.FromMinutes(1);

    public Obstacle Obstacle { get; }

    public SmtpServer Mail { get; } = SmtpServer.Start();

    /// <summary>Completes when the program has begun to stop.</summary>
    public Task Stopping => _stopping.Task;

    public bool HasEnded => _process is null or { HasExited: true };

    /// <summary>Whether a line of the console contains this.</summary>
    public bool HasSaid(string words) => _output.Any(line => line.Contains(words, StringComparison.Ordinal));

    /// <summary>Starts the program, unless it runs, and waits until it answers.</summary>
    public async Task Start()
    {
        if (!HasEnded)
        {
            return;
        }

        _process?.Dispose();
        (_started, _stopping) = (NewSignal(), NewSignal());
        _process = new Process { StartInfo = HowToStart(), EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Exited += (_, _) => _started.TrySetException(new InvalidOperationException($"The site did not start:\n{string.Join('\n', _output)}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await _started.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
    }

    /// <summary>SIGKILL: nothing of the program runs any more when this returns.</summary>
    public void Kill()
    {
        _process?.Kill();
        _process?.WaitForExit();
    }

    /// <summary>SIGTERM, as an operator or a container's host stops a program; gives its exit code.</summary>
    public async Task<int> Terminate()
    {
        var process = _process ?? throw new InvalidOperationException("The site does not run.");
        using var signal = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    /// <summary>A client as in <see cref="SiteHost.Prospect"/>.</summary>
    public HttpClient Prospect()
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri($"http://127.0.0.1:{_port}/") };
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return client;
    }

    /// <summary>Asks the program's database, whether the program lives or not.</summary>
    public async Task<T> InDb<T>(Func<SiteDb, Task<T>> work)
    {
        await using var db = new SqliteSiteDb(new DbContextOptionsBuilder<SqliteSiteDb>().UseSqlite(ConnectionString).UseApplicationServiceProvider(_gate).Options);
        return await work(db);
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        _process?.Dispose();
        await Mail.DisposeAsync();
        Obstacle.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private ProcessStartInfo HowToStart() => new("dotnet", [typeof(Program).Assembly.Location])
    {
        WorkingDirectory = Path.Combine(SiteHost.Repository, "Site"),
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment =
        {
            ["DOTNET_TieredPGO"] = "0",
            ["ASPNETCORE_ENVIRONMENT"] = "Test",
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{_port}",
            ["Database__Provider"] = "Sqlite",
            ["ConnectionStrings__Site"] = ConnectionString,
            ["Var"] = Folder,
            ["Content__Folder"] = Content,
            ["Evidence__Key"] = Convert.ToBase64String(new byte[32]),
            ["Evidence__Seal"] = Seal.ToString("c", CultureInfo.InvariantCulture),
            ["Site__TokenKey"] = Convert.ToBase64String(new byte[32]),
            ["Site__PublicUrl"] = $"http://127.0.0.1:{_port}",
            ["Mail__Host"] = "127.0.0.1",
            ["Mail__Port"] = Mail.Port.ToString(CultureInfo.InvariantCulture),
            ["Mail__Security"] = "None",
            ["Mail__Sweep"] = Sweep.ToString("c", CultureInfo.InvariantCulture),
            ["Journeys__Sweep"] = Journeys.ToString("c", CultureInfo.InvariantCulture),
        },
    };

    private void Hear(string? line)
    {
        _output.Enqueue(line ?? "");
        if (line?.Contains("Application started", StringComparison.Ordinal) == true)
        {
            _started.TrySetResult();
        }
        else if (line?.Contains("Application is shutting down", StringComparison.Ordinal) == true)
        {
            _stopping.TrySetResult();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
