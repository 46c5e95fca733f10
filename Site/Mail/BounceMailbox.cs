using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;
using Microsoft.Extensions.Options;

namespace Site.Mail;

/// <summary>
/// Reads what came back from a mailbox by IMAP [RFC 9051]: what is unseen. What was about a letter of ours is deleted where the server can take away single messages (UIDPLUS), for it
/// usually brings the whole letter back; everything else is marked as seen and left for people. A message is marked only when what follows from it is stored, so nothing is lost on the way.
/// </summary>
public sealed class BounceMailbox(Bounces bounces, IOptions<BounceOptions> options, ILogger<BounceMailbox> log)
{
    private const int MostAtOnce = 200;

    private readonly BounceOptions _options = options.Value;

    /// <summary>Reads what is unseen. Returns how many were about a letter of ours; a mailbox that is out of reach is said in the log and looked at again next time.</summary>
    public async Task<int> Read(CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrEmpty(_options.Host))
        {
            return 0;
        }

        try
        {
            using var client = new ImapClient { Timeout = (int)_options.Timeout.TotalMilliseconds };
            await client.ConnectAsync(_options.Host, _options.Port, Security, cancellationToken);
            await client.AuthenticateAsync(_options.User ?? "", _options.Password ?? "", cancellationToken);
            var read = await Read(client, cancellationToken);
            await client.DisconnectAsync(quit: true, cancellationToken);
            return read;
        }
        catch (Exception e) when (IsOutOfReach(e) && !cancellationToken.IsCancellationRequested)
        {
            log.LogWarning("The mailbox for letters that come back cannot be read and is tried again: {Error}", $"{e.GetType().Name}: {e.Message}");
            return 0;
        }
    }

    private async Task<int> Read(ImapClient client, CancellationToken cancellationToken)
    {
        var inbox = client.Inbox ?? throw new ServiceNotConnectedException("The mailbox has no inbox.");
        await inbox.OpenAsync(FolderAccess.ReadWrite, cancellationToken);
        var unseen = await inbox.SearchAsync(SearchQuery.NotSeen, cancellationToken);
        var sizes = unseen.Count == 0 ? [] : await inbox.FetchAsync([.. unseen.Take(MostAtOnce)], MessageSummaryItems.UniqueId | MessageSummaryItems.Size, cancellationToken);
        var read = new List<UniqueId>();
        foreach (var message in sizes)
        {
            if (await IsOurs(inbox, message, cancellationToken))
            {
                read.Add(message.UniqueId);
            }
        }

        await Clear(client, inbox, read, cancellationToken);
        return read.Count;
    }

    // One message that the server does not hand out, or that somebody took away meanwhile, must not keep the others from being read.
    private async Task<bool> IsOurs(IMailFolder inbox, IMessageSummary message, CancellationToken cancellationToken)
    {
        try
        {
            var isOurs = message.Size <= BounceReport.MaxBytes && await bounces.Take(await Bytes(inbox, message.UniqueId, cancellationToken), cancellationToken);
            await inbox.AddFlagsAsync(message.UniqueId, MessageFlags.Seen, silent: true, cancellationToken);
            return isOurs;
        }
        catch (Exception e) when (e is MessageNotFoundException or CommandException)
        {
            log.LogWarning("A message in the mailbox for letters that come back cannot be read: {Error}", e.GetType().Name);
            return false;
        }
    }

    private static async Task<byte[]> Bytes(IMailFolder inbox, UniqueId message, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await using var stream = await inbox.GetStreamAsync(message, cancellationToken);
        await stream.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    // Without UIDPLUS, taking a message away could take others with it that somebody else has marked as deleted.
    private static async Task Clear(ImapClient client, IMailFolder inbox, List<UniqueId> read, CancellationToken cancellationToken)
    {
        if (read.Count > 0 && client.Capabilities.HasFlag(ImapCapabilities.UidPlus))
        {
            await inbox.AddFlagsAsync(read, MessageFlags.Deleted, silent: true, cancellationToken);
            await inbox.ExpungeAsync(read, cancellationToken);
        }
    }

    private SecureSocketOptions Security => _options.Security switch
    {
        MailSecurity.None => SecureSocketOptions.None,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.StartTls,
    };

    private static bool IsOutOfReach(Exception e) => e is SocketException or IOException or ProtocolException or CommandException or SslHandshakeException
        or AuthenticationException or ServiceNotConnectedException or ServiceNotAuthenticatedException or FolderNotFoundException or FolderNotOpenException or OperationCanceledException or TimeoutException or NotSupportedException;
}
