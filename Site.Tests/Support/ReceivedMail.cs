using MimeKit;

namespace Site.Tests.Support;

/// <summary>One mail as the server took it: the envelope, the exact bytes after dot-unstuffing, and what MimeKit reads in them.</summary>
/// <param name="From">The reverse path of MAIL FROM, empty for bounces.</param>
/// <param name="Connection">Number of the connection it came over, from 1.</param>
/// <param name="AuthenticatedAs">User name of AUTH; null if the client did not authenticate.</param>
public sealed record ReceivedMail(string From, IReadOnlyList<string> Recipients, byte[] Bytes, int Connection, string? AuthenticatedAs)
{
    private readonly Lazy<MimeMessage> _message = new(() => MimeMessage.Load(new MemoryStream(Bytes, writable: false)));

    public MimeMessage Message => _message.Value;

    public string Subject => Message.Subject ?? "";

    public string Text => Message.TextBody ?? "";

    public string Html => Message.HtmlBody ?? "";

    public bool IsTo(string address) => Recipients.Contains(address, StringComparer.OrdinalIgnoreCase);

    public override string ToString() => $"\"{Subject}\" to {string.Join(", ", Recipients)}";
}
