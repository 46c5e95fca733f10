using System.Text;
using System.Text.RegularExpressions;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;

namespace Site.Mail;

/// <summary>Sends letters by SMTP (RFC 5321) over a few connections that stay open.</summary>
public sealed partial class SmtpTransport(SmtpPool pool, IOptions<MailOptions> options) : ITransport
{
    public async Task Send(Parcel parcel, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(options.Value.Timeout);
        try
        {
            await Send(parcel, pool, deadline.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MailDelayedException($"No answer within {options.Value.Timeout.TotalSeconds:0} s.", concernsAll: true, e);
        }
        catch (SmtpCommandException e) when (IsFinal(e))
        {
            throw new MailRefusedException(Said(e), e, Unreachable(e));
        }
        catch (SmtpCommandException e)
        {
            throw new MailDelayedException(Said(e), concernsAll: !ConcernsLetter(e), e);
        }
        catch (NotSupportedException e) when (!Ascii.IsValid(parcel.Recipient.LocalPart))
        {
            // The address is beyond this server (no SMTPUTF8, RFC 6531), and no other letter is.
            throw new MailRefusedException(e.Message, e);
        }
        catch (Exception e) when (IsOutOfReach(e))
        {
            throw new MailDelayedException($"{e.GetType().Name}: {e.Message}", concernsAll: true, e);
        }
    }

    // Servers close connections as they like, some after each letter. Where ours was closed before a recipient was taken nobody has the letter yet: it goes
    // over a new one at once.
    private static async Task Send(Parcel parcel, SmtpPool pool, CancellationToken cancellationToken)
    {
        if (!await Send(parcel, pool, isFresh: false, cancellationToken))
        {
            await Send(parcel, pool, isFresh: true, cancellationToken);
        }
    }

    // A connection goes back only after a success or a clean answer; one in an unknown state is thrown away.
    private static async Task<bool> Send(Parcel parcel, SmtpPool pool, bool isFresh, CancellationToken cancellationToken)
    {
        using var lease = await pool.Rent(isFresh, cancellationToken);
        try
        {
            await lease.Client.SendAsync(parcel.Message, parcel.Sender, [parcel.Recipient], cancellationToken);
            lease.Keep();
            return true;
        }
        catch (Exception e) when (!lease.IsFresh && !lease.Client.MayHaveKept && HasHungUp(e))
        {
            return false;
        }
        catch (SmtpCommandException)
        {
            lease.Keep();
            throw;
        }
    }

    private static bool HasHungUp(Exception e) => e is IOException or ProtocolException or ServiceNotConnectedException
        || e is SmtpCommandException { StatusCode: SmtpStatusCode.ServiceNotAvailable };

    // An answer to the recipient or to the message concerns this letter. One to anything else (sender, sign-in) concerns our settings:
    // even after a 5xx the letters wait until those are mended.
    private static bool ConcernsLetter(SmtpCommandException e) => e.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted;

    private static bool IsFinal(SmtpCommandException e) => (int)e.StatusCode >= 500 && ConcernsLetter(e);

    // What a server refuses for another reason, such as what we are, how we send or what it knows of the domain, says nothing about the address.
    private static string? Unreachable(SmtpCommandException e) =>
        e.ErrorCode == SmtpErrorCode.RecipientNotAccepted && Nobody().Match(e.Message) is { Success: true } status ? status.Value : null;

    [GeneratedRegex(@"^5\.(1\.(1|6|10)|2\.1)(?=\s|$)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Nobody();

    private static string Said(SmtpCommandException e) => $"{(int)e.StatusCode} {e.Message}";

    private static bool IsOutOfReach(Exception e) =>
        e is System.Net.Sockets.SocketException or IOException or TimeoutException or ProtocolException or SslHandshakeException or AuthenticationException or ServiceNotConnectedException or ServiceNotAuthenticatedException or NotSupportedException;
}
