using MimeKit;

namespace Site.Mail;

/// <summary>A letter on its way: the message, and the envelope it travels in.</summary>
/// <param name="Id">The outbox row's public id.</param>
/// <param name="Message">Complete, with its Message-ID.</param>
public sealed record Parcel(Guid Id, MimeMessage Message, MailboxAddress Sender, MailboxAddress Recipient);

/// <summary>Hands letters over to whoever carries them on.</summary>
public interface ITransport
{
    /// <summary>Returns when the letter was accepted. May be called by several at once.</summary>
    /// <exception cref="MailRefusedException">It will never be accepted.</exception>
    /// <exception cref="MailDelayedException">It may be accepted later.</exception>
    Task Send(Parcel parcel, CancellationToken cancellationToken);
}

/// <summary>The server refused this letter for good (5xx, RFC 5321 4.2.1).</summary>
public sealed class MailRefusedException(string message, Exception inner, string? unreachable = null) : Exception(message, inner)
{
    /// <summary>The status with which the server said that there is nobody at this address, such as 5.1.1 (RFC 3463); null where it said something else.</summary>
    public string? Unreachable => unreachable;
}

/// <summary>The letter was not accepted now: 4xx, or the server could not be reached or does not let us in.</summary>
public sealed class MailDelayedException(string message, bool concernsAll, Exception inner) : Exception(message, inner)
{
    /// <summary>True if no other letter would get through either.</summary>
    public bool ConcernsAll => concernsAll;
}
