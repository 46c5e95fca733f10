namespace Site.Evidence;

/// <summary>
/// Whether the database was set back and waits for <c>restore</c>: until then it does not know what was withdrawn since, and no letter may leave (rule P13). A
/// process that has found everything there does not ask again.
/// </summary>
public sealed class SetBack(IServiceScopeFactory scopes, ILogger<SetBack> log)
{
    private volatile bool _isWhole;

    public async Task<bool> IsSo()
    {
        if (_isWhole)
        {
            return false;
        }

        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<AnchorCheck>().Lost() is not { } lost)
        {
            _isWhole = true;
            return false;
        }

        log.LogCritical("No letter leaves: {Lost}", lost);
        return true;
    }
}
