using System.Globalization;
using System.Text;

namespace Site.Declarations;

/// <summary>An e-mail address read from a form: as it is written to, and as it is compared (rule M8).</summary>
/// <param name="Address">Trimmed, otherwise as typed.</param>
/// <param name="Key">Lower case, domain in punycode; plus tags and dots kept. No mail host in use tells mailboxes apart by case.</param>
public sealed record EmailAddress(string Address, string Key)
{
    private const int MaxOctets = 254;
    private const int MaxLocalOctets = 64;

    private static readonly IdnMapping _idn = new() { AllowUnassigned = false, UseStd3AsciiRules = true };

    /// <summary>Null if <paramref name="typed"/> is not one address of at most 254 octets [RFC 5321 4.5.3.1, RFC 6531].</summary>
    public static EmailAddress? Read(string? typed)
    {
        var address = Composed(typed?.Trim() ?? "");
        var at = address.LastIndexOf('@');
        if (at < 1 || Encoding.UTF8.GetByteCount(address) > MaxOctets)
        {
            return null;
        }

        var local = address[..at];
        var domain = Punycode(address[(at + 1)..]);
        return domain is null || !IsDotAtom(local) || Encoding.UTF8.GetByteCount(local) > MaxLocalOctets || local.Length + 1 + domain.Length > MaxOctets
            ? null
            : new EmailAddress(address, $"{local.ToLowerInvariant()}@{domain}");
    }

    /// <summary>How the address may stand in a log: "a…@example.org" [rule P17].</summary>
    public static string Mask(string address)
    {
        var at = address.LastIndexOf('@');
        return at < 1 ? "…" : $"{address[0]}…{address[at..]}";
    }

    // What is no Unicode text, such as half a surrogate pair, is refused by the normalisation itself.
    private static string Composed(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return "";
        }
    }

    private static string? Punycode(string domain)
    {
        try
        {
            var ascii = _idn.GetAscii(domain).ToLowerInvariant();
            var labels = ascii.Split('.');
            return labels.Length >= 2 && labels[^1].Length >= 2 && !labels[^1].All(char.IsAsciiDigit) ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsDotAtom(string local) =>
        local.Split('.').All(atom => atom.Length > 0 && atom.All(IsAtomText));

    // RFC 5322 atext, and beyond ASCII letters, marks and digits as RFC 6531 allows. Quoted local parts are refused: nobody has one, and they smuggle.
    private static bool IsAtomText(char c) =>
        c < 128 ? char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~".Contains(c) : char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark;
}
