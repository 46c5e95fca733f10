using System.ComponentModel.DataAnnotations;
using System.Net;
using MimeKit;
using Site.Data;

namespace Site.Mail;

/// <summary>How letters leave (section <c>Mail</c>). Without a host they are written into a folder.</summary>
public sealed class MailOptions : IValidatableObject
{
    public const string Section = "Mail";

    public string? Host { get; set; }

    [Range(1, 65535, ErrorMessage = "Mail__Port must be a port, 1 to 65535.")]
    public int Port { get; set; } = 587;

    [EnumDataType(typeof(MailSecurity), ErrorMessage = "Mail__Security must be None, StartTls or Tls.")]
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>The sender, "Name &lt;address&gt;" or an address. Without it the brand's own address is used.</summary>
    public string? From { get; set; }

    /// <summary>Where letters go if there is no host, absolute or relative to the application's folder; <c>var/mail</c> unless set. Absolute once read.</summary>
    public string? PickupFolder { get; set; }

    /// <summary>How often the outbox is looked through if nobody rings.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:59:00", ErrorMessage = "Mail__Sweep must be 00:00:01 to 00:59:00.")]
    public TimeSpan Sweep { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Letters claimed at once; half as many more may still be waiting. Whoever withdraws while they are on their way may still get one of them, and what is more
    /// urgent is looked for as often, so it is small.
    /// </summary>
    [Range(1, 500, ErrorMessage = "Mail__BatchSize must be 1 to 500.")]
    public int BatchSize { get; set; } = 20;

    /// <summary>Connections to the mail server held open at most; so many letters are also the most that a crash can send twice.</summary>
    [Range(1, 32, ErrorMessage = "Mail__Connections must be 1 to 32.")]
    public int Connections { get; set; } = 4;

    /// <summary>How long the mail server may take for one letter.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ErrorMessage = "Mail__Timeout must be 00:00:01 to 00:05:00.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A connection that was idle so long is closed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:30:00", ErrorMessage = "Mail__Idle must be 00:00:01 to 00:30:00.")]
    public TimeSpan Idle { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// A claim so old belongs to a worker that died; its letter is sent again under the same Message-ID. Nobody begins a letter after half of it,
    /// and four times the time-out leaves as much for writing down what was sent as for sending it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00", ErrorMessage = "Mail__ClaimLasts must be 00:00:10 to 1.00:00:00.")]
    public TimeSpan ClaimLasts { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The pause after the first failure; each further one doubles it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "Mail__FirstPause must be 00:00:01 to 01:00:00.")]
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a mail server that was out of reach is left alone; letters that come in meanwhile wait.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00", ErrorMessage = "Mail__Outage must be 00:00:00 to 00:10:00.")]
    public TimeSpan Outage { get; set; } = TimeSpan.FromSeconds(10);

    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = "Mail__LongestPause must be 00:00:01 to 1.00:00:00.")]
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// After so many attempts a letter is parked: staff see why, and may send it again. With the pauses as they are by default, 100 are four days, as long as
    /// mail servers try (RFC 5321 4.5.4.1). One that cannot be written is parked after five.
    /// </summary>
    [Range(1, 10_000, ErrorMessage = "Mail__MostAttempts must be 1 to 10000.")]
    public int MostAttempts { get; set; } = 100;

    /// <summary>So many letters each node hands over in a second at most; 0 for as many as it can.</summary>
    [Range(0, 10_000, ErrorMessage = "Mail__PerSecond must be 0 to 10000.")]
    public int PerSecond { get; set; }

    /// <summary>So many of them to addresses of one domain; 0 for as many as it can. The others wait a second or longer and hold up no letter to another domain.</summary>
    [Range(0, 10_000, ErrorMessage = "Mail__PerDomain must be 0 to 10000.")]
    public int PerDomain { get; set; }

    /// <summary>The address letters come from; calendars take an invitation only from its organiser.</summary>
    public string Sender(LetterBrand brand) => From is null ? brand.Email : MailboxAddress.Parse(From).Address;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Faults().OfType<string>().Select(fault => new ValidationResult(fault));

    private IEnumerable<string?> Faults()
    {
        yield return Way();
        yield return From is null || MailboxAddress.TryParse(From, out var sender) && sender.Address.Contains('@')
            ? null : "Mail__From must be an address, such as: Example <hello@example.org>.";
        yield return string.IsNullOrEmpty(User) == string.IsNullOrEmpty(Password)
            ? null : "Mail__User and Mail__Password belong together: set both or neither.";
        yield return string.IsNullOrEmpty(User) || Security != MailSecurity.None || IsLoopback
            ? null : "Mail__Security is None, so Mail__Password would travel in clear text: set it to StartTls or Tls.";
        yield return ClaimLasts >= 4 * Timeout
            ? null : "Mail__ClaimLasts must be at least four times Mail__Timeout, or letters still on their way would be sent again.";
    }

    private string? Way() => string.IsNullOrEmpty(Host)
        ? PickupFolder is null ? null : VarFolder.Fault("Mail__PickupFolder", PickupFolder)
        : Uri.CheckHostName(Host) != UriHostNameType.Unknown ? null
        : "Mail__Host must be the bare name or address of the mail server, like mail.example.org; its port goes into Mail__Port.";

    private bool IsLoopback => Host == "localhost" || IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address);
}

/// <summary>How the connection to the mail server is protected.</summary>
public enum MailSecurity
{
    None,

    /// <summary>STARTTLS demanded, not merely taken if offered (RFC 3207).</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314).</summary>
    Tls,
}
