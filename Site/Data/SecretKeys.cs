using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Site.Data;

/// <summary>Secrets of 32 bytes as base64: given by a setting, or in Development made once and kept in <c>var/</c>.</summary>
public sealed class SecretKeys(IHostEnvironment environment, IConfiguration configuration)
{
    public const int Length = 32;

    /// <summary>What was given; without it the key in <paramref name="file"/> in Development, and nothing anywhere else.</summary>
    /// <exception cref="OptionsValidationException">The file holds no key.</exception>
    public string? GivenOrKept(string? given, string file) => !string.IsNullOrWhiteSpace(given) ? given
        : environment.IsDevelopment() ? Kept(Path.Combine(VarFolder.Of(environment, configuration), file))
        : null;

    /// <summary>What is wrong with the value of <paramref name="setting"/>, in a sentence; null if it is a key.</summary>
    public static string? Fault(string setting, string? base64) => string.IsNullOrWhiteSpace(base64)
        ? $"{setting} is missing: set it to base64 of 32 random bytes, for example from `openssl rand -base64 32`."
        : Parse(base64) is null ? $"{setting} must be base64 of exactly 32 bytes, for example from `openssl rand -base64 32`." : null;

    /// <exception cref="FormatException">It is no key; <see cref="Fault"/> says so at the start.</exception>
    public static byte[] Bytes(string? base64) => Parse(base64 ?? "") ?? throw new FormatException("Not base64 of 32 bytes.");

    private static byte[]? Parse(string base64)
    {
        var bytes = new byte[Length + 1];
        return Convert.TryFromBase64String(base64, bytes, out var read) && read == Length ? bytes[..Length] : null;
    }

    private static string Kept(string file)
    {
        var kept = ReadOrMake(file);
        return Parse(kept) is not null ? kept : throw new OptionsValidationException(nameof(SecretKeys), typeof(SecretKeys),
            [$"{file} does not hold base64 of 32 bytes: restore it, or delete it to have a new key made, which ends what the old one signed or sealed."]);
    }

    // Held alone: of two starts at once, looking first and then making would make two keys.
    private static string ReadOrMake(string file)
    {
        using var stream = Alone.Open(file);
        if (stream.Length == 0)
        {
            stream.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length))));
            stream.Flush(flushToDisk: true);
            stream.Position = 0;
        }

        return new StreamReader(stream).ReadToEnd();
    }
}
