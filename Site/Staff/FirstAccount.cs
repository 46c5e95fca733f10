using Site.Web;

namespace Site.Staff;

/// <summary>Prints the link for the first account at each start, once the site answers, as long as there is none: nobody has a default password.</summary>
internal sealed class FirstAccount(IServiceScopeFactory scopes) : OnceStarted
{
    public override async Task StartedAsync(CancellationToken cancellationToken)
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
