using Site.Publishing;
using Site.Web;

namespace Site.Pages;

/// <summary>
/// Describes the pages to the framework beside the start, which meanwhile reads the content; done before the first request is listened for,
/// as the web server is the last to start.
/// </summary>
internal sealed class PagesMapped(LiveSite live, PageVersion version) : IHostedService
{
    private Task _mapping = Task.CompletedTask;

    internal void Begin(WebApplication app)
    {
        live.Swapped += _ => version.Move();
        _mapping = Task.Run(app.MapPages);
    }

    public Task StartAsync(CancellationToken cancellationToken) => _mapping.WaitAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
