using Site.Data;

namespace Site.Mail;

/// <summary>
/// At the start, frees the letters that a process before this one had claimed when it died, and rings for all that waits. Where other
/// processes may be at work their claims cannot be told from a dead one's, so there they run out by themselves (<see cref="MailOptions.ClaimLasts"/>).
/// </summary>
internal sealed class ClaimsLeft(SoleProcess process, IServiceScopeFactory scopes, AlarmClock alarm) : IHostedService
{
    // The first visitor goes first.
    private static readonly TimeSpan _moment = TimeSpan.FromSeconds(1);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (process.IsAlone)
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<Claims>().ReleaseAll();
        }

        alarm.RingIn(_moment);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
