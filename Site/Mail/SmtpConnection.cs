using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MimeKit;

namespace Site.Mail;

/// <summary>A client that knows whether its server has gone, and whether the letter in hand can have been kept.</summary>
internal sealed class SmtpConnection(Socket socket) : SmtpClient
{
    /// <summary>
    /// The server has closed the connection, or said something that it was not asked: both mean the end. It costs no round trip, and can come too late.
    /// </summary>
    internal bool HasSaidGoodbye => socket.Poll(0, SelectMode.SelectRead);

    /// <summary>The server took the recipient of the letter in hand, so it may have got the letter, too.</summary>
    internal bool MayHaveKept { get; private set; }

    public override Task<string> SendAsync(FormatOptions options, MimeMessage message, MailboxAddress sender, IEnumerable<MailboxAddress> recipients, CancellationToken cancellationToken = default, ITransferProgress? progress = null)
    {
        MayHaveKept = false;
        return base.SendAsync(options, message, sender, recipients, cancellationToken, progress);
    }

    protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) => MayHaveKept = true;
}
