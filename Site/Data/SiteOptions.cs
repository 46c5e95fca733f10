using System.ComponentModel.DataAnnotations;

namespace Site.Data;

/// <summary>Settings of the whole site (<c>Site__…</c>).</summary>
public sealed class SiteOptions
{
    public const string Section = "Site";

    /// <summary><c>Site__PublicUrl</c>: where people reach the site; every absolute address begins with it.</summary>
    [Required(ErrorMessage = "Site__PublicUrl must be the address people reach the site at, like https://www.example.org.")]
    [Url(ErrorMessage = "Site__PublicUrl must be an absolute http(s) address, like https://www.example.org.")]
    public string PublicUrl { get; set; } = "http://localhost:5080";

    /// <summary><c>Site__TokenKey</c>: base64 of 32 random bytes. Made and kept in <c>var/</c> in Development.</summary>
    public string? TokenKey { get; set; }

    /// <summary><c>Site__TrustedProxies</c>: addresses or networks of the proxies in front, separated by commas.</summary>
    public string TrustedProxies { get; set; } = "";

    /// <summary><c>Site__PrivacyOfficer</c>: where reports for the data protection officer go; site.yml's contact if empty.</summary>
    public string? PrivacyOfficer { get; set; }

    /// <summary>An absolute address of this site.</summary>
    public string Absolute(string path) => PublicUrl.TrimEnd('/') + path;
}
