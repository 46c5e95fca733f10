using System.Security.Cryptography;
using System.Text;
using Site.Data;

namespace Site.Staff;

/// <summary>Encrypts what lies in the database, so that the database alone opens nothing (rule S9): AES-256-GCM under a key derived for one purpose.</summary>
public sealed class Seal(SiteKeys keys)
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>nonce ‖ tag ‖ ciphertext. <paramref name="owner"/> is bound to it: sealed bytes moved to another row do not open.</summary>
    public byte[] Close(string purpose, string owner, ReadOnlySpan<byte> plain)
    {
        var sealedBytes = new byte[NonceLength + TagLength + plain.Length];
        var (nonce, tag, cipher) = Parts(sealedBytes);
        RandomNumberGenerator.Fill(nonce.Span);
        using var aes = new AesGcm(keys.Derive(purpose), TagLength);
        aes.Encrypt(nonce.Span, plain, cipher.Span, tag.Span, Encoding.UTF8.GetBytes(owner));
        return sealedBytes;
    }

    /// <exception cref="CryptographicException">Sealed under another key, for another owner, or changed since.</exception>
    public byte[] Open(string purpose, string owner, byte[] sealedBytes)
    {
        if (sealedBytes.Length < NonceLength + TagLength)
        {
            throw new CryptographicException("Too short to have been sealed.");
        }

        var (nonce, tag, cipher) = Parts(sealedBytes);
        var plain = new byte[cipher.Length];
        using var aes = new AesGcm(keys.Derive(purpose), TagLength);
        aes.Decrypt(nonce.Span, cipher.Span, tag.Span, plain, Encoding.UTF8.GetBytes(owner));
        return plain;
    }

    private static (Memory<byte> Nonce, Memory<byte> Tag, Memory<byte> Cipher) Parts(byte[] all) =>
        (all.AsMemory(0, NonceLength), all.AsMemory(NonceLength, TagLength), all.AsMemory(NonceLength + TagLength));
}
