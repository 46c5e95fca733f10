using Microsoft.Extensions.Options;
using MimeKit;

namespace Site.Mail;

/// <summary>Domains of addresses, compared as DMARC does [RFC 7489 3.1].</summary>
internal static class MailDomain
{
    // Under a country's two letters names such as "co" or "gv" belong to nobody.
    private const int LongestCommon = 3;

    /// <summary>In lower case and punycode; empty for what is no address.</summary>
    internal static string Of(string? address) =>
        MailboxAddress.TryParse(address, out var parsed) && parsed.Domain is { Length: > 0 } ? MailboxAddress.EncodeAddrspec($"x@{parsed.Domain}")[2..].ToLowerInvariant() : "";

    /// <summary>Relaxed alignment: both belong to one organisation.</summary>
    internal static bool Aligns(string one, string other) => one.Length > 0 && Organisation(one) == Organisation(other);

    /// <summary>The domain that an organisation registers, told by the shape of the name: the list of public suffixes is not at hand, and need not be to warn.</summary>
    internal static string Organisation(string domain)
    {
        var labels = domain.ToLowerInvariant().Split('.');
        var take = labels.Length > 2 && labels[^1].Length == 2 && labels[^2].Length <= LongestCommon ? 3 : 2;
        return string.Join('.', labels.TakeLast(take));
    }
}

/// <summary>Refuses at the start a key whose domain has nothing to do with the sender's: its signatures would count for nothing (DMARC).</summary>
internal sealed class DkimAlignment(IConfiguration configuration) : IValidateOptions<DkimOptions>
{
    public ValidateOptionsResult Validate(string? name, DkimOptions options)
    {
        // Without a sender of its own the brand's address is used, which the content names; the page about sending says whether it fits.
        var sender = MailDomain.Of(configuration[$"{MailOptions.Section}:{nameof(MailOptions.From)}"]);
        return sender.Length == 0 || string.IsNullOrWhiteSpace(options.Domain) || MailDomain.Aligns(options.Domain, sender)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Mail__Dkim__Domain is {options.Domain}, but letters come from {sender}: set it to the domain of Mail__From or one above it, or mail servers ignore the signature.");
    }
}
