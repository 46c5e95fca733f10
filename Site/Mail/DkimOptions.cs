using System.ComponentModel.DataAnnotations;

namespace Site.Mail;

/// <summary>How letters are signed (section <c>Mail__Dkim</c>; RFC 6376, RFC 8463). Without a key they are not.</summary>
public sealed class DkimOptions : IValidatableObject
{
    public const string Section = "Mail:Dkim";

    /// <summary>The domain that signs: that of the sender, or one above or below it.</summary>
    public string? Domain { get; set; }

    /// <summary>Names the key: its public half stands in the DNS at <c>SELECTOR._domainkey.DOMAIN</c>.</summary>
    public string? Selector { get; set; }

    /// <summary>The private key: PKCS#8 in PEM, RSA of at least 2048 bits or Ed25519. Line breaks may be written as <c>\n</c>.</summary>
    public string? Key { get; set; }

    /// <summary>In place of <see cref="Key"/>: the file that holds it.</summary>
    public string? KeyFile { get; set; }

    /// <summary>The key, from wherever it was given; null where letters are not signed.</summary>
    /// <exception cref="FormatException">It is no key; <see cref="Validate"/> says so at the start.</exception>
    internal DkimKey? Read() => IsEmpty(Key) && IsEmpty(KeyFile) ? null
        : DkimKey.Parse(IsEmpty(KeyFile) ? Key?.Replace("\\n", "\n", StringComparison.Ordinal) ?? "" : File.ReadAllText(KeyFile ?? ""));

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Faults().OfType<string>().Select(fault => new ValidationResult(fault));

    private IEnumerable<string?> Faults()
    {
        yield return IsEmpty(Domain) == IsEmpty(Selector) && IsEmpty(Domain) == (IsEmpty(Key) && IsEmpty(KeyFile))
            ? null : "Mail__Dkim__Domain, Mail__Dkim__Selector and Mail__Dkim__Key (or Mail__Dkim__KeyFile) belong together: set all or none.";
        yield return IsEmpty(Key) || IsEmpty(KeyFile) ? null : "Mail__Dkim__Key and Mail__Dkim__KeyFile say the same thing: set only one of them.";
        yield return IsEmpty(Domain) || IsName(Domain, atLeast: 2) ? null : "Mail__Dkim__Domain must be a domain in ASCII, like example.org.";
        yield return IsEmpty(Selector) || IsName(Selector, atLeast: 1) ? null : "Mail__Dkim__Selector must be letters, digits and dashes, like mail2026.";
        yield return KeyFault();
    }

    private string? KeyFault()
    {
        var name = IsEmpty(KeyFile) ? "Mail__Dkim__Key" : "Mail__Dkim__KeyFile";
        try
        {
            return Read() is { Fault: { } fault } ? $"{name} {fault}" : null;
        }
        catch (FormatException)
        {
            return $"{name} must hold a private key in PEM (PKCS#8, RSA or Ed25519), for example from `openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048`.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"Mail__Dkim__KeyFile cannot be read: {e.Message}";
        }
    }

    private static bool IsEmpty(string? value) => string.IsNullOrWhiteSpace(value);

    private static bool IsName(string? name, int atLeast) => name?.Split('.') is { } labels && labels.Length >= atLeast
        && labels.All(l => l.Length is > 0 and <= 63 && l.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));
}
