using System.Text.RegularExpressions;
using MimeKit;

namespace Site.Mail;

/// <summary>What a message that came back says of one letter [RFC 3464].</summary>
/// <param name="Letter">By the token in the address that it came back to; nothing else in the message is believed.</param>
/// <param name="Status">Such as 5.1.1 [RFC 3463].</param>
/// <param name="Recipient">To whom the letter was addressed, as the mail server says it; null if it does not.</param>
internal sealed partial record BounceReport(Guid Letter, BounceKind Kind, string Status, string? Recipient)
{
    /// <summary>Larger messages are not read: a report with the headers of a letter takes a few kilobytes.</summary>
    internal const int MaxBytes = 1024 * 1024;

    // A full mailbox is a person on holiday and no dead address, though its status begins with a 5: senders treat it as passing.
    private const string MailboxFull = "5.2.2";

    private const int MostAddresses = 50;

    private static readonly string[] _recipients = ["To", "Delivered-To", "X-Original-To", "Envelope-To", "Original-Recipient"];

    /// <summary>Null for everything but a report about a letter of ours: an answer, an out-of-office note, a forged token, rubbish.</summary>
    internal static BounceReport? Read(byte[] message, Verp verp)
    {
        // Whatever a stranger sends must not end the job that reads the next one; nothing but these bytes is looked at here.
        try
        {
            using var stream = new MemoryStream(message, writable: false);
            return Read(MimeMessage.Load(stream), verp);
        }
        catch (Exception e) when (e is FormatException or IOException or ArgumentException or InvalidOperationException or NotSupportedException or RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static BounceReport? Read(MimeMessage message, Verp verp) =>
        message.Body is MultipartReport report && string.Equals(report.ReportType, "delivery-status", StringComparison.OrdinalIgnoreCase)
        && report.OfType<MessageDeliveryStatus>().FirstOrDefault() is { } status && Named(message, verp) is { } letter
            ? Recipients(status).Select(r => Of(letter, r)).OfType<BounceReport>().OrderBy(r => r.Kind).FirstOrDefault() : null;

    // Two tokens of two letters in one message are one lie at least.
    private static Guid? Named(MimeMessage message, Verp verp)
    {
        var addresses = message.Headers.Where(h => _recipients.Contains(h.Field, StringComparer.OrdinalIgnoreCase))
            .SelectMany(h => AnAddress().Matches(h.Value ?? "").Select(m => m.Value)).Take(MostAddresses);
        var letters = addresses.Select(verp.Read).OfType<Guid>().Distinct().Take(2).ToList();
        return letters.Count == 1 ? letters[0] : null;
    }

    // The first group is about the message, each further one about a recipient.
    private static IEnumerable<HeaderList> Recipients(MessageDeliveryStatus status) => status.StatusGroups.Skip(1).Take(MostAddresses);

    private static BounceReport? Of(Guid letter, HeaderList recipient)
    {
        var status = AStatus().Match(recipient["Status"] ?? "");
        if (!status.Success || Kinds(recipient["Action"]?.Trim().ToLowerInvariant(), status.Value) is not { } kind)
        {
            return null;
        }

        return new BounceReport(letter, kind, status.Value, recipient["Original-Recipient"]?.Split(';', 2).ElementAtOrDefault(1)?.Trim(' ', '\t', '<', '>'));
    }

    // "delivered", "relayed" and "expanded" report a success; a failure whose status says otherwise is none.
    private static BounceKind? Kinds(string? action, string status) => (action, status[0]) switch
    {
        ("failed", '5') when status != MailboxFull => BounceKind.Failed,
        ("failed", '4' or '5') => BounceKind.GaveUp,
        ("delayed", '4') => BounceKind.Delayed,
        _ => null,
    };

    [GeneratedRegex(@"[^\s<>@""(),;:]+@[^\s<>@""(),;:]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AnAddress();

    [GeneratedRegex(@"(?<=^\s*)[245]\.\d{1,3}\.\d{1,3}(?=\s|\(|$)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AStatus();
}

/// <summary>What became of the letter.</summary>
internal enum BounceKind
{
    /// <summary>The address cannot be reached, for good.</summary>
    Failed,

    /// <summary>It could not be reached for so long that the mail server gave up.</summary>
    GaveUp,

    /// <summary>The mail server is still trying.</summary>
    Delayed,
}
