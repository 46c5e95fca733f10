using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Site.Evidence;

/// <summary>A public Ed25519 key that signs notes under a name, written as C2SP's "vkey": name+id+base64 [c2sp.org/signed-note].</summary>
public sealed record NoteKey(string Name, byte[] PublicKey)
{
    private const byte Ed25519Type = 1;

    /// <summary>The first four bytes of SHA-256(name ‖ LF ‖ type ‖ key), which tell keys of one name apart.</summary>
    public uint Id => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(Name), (byte)'\n', Ed25519Type, .. PublicKey]));

    public override string ToString() => $"{Name}+{Id:x8}+{Convert.ToBase64String([Ed25519Type, .. PublicKey])}";

    public bool Equals(NoteKey? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => (int)Id;

    internal bool Verifies(byte[] text, byte[] signature) =>
        signature.Length == Ed25519.SignatureSize && Ed25519.Verify(signature, 0, PublicKey, 0, text, 0, text.Length);
}

/// <summary>Signs notes. <paramref name="seed"/> are the 32 bytes of RFC 8032.</summary>
public sealed class NoteSigner(string name, byte[] seed)
{
    public NoteKey Key { get; } = new(name, new Ed25519PrivateKeyParameters(seed).GeneratePublicKey().GetEncoded());

    /// <summary>One line of signature: — name base64(id ‖ signature).</summary>
    internal string Line(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var signed = new byte[4 + Ed25519.SignatureSize];
        BinaryPrimitives.WriteUInt32BigEndian(signed, Key.Id);
        Ed25519.Sign(seed, 0, bytes, 0, bytes.Length, signed, 4);
        return $"— {Key.Name} {Convert.ToBase64String(signed)}\n";
    }
}

/// <summary>A text with signatures beneath it [c2sp.org/signed-note]: the text ends with a line break, then an empty line, then one line a signature.</summary>
public sealed record SignedNote(string Text, string Signatures)
{
    private const string Dash = "— ";

    public static SignedNote Sign(string text, params IEnumerable<NoteSigner> signers) => new(text, string.Concat(signers.Select(s => s.Line(text))));

    /// <summary>Null if it is not a note.</summary>
    public static SignedNote? Parse(string note)
    {
        var end = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        var signatures = end < 0 ? "" : note[(end + 2)..];
        var isNote = signatures.EndsWith('\n') && signatures[..^1].Split('\n').All(l => l.StartsWith(Dash, StringComparison.Ordinal));
        return isNote ? new SignedNote(note[..(end + 1)], signatures) : null;
    }

    /// <summary>True if <paramref name="key"/> signed it. What other keys signed is neither here nor there.</summary>
    public bool IsSignedBy(NoteKey key)
    {
        var text = Encoding.UTF8.GetBytes(Text);
        return Signatures.Split('\n').Any(line => SignatureBy(key, line) is { } signature && key.Verifies(text, signature));
    }

    public override string ToString() => $"{Text}\n{Signatures}";

    private static byte[]? SignatureBy(NoteKey key, string line)
    {
        var prefix = $"{Dash}{key.Name} ";
        var signed = new byte[4 + Ed25519.SignatureSize];
        return line.StartsWith(prefix, StringComparison.Ordinal) && Convert.TryFromBase64String(line[prefix.Length..], signed, out var read)
            && read == signed.Length && BinaryPrimitives.ReadUInt32BigEndian(signed) == key.Id ? signed[4..] : null;
    }
}
