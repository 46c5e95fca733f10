using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using MimeKit;
using Site.Data;

namespace Site.Mail;

/// <summary>
/// Variable envelope return paths (rule M6): each letter has a sender of its own, "bounces+TOKEN@example.org", so that what comes back names its letter, whatever
/// the message says. TOKEN is base32 in lower case of the letter's id and 8 bytes of HMAC-SHA256: mail servers may change the case, and nobody can make one up.
/// </summary>
public sealed class Verp(SiteKeys keys, IOptions<BounceOptions> options)
{
    /// <summary>Characters of a token: 24 bytes at 5 bits each.</summary>
    internal const int TokenLength = 39;

    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int IdLength = 16;
    private const int MacLength = 8;

    private readonly byte[] _key = keys.Derive("bounces");

    /// <summary>Null where no address for bounces is set: then letters are sent as from their author.</summary>
    public MailboxAddress? Sender(Guid letter)
    {
        if (options.Value.Mailbox is not { } mailbox)
        {
            return null;
        }

        var id = letter.ToByteArray(bigEndian: true);
        return new MailboxAddress("", $"{mailbox.LocalPart}+{Encode([.. id, .. Mac(id)])}@{mailbox.Domain}");
    }

    /// <summary>The letter that a bounce to this address is about; null unless this site wrote it.</summary>
    public Guid? Read(string address)
    {
        if (options.Value.Mailbox is not { } mailbox || address.Split('@') is not [var local, var domain] || !domain.Equals(mailbox.Domain, StringComparison.OrdinalIgnoreCase)
            || local.Split('+') is not [var name, { Length: TokenLength } token] || !name.Equals(mailbox.LocalPart, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = Decode(token.ToLowerInvariant());
        return bytes is not null && CryptographicOperations.FixedTimeEquals(Mac(bytes[..IdLength]), bytes.AsSpan(IdLength)) ? new Guid(bytes.AsSpan(..IdLength), bigEndian: true) : null;
    }

    private byte[] Mac(byte[] id) => HMACSHA256.HashData(_key, id)[..MacLength];

    private static string Encode(byte[] bytes) => string.Create(TokenLength, bytes, static (text, from) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = Alphabet[Bits(from, i * 5)];
        }
    });

    private static int Bits(byte[] bytes, int at)
    {
        var word = (bytes[at / 8] << 8) | (at / 8 + 1 < bytes.Length ? bytes[at / 8 + 1] : 0);
        return (word >> (11 - at % 8)) & 31;
    }

    // Null for what is no base32; what stands in the bits left over at the end is ignored by nobody: it must be the one way of writing it.
    private static byte[]? Decode(string token)
    {
        var bytes = new byte[IdLength + MacLength];
        for (var i = 0; i < token.Length; i++)
        {
            var value = Alphabet.IndexOf(token[i], StringComparison.Ordinal);
            if (value < 0)
            {
                return null;
            }

            for (var bit = 0; bit < 5 && i * 5 + bit < bytes.Length * 8; bit++)
            {
                bytes[(i * 5 + bit) / 8] |= (byte)(((value >> (4 - bit)) & 1) << (7 - (i * 5 + bit) % 8));
            }
        }

        return Encode(bytes) == token ? bytes : null;
    }
}
