using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Text;
using MimeKit;
using Site.Data;

namespace Site.Mail;

/// <summary>Where letters come back to that cannot be delivered, and how they are read (section <c>Mail__Bounces</c>). Without an address nothing comes back.</summary>
public sealed class BounceOptions : IValidatableObject
{
    public const string Section = "Mail:Bounces";

    // What a local part may have [RFC 5321 4.5.3.1.1], less the plus and the token.
    private const int LongestLocal = 64 - 1 - Verp.TokenLength;

    /// <summary>The envelope sender of every letter, with a token between a plus and the @ (VERP). Its domain must take mail for local parts with a plus.</summary>
    public string? Address { get; set; }

    /// <summary>A folder that <c>.eml</c> files are put into, absolute or relative to the application's folder. Absolute once read.</summary>
    public string? Folder { get; set; }

    /// <summary>The IMAP server of the mailbox that <see cref="Address"/> leads to.</summary>
    public string? Host { get; set; }

    [Range(1, 65535, ErrorMessage = "Mail__Bounces__Port must be a port, 1 to 65535.")]
    public int Port { get; set; } = 993;

    [EnumDataType(typeof(MailSecurity), ErrorMessage = "Mail__Bounces__Security must be None, StartTls or Tls.")]
    public MailSecurity Security { get; set; } = MailSecurity.Tls;

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>How often is looked.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:59:00", ErrorMessage = "Mail__Bounces__Sweep must be 00:00:01 to 00:59:00.")]
    public TimeSpan Sweep { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the mailbox may take for one answer.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ErrorMessage = "Mail__Bounces__Timeout must be 00:00:01 to 00:05:00.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>After how long a letter is sent again that a mail server could not deliver for the time being; the second time after twice as long.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "7.00:00:00", ErrorMessage = "Mail__Bounces__Pause must be 01:00:00 to 7.00:00:00.")]
    public TimeSpan Pause { get; set; } = TimeSpan.FromHours(4);

    /// <summary><see cref="Address"/>, parsed; null without one.</summary>
    internal MailboxAddress? Mailbox => string.IsNullOrEmpty(Address) ? null : MailboxAddress.Parse(Address);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Faults().OfType<string>().Select(fault => new ValidationResult(fault));

    private IEnumerable<string?> Faults()
    {
        yield return string.IsNullOrEmpty(Address) || IsAddress(Address)
            ? null : $"Mail__Bounces__Address must be a bare address whose part before the @ is at most {LongestLocal} letters, digits, dots or dashes, like bounces@example.org.";
        yield return !string.IsNullOrEmpty(Address) || string.IsNullOrEmpty(Folder) && string.IsNullOrEmpty(Host)
            ? null : "Mail__Bounces__Address is missing: without it no letter that comes back can be told by its recipient.";
        yield return string.IsNullOrEmpty(Folder) ? null : VarFolder.Fault("Mail__Bounces__Folder", Folder);
        yield return string.IsNullOrEmpty(Host) || Uri.CheckHostName(Host) != UriHostNameType.Unknown
            ? null : "Mail__Bounces__Host must be the bare name or address of the IMAP server, like mail.example.org; its port goes into Mail__Bounces__Port.";
        yield return string.IsNullOrEmpty(Host) == string.IsNullOrEmpty(User) && string.IsNullOrEmpty(User) == string.IsNullOrEmpty(Password)
            ? null : "Mail__Bounces__Host, Mail__Bounces__User and Mail__Bounces__Password belong together: set all or none.";
        yield return string.IsNullOrEmpty(Host) || Security != MailSecurity.None || IsLoopback
            ? null : "Mail__Bounces__Security is None, so Mail__Bounces__Password would travel in clear text: set it to StartTls or Tls.";
    }

    private static bool IsAddress(string address) =>
        MailboxAddress.TryParse(address, out var parsed) && parsed.Address == address && address.Split('@') is [var local, { Length: > 0 } domain]
        && local.Length is > 0 and <= LongestLocal && local.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') && Encoding.UTF8.GetByteCount(domain) <= 180;

    private bool IsLoopback => Host == "localhost" || IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address);
}
