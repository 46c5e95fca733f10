using Site.Data;

namespace Site.Staff;

/// <summary>
/// Prints the link for the first account at each start as long as there is none: nobody has a default password. A moment after the site
/// answers, so that finding out does not hold up its first visitor. What goes wrong is logged and stops nothing.
/// </summary>
internal sealed class FirstAccount(IServiceScopeFactory scopes, IHostApplicationLifetime lifetime, ILogger<FirstAccount> log) : BackgroundService
{
    private static readonly TimeSpan _moment = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Started(stoppingToken);
        await Task.Delay(_moment, stoppingToken);
        try
        {
            await SayLink();
        }
        catch (Exception e)
        {
            log.LogError(e, "The link for the first account could not be made. {Mend}", DatabaseErrors.Mend(e) ?? "Start the site again, or ask for one: staff invite.");
        }
    }

    // A site that never comes to answer must not have promised a link.
    private async Task Started(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var asked = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
    }

    private async Task SayLink()
    {
        await using var scope = scopes.CreateAsyncScope();
        var invitations = scope.ServiceProvider.GetRequiredService<Invitations>();
        if (await invitations.CreateForFirstAccount() is { } token)
        {
            // To the console, not to the log: logs are kept and shipped elsewhere.
            await Console.Out.WriteLineAsync($"No staff account yet. Make the first one within 24 hours: {invitations.Link(token)}");
        }
    }
}
