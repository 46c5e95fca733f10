using Microsoft.Extensions.Options;
using MimeKit;
using Site.Web;

namespace Site.Mail;

/// <summary>The domains that letters name: of the author, of the envelope, and of the signature, null without one. In lower case and punycode.</summary>
public sealed record SendingDomains(string From, string Envelope, string? Dkim);

/// <summary>Looks whether SPF, DKIM and DMARC are in place for the domains that letters are sent under (rule M11).</summary>
public sealed class SendingCheck(TxtRecords dns, Dkim dkim, IOptions<MailOptions> mail, IOptions<BounceOptions> bounces)
{
    /// <param name="brand">The address that letters come from unless <c>Mail__From</c> is set.</param>
    public SendingDomains Domains(string brand)
    {
        var from = MailDomain.Of(mail.Value.From ?? brand);
        return new SendingDomains(from, bounces.Value.Mailbox is { } mailbox ? MailDomain.Of(mailbox.Address) : from, dkim.Domain?.ToLowerInvariant());
    }

    /// <summary>The three findings. Takes a few seconds at most, whoever does not answer.</summary>
    public async Task<IReadOnlyList<SendingFinding>> Look(SendingDomains domains, string brand)
    {
        var (spf, key, dmarc) = (dns.At(domains.Envelope), Key(), Dmarc(domains, MailboxAddress.Parse(mail.Value.From ?? brand).Address));
        return [SpfCheck.Of(domains.Envelope, await spf, string.IsNullOrEmpty(mail.Value.Host) ? null : mail.Value.Host), await key, await dmarc];
    }

    private async Task<SendingFinding> Key()
    {
        if (dkim is not { Record: { } record, PublicKey: { } key })
        {
            return DkimCheck.None;
        }

        var host = $"{dkim.Selector}._domainkey.{dkim.Domain}";
        return DkimCheck.Of(host, await dns.At(host), record, key);
    }

    // A domain without a record of its own goes by its organisation's [RFC 7489 6.6.3].
    private async Task<SendingFinding> Dmarc(SendingDomains domains, string reports)
    {
        var (host, above) = ($"_dmarc.{domains.From}", $"_dmarc.{MailDomain.Organisation(domains.From)}");
        var own = await dns.At(host);
        return own is { Error: null, Texts.Count: 0 } && above != host && await dns.At(above) is { Error: null, Texts.Count: > 0 } inherited
            ? DmarcCheck.Of(above, inherited, domains, reports) : DmarcCheck.Of(host, own, domains, reports);
    }
}

/// <summary>Registers the check of the sending domain.</summary>
internal static class SendingSetup
{
    internal static void AddSendingCheck(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<DnsOptions>(DnsOptions.Section);
        builder.Services.AddSingleton<TxtRecords>();
        builder.Services.AddSingleton<SendingCheck>();
    }
}
