using Microsoft.Extensions.Options;
using Site.Data;

namespace Site.Publishing;

/// <summary>
/// Imports the content folder at the start (a broken one stops it), then follows the version number. In Development it looks at the files too.
/// </summary>
public sealed class ContentPoller(
    LiveSite live, IServiceScopeFactory scopes, IOptions<ContentOptions> options, IOptions<SiteOptions> site, IHostEnvironment environment, ILogger<ContentPoller> log)
    : BackgroundService
{
    private string Folder => Path.GetFullPath(Path.Combine(environment.ContentRootPath, options.Value.Folder));

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        Say(await Import(), isStart: true);
        await live.Refresh();
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Poll);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Look();
        }
    }

    // The last good version goes on being served whatever is wrong with the new one.
    private async Task Look()
    {
        try
        {
            if (environment.IsDevelopment())
            {
                await ImportIfTouched();
            }

            await live.Refresh();
        }
        catch (ContentException broken)
        {
            log.LogError("The new content is broken and stays out; the last good version is served.{NewLine}{Errors}", Environment.NewLine, broken.Message);
        }
        catch (Exception e)
        {
            // Whatever it was: an exception that left a background service would stop the whole site.
            log.LogWarning(e, "Could not look for new content; trying again in {Poll}.", options.Value.Poll);
        }
    }

    private DateTime _touched;

    private async Task ImportIfTouched()
    {
        var touched = Directory.EnumerateFileSystemEntries(Folder, "*", SearchOption.AllDirectories).Max(File.GetLastWriteTimeUtc);
        if (touched <= _touched)
        {
            return;
        }

        var before = _touched;
        try
        {
            _touched = touched;
            Say(await Import(), isStart: false);
        }
        catch (Exception e) when (e is not ContentException)
        {
            // The files are not to blame, so they are tried again without being touched again.
            _touched = before;
            throw;
        }
    }

    private async Task<Imported> Import()
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ContentImport>().Run(ContentFile.ReadFolder(Folder));
    }

    // Once when it begins and once a start, not at every look.
    private void Say(Imported imported, bool isStart)
    {
        if (imported.IsFirst)
        {
            log.LogInformation("First content: its terms went live without approval; whoever installs the site answers for them.");
        }

        if (imported.Waiting.Count > 0 && (imported.HasNewlyWaiting || isStart))
        {
            log.LogWarning(
                "Changed terms wait for approval at {Desk}; until then the terms approved last are served. {Changes}",
                site.Value.Absolute("/admin/terms"), string.Join("; ", imported.Waiting));
        }
    }
}
