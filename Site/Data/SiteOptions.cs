using System.ComponentModel.DataAnnotations;
using System.Net.Mail;

namespace Site.Data;

/// <summary>Settings of the whole site (<c>Site__…</c>). <c>Site__TrustedProxies</c> is read where the proxies are trusted.</summary>
public sealed class SiteOptions : IValidatableObject
{
    public const string Section = "Site";

    /// <summary><c>Site__PublicUrl</c>: where people reach the site; every absolute address begins with it.</summary>
    public string PublicUrl { get; set; } = "http://localhost:5080";

    /// <summary><c>Site__TokenKey</c>: base64 of 32 random bytes. Made and kept in <c>var/</c> in Development.</summary>
    public string? TokenKey { get; set; }

    /// <summary><c>Site__PrivacyOfficer</c>: where reports for the data protection officer go; site.yml's contact if empty.</summary>
    public string? PrivacyOfficer { get; set; }

    /// <summary>An absolute address of this site.</summary>
    public string Absolute(string path) => PublicUrl.TrimEnd('/') + path;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!(Uri.TryCreate(PublicUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.PathAndQuery == "/" && url.Fragment.Length == 0))
        {
            yield return new ValidationResult("Site__PublicUrl must be the http(s) address people reach the site at, without a path, like https://www.example.org.");
        }

        if (SecretKeys.Fault("Site__TokenKey", TokenKey) is { } fault)
        {
            yield return new ValidationResult(fault);
        }

        if (PrivacyOfficer is not null && !(MailAddress.TryCreate(PrivacyOfficer, out var officer) && officer.Address == PrivacyOfficer))
        {
            yield return new ValidationResult("Site__PrivacyOfficer must be an e-mail address, like privacy@example.org.");
        }
    }
}
