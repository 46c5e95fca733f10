using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Site.Data;

namespace Site.Evidence;

/// <summary>The keys of the evidence, all outside the database: the one that signs now, the one before while it hands over, and what proves that a row is ours.</summary>
public sealed class EvidenceKeys
{
    private readonly byte[] _seed;
    private readonly byte[]? _previousSeed;
    private readonly byte[] _mac;
    private readonly byte[]? _previousMac;

    public EvidenceKeys(IOptions<EvidenceOptions> options, IOptions<SiteOptions> site)
    {
        Origin = $"{new Uri(site.Value.PublicUrl).Authority}/evidence";
        (_seed, _mac) = (options.Value.Seed(), MacKey(options.Value.Seed()));
        _previousSeed = options.Value.PreviousSeed();
        _previousMac = _previousSeed is null ? null : MacKey(_previousSeed);
    }

    /// <summary>Under which name this site's first log is opened; its keys sign under that name from then on.</summary>
    public string Origin { get; }

    public NoteSigner Signer(string name) => new(name, _seed);

    /// <summary>The key before, while it is set.</summary>
    internal NoteSigner? Previous(string name) => _previousSeed is null ? null : new(name, _previousSeed);

    internal byte[] Mac(byte[] commitment) => HMACSHA256.HashData(_mac, commitment);

    /// <summary>True if this site appended the event, under the key of now or the one before.</summary>
    internal bool IsOurs(byte[] commitment, byte[] mac) => Fits(_mac, commitment, mac) || _previousMac is not null && Fits(_previousMac, commitment, mac);

    private static bool Fits(byte[] key, byte[] commitment, byte[] mac) => CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, commitment), mac);

    private static byte[] MacKey(byte[] seed) => HKDF.DeriveKey(HashAlgorithmName.SHA256, seed, 32, info: "evidence: appended by the site"u8.ToArray());
}
