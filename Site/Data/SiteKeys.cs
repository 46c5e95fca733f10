using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Site.Data;

/// <summary>The secret outside the database, and the keys derived from it: one for each purpose, so that none can stand in for another.</summary>
public sealed class SiteKeys(IOptions<SiteOptions> options)
{
    private readonly byte[] _root = SecretKeys.Bytes(options.Value.TokenKey);

    /// <summary>32 bytes for <paramref name="purpose"/> by HKDF-SHA256 [RFC 5869].</summary>
    public byte[] Derive(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _root, SecretKeys.Length, info: Encoding.UTF8.GetBytes(purpose));
}
