namespace Site.Tests.Support;

/// <summary>How a test's mail server misbehaves; without settings it takes everything. Replies are full lines such as "550 5.1.1 no such mailbox".</summary>
public sealed class SmtpFaults
{
    private int _failuresLeft;

    /// <summary>Greets, then never answers.</summary>
    public bool GreetingOnly { get; init; }

    /// <summary>Said instead of the greeting, such as "421 4.3.2 too busy"; the connection is closed after it.</summary>
    public string? InsteadOfGreeting { get; init; }

    /// <summary>Waited before every reply.</summary>
    public TimeSpan Delay { get; init; }

    public bool RefuseAuth { get; init; }

    /// <summary>Does not name AUTH among its extensions.</summary>
    public bool WithoutAuth { get; init; }

    /// <summary>Does not name SMTPUTF8 [RFC 6531] among its extensions.</summary>
    public bool WithoutUtf8 { get; init; }

    /// <summary>Closes the connection when the first line of the mail has come; the mail is not kept.</summary>
    public bool CloseDuringData { get; init; }

    /// <summary>Closes the connection after each mail, as some relays do.</summary>
    public bool OneMailPerConnection { get; init; }

    /// <summary>Keeps the mail, then closes the connection where the 250 should come: the client cannot know.</summary>
    public bool CloseInsteadOf250 { get; init; }

    /// <summary>So many mails are answered 451 after DATA, the later ones 250.</summary>
    public int TemporaryFailures { get => _failuresLeft; init => _failuresLeft = value; }

    /// <summary>The reply to RCPT TO for an address; null takes it.</summary>
    public Func<string, string?> Recipient { get; init; } = _ => null;

    /// <summary>The reply after DATA for a mail; null takes it.</summary>
    public Func<ReceivedMail, string?> Data { get; init; } = _ => null;

    /// <summary>Runs when RCPT TO has come and is not yet answered.</summary>
    public Func<string, Task> BeforeRecipient { get; init; } = _ => Task.CompletedTask;

    /// <summary>Runs when the mail has come and is not yet kept.</summary>
    public Func<ReceivedMail, Task> BeforeKeeping { get; init; } = _ => Task.CompletedTask;

    /// <summary>Runs when the mail is kept and its 250 not yet sent: the moment in which a client may be killed.</summary>
    public Func<ReceivedMail, Task> BeforeReply { get; init; } = _ => Task.CompletedTask;

    /// <summary>Runs when the 250 has been sent.</summary>
    public Func<ReceivedMail, Task> AfterReply { get; init; } = _ => Task.CompletedTask;

    internal bool TakeFailure() => TemporaryFailures > 0 && Interlocked.Decrement(ref _failuresLeft) >= 0;
}
