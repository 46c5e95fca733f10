namespace Site.Tests.Support;

/// <summary>Waiting for what must happen. The limit is far beyond what is needed: it turns a wait for ever into a failure.</summary>
internal static class Patience
{
    internal static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Returns when it is so.</summary>
    /// <exception cref="OperationCanceledException">It never became so.</exception>
    internal static async Task Until(Func<Task<bool>> isSo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        while (!await isSo())
        {
            await Task.Delay(20, limit.Token);
        }
    }
}
