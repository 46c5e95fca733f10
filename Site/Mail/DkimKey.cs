using System.Security.Cryptography;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace Site.Mail;

/// <summary>The key that signs letters, and its public half as the DNS says it [RFC 6376 3.6.1, RFC 8463 4].</summary>
internal sealed class DkimKey
{
    private const int FewestBits = 2048;

    private DkimKey(AsymmetricKeyParameter secret) => Secret = secret;

    internal AsymmetricKeyParameter Secret { get; }

    internal DkimSignatureAlgorithm Algorithm => Secret is Ed25519PrivateKeyParameters ? DkimSignatureAlgorithm.Ed25519Sha256 : DkimSignatureAlgorithm.RsaSha256;

    /// <summary>What is wrong with it; null if nothing is.</summary>
    internal string? Fault => Secret is RsaPrivateCrtKeyParameters { Modulus.BitLength: < FewestBits } rsa
        ? $"holds an RSA key of {rsa.Modulus.BitLength} bits: make one of at least {FewestBits}, shorter ones are no longer trusted." : null;

    /// <summary>The tag "p": base64 of the public key.</summary>
    internal string Public => Secret switch
    {
        Ed25519PrivateKeyParameters key => Convert.ToBase64String(key.GeneratePublicKey().GetEncoded()),
        RsaPrivateCrtKeyParameters key => Convert.ToBase64String(SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(new RsaKeyParameters(false, key.Modulus, key.PublicExponent)).GetDerEncoded()),
        _ => throw new FormatException("Neither RSA nor Ed25519."),
    };

    /// <summary>The text of the record.</summary>
    internal string Record => $"v=DKIM1; k={(Algorithm == DkimSignatureAlgorithm.RsaSha256 ? "rsa" : "ed25519")}; p={Public}";

    /// <summary>The same key for .NET, whose RSA is several times as fast; null for Ed25519.</summary>
    internal RSA? Native()
    {
        if (Secret is not RsaPrivateCrtKeyParameters)
        {
            return null;
        }

        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(Org.BouncyCastle.Pkcs.PrivateKeyInfoFactory.CreatePrivateKeyInfo(Secret).GetDerEncoded(), out _);
        return rsa;
    }

    /// <exception cref="FormatException">It is no private key of either kind.</exception>
    internal static DkimKey Parse(string pem)
    {
        try
        {
            using var reader = new PemReader(new StringReader(pem));
            return reader.ReadObject() switch
            {
                AsymmetricCipherKeyPair { Private: RsaPrivateCrtKeyParameters or Ed25519PrivateKeyParameters } pair => new DkimKey(pair.Private),
                AsymmetricKeyParameter key and (RsaPrivateCrtKeyParameters or Ed25519PrivateKeyParameters) => new DkimKey(key),
                _ => throw new FormatException("No private key, or one of another kind."),
            };
        }
        catch (Exception e) when (e is IOException or PemException or SecurityUtilityException or ArgumentException or InvalidCipherTextException)
        {
            throw new FormatException("No private key.", e);
        }
    }
}
