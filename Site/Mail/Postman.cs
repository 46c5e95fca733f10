namespace Site.Mail;

/// <summary>Takes what is due from the outbox and sends it.</summary>
public sealed class Postman
{
    public Task Deliver(CancellationToken cancellationToken) => Task.CompletedTask;
}
