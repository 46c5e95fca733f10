using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Site.Data;

namespace Site.Mail;

/// <summary>What a link in a letter may do. The number is part of the token and never changes its meaning.</summary>
public enum LetterAct : byte
{
    Confirm = 1,
    Cancel = 2,

    /// <summary>Ends one purpose, which the token names.</summary>
    Withdraw = 3,

    /// <summary>"This was not me": no confirmation letter goes to this address any more.</summary>
    Block = 4,

    /// <summary>Shows the receipt of the submission. It changes nothing.</summary>
    Receipt = 5,
}

/// <summary>
/// What a token says: from which letter it came, what it may do and, for <see cref="LetterAct.Withdraw"/>, for which purpose; for <see cref="LetterAct.Block"/>
/// the fingerprint of the address, so that it is known when the letter's row is long erased.
/// </summary>
public sealed record LetterToken(Guid Letter, LetterAct Act, string? Purpose = null, byte[]? Fingerprint = null);

/// <summary>
/// The tokens in the links of letters (rule S4): base64url(letter's PublicId ‖ act ‖ purpose key or fingerprint ‖ HMAC-SHA256 of those, 16 bytes).
/// The same letter rendered again repeats them; nothing of them is stored. How long one counts is for whoever acts on it to say.
/// </summary>
public sealed class LetterTokens(SiteKeys keys)
{
    private const int IdLength = 16;
    private const int MacLength = 16;
    private const int MaxPurpose = 60;

    /// <summary>The shortest and the longest token, in characters.</summary>
    internal const int MinCharacters = 44, MaxCharacters = 124;

    private readonly byte[] _key = keys.Derive("letter-tokens");

    /// <exception cref="ArgumentException">A purpose for an act that has none, or none for <see cref="LetterAct.Withdraw"/>; or <see cref="LetterAct.Block"/>.</exception>
    public string Write(Guid letter, LetterAct act, string? purpose = null) =>
        act != LetterAct.Block && (act == LetterAct.Withdraw) == (purpose is { Length: > 0 and <= MaxPurpose })
            ? Sealed(letter, act, Encoding.UTF8.GetBytes(purpose ?? ""))
            : throw new ArgumentException($"{act} with purpose '{purpose}' is no token.", nameof(purpose));

    /// <summary>A token that blocks the address of this fingerprint, and lifts that again.</summary>
    public string WriteBlock(Guid letter, byte[] fingerprint) => Sealed(letter, LetterAct.Block, fingerprint);

    /// <summary>Null for anything that this site did not write: truncated, changed, foreign, made up. Compares in constant time.</summary>
    public LetterToken? Read(string? token)
    {
        if (token is not { Length: >= MinCharacters and <= MaxCharacters } || !Base64Url.IsValid(token))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(token);
        var said = bytes.AsSpan(..^MacLength);
        var genuine = CryptographicOperations.FixedTimeEquals(Mac(said), bytes.AsSpan(^MacLength..));
        return genuine && Base64Url.EncodeToString(bytes) == token ? Parse(said) : null;
    }

    private string Sealed(Guid letter, LetterAct act, byte[] about)
    {
        byte[] said = [.. letter.ToByteArray(bigEndian: true), (byte)act, .. about];
        return Base64Url.EncodeToString([.. said, .. Mac(said)]);
    }

    private byte[] Mac(ReadOnlySpan<byte> said) => HMACSHA256.HashData(_key, said)[..MacLength];

    private static LetterToken Parse(ReadOnlySpan<byte> said)
    {
        var (letter, act) = (new Guid(said[..IdLength], bigEndian: true), (LetterAct)said[IdLength]);
        var about = said[(IdLength + 1)..];
        return act == LetterAct.Block
            ? new LetterToken(letter, act, Fingerprint: about.ToArray())
            : new LetterToken(letter, act, about.Length == 0 ? null : Encoding.UTF8.GetString(about));
    }
}
