using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Site.Staff;

/// <summary>Time-based one-time passwords [RFC 6238]: six digits, 30 seconds, HMAC-SHA-1, which is what authenticator apps speak.</summary>
public static class Totp
{
    private const int StepSeconds = 30;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>160 random bits [RFC 4226 4, R6].</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(20);

    /// <summary>The time step at <paramref name="now"/> or one beside it whose code this is; null if it is none of them.</summary>
    public static long? Match(byte[] secret, string typed, Instant now)
    {
        var code = typed.Replace(" ", "", StringComparison.Ordinal);
        var current = now.ToUnixTimeSeconds() / StepSeconds;
        long[] steps = [current, current - 1, current + 1];
        return code.Length == 6 ? steps.Select(s => (long?)s).FirstOrDefault(s => Equal(Code(secret, s.GetValueOrDefault()), code)) : null;
    }

    /// <summary>The code at an instant.</summary>
    public static string Code(byte[] secret, Instant at) => Code(secret, at.ToUnixTimeSeconds() / StepSeconds);

    /// <summary>The secret as it is typed into an app, in groups of four [RFC 4648 6].</summary>
    public static IEnumerable<string> Spoken(byte[] secret) => Text(secret).Chunk(4).Select(group => new string(group));

    /// <summary>The address that the QR code holds.</summary>
    public static string Address(byte[] secret, string issuer, string account) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={Text(secret)}&issuer={Uri.EscapeDataString(issuer)}";

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6238's default; HMAC does not need SHA-1 to resist collisions.")]
    private static string Code(byte[] secret, long step)
    {
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        var hash = HMACSHA1.HashData(secret, counter);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf, 4)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static bool Equal(string right, string typed) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(right), Encoding.UTF8.GetBytes(typed));

    private static string Text(byte[] secret)
    {
        var bits = string.Concat(secret.Select(b => b.ToString("b8", CultureInfo.InvariantCulture)));
        return string.Concat(bits.Chunk(5).Select(five => Base32[Convert.ToInt32(new string(five).PadRight(5, '0'), 2)]));
    }
}
