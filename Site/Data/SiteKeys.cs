using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Site.Data;

/// <summary>The secret outside the database, and the keys derived from it: one for each purpose, so that none can stand in for another.</summary>
public sealed class SiteKeys
{
    private const int Length = 32;

    private readonly byte[] _root;

    /// <exception cref="OptionsValidationException">Production without a key, or a key that is not base64 of 32 bytes.</exception>
    public SiteKeys(IOptions<SiteOptions> options, IHostEnvironment environment, IConfiguration configuration)
    {
        var given = options.Value.TokenKey;
        if (string.IsNullOrWhiteSpace(given) && environment.IsProduction())
        {
            throw Refused("Site__TokenKey is missing: set it to base64 of 32 random bytes, for example from `openssl rand -base64 32`.");
        }

        _root = string.IsNullOrWhiteSpace(given) ? MadeOnce(VarFolder.Of(environment, configuration)) : Read(given);
    }

    /// <summary>32 bytes for <paramref name="purpose"/> by HKDF-SHA256 [RFC 5869].</summary>
    public byte[] Derive(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _root, Length, info: Encoding.UTF8.GetBytes(purpose));

    private static byte[] Read(string base64)
    {
        var bytes = new byte[Length + 1];
        return Convert.TryFromBase64String(base64, bytes, out var read) && read == Length
            ? bytes[..Length]
            : throw Refused("Site__TokenKey must be base64 of exactly 32 bytes, for example from `openssl rand -base64 32`.");
    }

    private static byte[] MadeOnce(string folder)
    {
        var file = Path.Combine(folder, "token.key");
        if (!File.Exists(file))
        {
            using var stream = new FileStream(file, OwnerOnly());
            stream.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length))));
        }

        return Read(File.ReadAllText(file));
    }

    private static FileStreamOptions OwnerOnly()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    private static OptionsValidationException Refused(string message) => new(nameof(SiteOptions), typeof(SiteOptions), [message]);
}
